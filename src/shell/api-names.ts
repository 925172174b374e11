import type { Shell } from '../lang/eval/index.ts'
import { completeFunction } from './completions.ts'
import { changeDirectory, currentDirectory, type ChangeOptions } from './directory-scope.ts'
import { createCommands, type Commands } from './commands/define.ts'
import { watchFrom } from './watch-api.ts'
import { environmentObject } from './environment-object.ts'
import { createKeymap } from './keymap.ts'
import { listDirectory } from './list-directory.ts'

/**
 * The API's names and how each one's value is read. A session makes them globals, the package exports them: a room that
 * has something to offer adds it here.
 */
export class ApiNames {
  readonly #getters = new Map<string, () => unknown>()

  /** A name with one value. */
  value(name: string, value: unknown): void {
    this.#getters.set(name, () => value)
  }

  /** A name whose value is made or read anew at each use. */
  getter(name: string, get: () => unknown): void {
    this.#getters.set(name, get)
  }

  get(name: string): unknown {
    return this.#getters.get(name)?.()
  }

  /** Gives an object these names as properties that nobody sees in a listing and that anybody may declare over. */
  defineOn(target: object, skip: ReadonlySet<string> = new Set()): void {
    for (const [name, get] of this.#getters) if (!skip.has(name)) defineGetter(target, name, get)
  }
}

function defineGetter(target: object, name: string, get: () => unknown): void {
  Object.defineProperty(target, name, {
    configurable: true,
    enumerable: false,
    get,
    set(value: unknown) {
      Object.defineProperty(target, name, { value, configurable: true, writable: true, enumerable: true })
    },
  })
}

/** The names that the shell itself answers: `env`, `status`, `cd`, `ls`, `ps` … */
export function addShellNames(names: ApiNames, shell: Shell, options: ChangeOptions): void {
  names.value('env', environmentObject(shell))
  names.getter('status', () => shell.status)
  names.value('cd', (directory?: unknown) => changeDirectory(shell, directory, options))
  names.value('pushd', (directory: unknown) => {
    shell.directoryStack.unshift(currentDirectory(shell))
    return changeDirectory(shell, directory, options)
  })
  names.value('popd', () => {
    const directory = shell.directoryStack.shift()
    if (directory === undefined) throw new Error('popd: directory stack empty')
    return changeDirectory(shell, directory, options)
  })
  names.value('pwd', () => currentDirectory(shell))
  names.value('sleep', sleep)
  names.value('keymap', createKeymap(shell))
  names.value(
    'watch',
    watchFrom(() => currentDirectory(shell)),
  )
  let commands: Commands | undefined
  names.getter('commands', () => (commands ??= createCommands(shell)))
  names.value('complete', completeFunction(shell.session))
  names.value(
    'ls',
    listDirectory(() => currentDirectory(shell)),
  )
}

/** Waits for milliseconds, or for `'250ms'`, `'2s'`, `'1m'` as zx reads them. */
async function sleep(duration: number | string): Promise<void> {
  const ms = typeof duration === 'number' ? duration : durationOf(duration)
  await new Promise<void>(resolve => setTimeout(resolve, ms))
}

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 }

function durationOf(text: string): number {
  const [, amount = '', unit = 'ms'] = /^(\d+(?:\.\d+)?)(ms|s|m)?$/.exec(text) ?? []
  if (amount === '') throw new TypeError(`sleep: ${text}: not a duration (250, 250ms, 2s, 1m)`)
  return Number(amount) * (units[unit] ?? 1)
}
