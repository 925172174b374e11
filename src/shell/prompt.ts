import { makeSource } from '../diag/index.ts'
import type { Session } from '../lang/eval/index.ts'
import { IndexedArray } from '../lang/expand/index.ts'
import { stateFolder } from '../store/index.ts'
import type { Nacre } from './nacre.ts'
import type { PromptFacts, PromptText } from './prompt-facts.ts'

/** Where we are, home shortened, in bold cyan; the prompt adds the language mark. */
const defaultPrompt = String.raw`\[\e[1;36m\]\w\[\e[0m\] `
const plainPrompt = String.raw`\w `

/** The PS1 that nobody chose for nacre: its own default, or what a login's profiles made of it. */
const givenPrompts = new WeakMap<Session, string>()

/** Variables that only interactive shells have (bash manual, Bash Variables): rc files ask for PS1 to know one. */
export function setInteractiveVariables(nacre: Nacre): void {
  const { variables } = nacre.shell
  const defaults = {
    PS1: !variables.get('NO_COLOR') ? defaultPrompt : plainPrompt,
    PS2: '> ',
    HISTFILE: `${stateFolder(nacre.host.environment())}/nacre_history`,
    HISTSIZE: '1000',
  }
  if (variables.get('PS1') === undefined) givenPrompts.set(nacre.session, defaults.PS1)
  for (const [name, value] of Object.entries(defaults)) {
    if (variables.get(name) === undefined) variables.set(name, value)
  }
}

/**
 * A profile has been read, and PS1 was `before` until then: what it made of it is for bash and sh, and no choice of a
 * prompt here.
 */
export function disownProfilePrompt({ shell, session }: Nacre, before: string | undefined): void {
  const text = shell.variables.get('PS1')
  if (session.commandsOnly || (text === before && !givenPrompts.has(session))) return
  givenPrompts.set(session, text ?? '')
}

/**
 * What somebody put before the PS1 that nobody chose, as written (`PS1="(venv) $PS1"`), mostly nothing: then the prompt
 * is nacre's own, which tells more than PS1 can. Undefined where PS1 is a prompt of somebody's own.
 */
export function beforeOwnPrompt({ shell, session }: Nacre): string | undefined {
  const given = givenPrompts.get(session)
  const text = shell.variables.get('PS1') ?? ''
  if (text === given) return ''
  return given && text.endsWith(given) ? text.slice(0, -given.length) : undefined
}

/** A prompt written in TypeScript: from what there is to tell, a text (or two) with styles. */
export type PromptFunction = (facts: PromptFacts) => string | PromptText | Promise<string | PromptText>

const functions = new WeakMap<Session, PromptFunction>()

export function promptFunction(session: Session): PromptFunction | undefined {
  return functions.get(session)
}

/** Sets the session's prompt function; undefined goes back to PS1. */
export function setPromptFunction(session: Session, prompt: PromptFunction | undefined): void {
  if (prompt === undefined) functions.delete(session)
  else functions.set(session, prompt)
}

/** Before a prompt: runs PROMPT_COMMAND, which sees `$?` and does not change it. */
export async function preparePrompt(nacre: Nacre): Promise<void> {
  const { shell } = nacre
  setWindowSize(nacre)
  for (const command of promptCommands(nacre)) {
    const { status } = shell
    await shell.run(makeSource('PROMPT_COMMAND', command))
    shell.status = status
  }
}

/** bash manual, shopt, checkwinsize: COLUMNS and LINES are the terminal's, looked at behind each command. */
function setWindowSize({ shell, host }: Nacre): void {
  const size = shell.options.get('checkwinsize') ? host.terminal?.size() : undefined
  if (size === undefined) return
  for (const [name, value] of [
    ['COLUMNS', size.columns],
    ['LINES', size.rows],
  ] as const) {
    if (!shell.variables.find(name)?.readonly) shell.variables.set(name, String(value))
  }
}

function promptCommands({ shell }: Nacre): readonly string[] {
  const value = shell.variables.find('PROMPT_COMMAND')?.value
  if (value instanceof IndexedArray) return value.values()
  return typeof value === 'string' && value !== '' ? [value] : []
}
