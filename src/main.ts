/**
 * argv → interactive, `-c`, a file or standard input. Everything heavy (the prompt, TypeScript, zx) is loaded when it is
 * needed, so that a simple command starts as fast as Node does.
 */
import { readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { chooseHost, startArguments, SystemError, type ProcessHost } from './os/index.ts'
import { addPackages, checkTypes, explainInput, missingFileHint, runScript } from './script/index.ts'
import { Nacre, parseArguments, usage, type Arguments } from './shell/index.ts'
import { cacheFolder } from './store/index.ts'
import { offerLineEditing } from './offer-line-editing.ts'
import { offerProgress } from './progress.ts'
import { provideNames } from './provide.ts'

/** Does what the command line says; what TypeScript left running keeps the process alive. */
export async function main(): Promise<void> {
  try {
    const host = chooseHost()
    const parsed = parseArguments(startArguments(), host.inherited(0)?.isTerminal ?? false)
    process.exitCode = parsed.mode === 'error' ? misused(parsed.message) : await start(host, parsed)
  } catch (error) {
    process.exitCode = ownFault(error)
  }
}

function misused(message: string): number {
  writeSync(2, `nacre: ${message}\n${usage}`)
  return 2
}

/** Gives the exit status. */
async function start(host: ProcessHost, args: Arguments): Promise<number> {
  switch (args.mode) {
    case 'version':
      return print(`nacre ${version()}\n`)
    case 'help':
      return print(usage)
    case 'worker':
      writeSync(2, 'nacre: worker: serving a distributed pool is not there yet\n')
      return 2
    case 'interactive':
      return leave((await import('./interact.ts')).interact(host, args, provideNames))
    case 'explain':
      return await explain(host, args)
    case 'check':
      return await check(host, args)
    case 'add':
      return add(host, args)
    case 'code':
    case 'file':
    case 'stdin': {
      const nacre = new Nacre({
        host,
        arguments: args,
        interactive: args.forcedInteractive,
        provide: provideNames,
      })
      offerProgress(nacre)
      offerLineEditing(nacre)
      const status = await runScript(nacre, args)
      return nacre.typescript.isUsed ? status : leave(status)
    }
  }
}

/** `--explain`: 1 if the text cannot be read. */
async function explain(host: ProcessHost, args: Arguments): Promise<number> {
  try {
    return print(await explainInput(host, args))
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    const { file } = args
    const hint = file !== undefined && error.code === 'ENOENT' ? missingFileHint(file, [], true) : ''
    writeSync(2, `nacre: ${file ?? 'standard input'}: ${error.message}\n${hint}`)
    return 1
  }
}

/** `--check`: 1 if anything is wrong with the types, 2 if they cannot be checked. */
async function check(host: ProcessHost, { file = '', args }: Arguments): Promise<number> {
  try {
    const { errors, text } = await checkTypes(host, [file, ...args])
    writeSync(2, text)
    return errors > 0 ? 1 : 0
  } catch (error) {
    writeSync(2, `nacre: --check: ${error instanceof Error ? error.message : String(error)}\n`)
    return 2
  }
}

/** `nacre add`: 1 if a package cannot be had. */
function add(host: ProcessHost, { args, packages }: Arguments): number {
  try {
    const options = args.filter(arg => !arg.startsWith('npm:'))
    if (options.some(option => option !== '--allow-scripts'))
      return misused(`add: ${options.join(' ')}: not npm:name@range`)
    const allowScripts = packages.allowScripts || options.length > 0
    const wanted = args.filter(arg => arg.startsWith('npm:'))
    return print(`${addPackages(wanted, cacheFolder(host.environment()), { allowScripts }).join('\n')}\n`)
  } catch (error) {
    writeSync(2, `nacre: ${error instanceof Error ? error.message : String(error)}\n`)
    return 1
  }
}

/** Our bug, not the user's: said with its stack (Node would print a line of the bundle, which is all of it). */
function ownFault(error: unknown): number {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  writeSync(2, `nacre: this is a fault of nacre itself: ${text}\n`)
  return 70
}

/** Ends at once: whatever would still wait is nobody's. */
async function leave(status: number | Promise<number>): Promise<never> {
  process.exit(await status)
}

function print(text: string): number {
  writeSync(1, text)
  return 0
}

function version(): string {
  const file = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')
  return (JSON.parse(file) as { version: string }).version
}
