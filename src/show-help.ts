import { makeSource, nearestName } from './diag/index.ts'
import { apiNames, ecmaScriptNames, nodeNames } from './lang/classify/index.ts'
import { quoteWord } from './lang/syntax/index.ts'
import { docOf } from './api-docs.ts'
import { quietOutputOf } from './line-editing.ts'
import { nearCommand } from './near-names.ts'
import { askedName, loadHelp, type HelpSubject } from './repl/index.ts'
import type { Nacre } from './shell/index.ts'

/** Shows help for the word at the cursor, on the terminal; a message where there is none. */
export async function helpAtCursor(
  nacre: Nacre,
  { text, cursor }: { readonly text: string; readonly cursor: number },
): Promise<string | undefined> {
  const { helpSubject } = await loadHelp()
  const subject = helpSubject(text, cursor, nacre.typescript.names())
  return subject === undefined ? 'help: put the cursor on a word' : await showHelp(nacre, subject)
}

/** `name?`: what a command or a name of TypeScript is; undefined for a line that asks nothing, else the status. */
export async function answerQuestion(nacre: Nacre, line: string): Promise<number | undefined> {
  const name = nacre.session.commandsOnly ? undefined : askedName(line)
  if (name === undefined) return undefined
  const isName = name.includes('.') || nacre.typescript.names().user.has(name)
  const fault = await showHelp(nacre, isName ? { type: 'name', name } : { type: 'command', words: [name] })
  if (fault !== undefined) nacre.shell.complain(fault)
  return fault === undefined ? 0 : 1
}

async function showHelp(nacre: Nacre, subject: HelpSubject): Promise<string | undefined> {
  if (subject.type === 'name') return await showName(nacre, subject.name)
  const [name = ''] = subject.words
  const isShown = await showCommand(nacre, subject.words)
  if (isShown) return undefined
  if (apiNames.has(name) || ecmaScriptNames.has(name) || nodeNames.has(name))
    return await showName(nacre, name)
  const near = nearCommand(name, nacre.shell, nacre.typescript.names().user)
  return `no help for ${name}${near === undefined ? '' : ` (did you mean ${near}?)`}`
}

/** What the shell knows of it, else its manual page, else its `--help` where that is known to do nothing else. */
async function showCommand(nacre: Nacre, words: readonly string[]): Promise<boolean> {
  const { shell } = nacre
  const [name = '', ...others] = words
  const quoted = quoteWord(name)
  const alias = shell.aliases.get(name)
  if (alias !== undefined) return await shown(nacre, `alias -- ${quoted}`)
  if (shell.functions.has(name)) return await shown(nacre, `type -- ${quoted}`)
  if (shell.builtins.has(name) && !shell.disabled.has(name)) {
    const doc = docOf(name)
    const more = doc === undefined ? '' : `; printf '\\n%s\\n' ${quoteWord(`In TypeScript: ${doc}`)}`
    return await shown(nacre, `{ help ${quoted}${more}; }`)
  }
  const page = await manualPage(nacre, [name, ...others.filter(word => !word.startsWith('-')).slice(0, 1)])
  if (page !== undefined) return await run(nacre, `man -- ${quoteWord(page)}`)
  const { answersHelp } = await loadHelp()
  const isThere = (await quietOutputOf(nacre, `command -v -- ${quoted}`)) !== undefined
  return isThere && answersHelp(name) && (await shown(nacre, `${quoted} --help 2>&1`))
}

/** `git commit` has a page of its own: `git-commit`. */
async function manualPage(nacre: Nacre, words: readonly string[]): Promise<string | undefined> {
  const pages = words.length > 1 ? [words.join('-'), words[0] ?? ''] : words
  for (const page of pages)
    if ((await quietOutputOf(nacre, `man -w -- ${quoteWord(page)}`)) !== undefined) return page
  return undefined
}

/** Its documentation where it is ours, else what it is: a function's text, a value. */
async function showName(nacre: Nacre, name: string): Promise<string | undefined> {
  const doc = docOf(name)
  if (doc !== undefined) {
    await shown(nacre, `printf '%s\\n' ${quoteWord(doc)}`)
    return undefined
  }
  const [root = ''] = name.split('.')
  const { user } = nacre.typescript.names()
  const known = [...user, ...apiNames, ...ecmaScriptNames, ...nodeNames]
  if (!known.includes(root)) {
    const near = nearestName(root, known)
    return `no help for ${name}${near === undefined ? '' : ` (did you mean ${near}?)`}`
  }
  // The text of a function that somebody has written says what it does; of others the name has to do.
  const value = user.has(root)
    ? `typeof ${name} === 'function' ? Function.prototype.toString.call(${name}) : ${name}`
    : name
  const code = `console.log(${value})`
  await nacre.run(makeSource('help', code), { show: false, onError: 'stop' })
  return undefined
}

/** Runs it with its output in the person's pager, which lets a short text be. */
async function shown(nacre: Nacre, code: string): Promise<boolean> {
  const own = nacre.shell.variables.get('PAGER') ?? ''
  const pager = own === '' ? 'if command -v less >/dev/null; then less -FRX; else cat; fi' : own
  return await run(nacre, `${code} | { ${pager}; }`)
}

async function run(nacre: Nacre, code: string): Promise<boolean> {
  const { shell } = nacre
  const { status } = shell
  try {
    await shell.run(makeSource('help', code))
    return true
  } finally {
    shell.status = status
  }
}
