import { makeSource } from '../diag/index.ts'
import { IndexedArray } from '../lang/expand/index.ts'
import { stateFolder } from '../store/index.ts'
import { isPromise } from '../value/index.ts'
import type { Nacre } from './nacre.ts'

/** Where we are, home shortened, in bold cyan; the prompt adds the language mark. */
const defaultPrompt = String.raw`\[\e[1;36m\]\w\[\e[0m\] `
const plainPrompt = String.raw`\w `

/** Variables that only interactive shells have (bash manual, Bash Variables): rc files ask for PS1 to know one. */
export function setInteractiveVariables(nacre: Nacre): void {
  const { variables } = nacre.shell
  const defaults = {
    PS1: variables.get('NO_COLOR') === undefined ? defaultPrompt : plainPrompt,
    PS2: '> ',
    HISTFILE: `${stateFolder(nacre.host.environment())}/nacre_history`,
    HISTSIZE: '1000',
  }
  for (const [name, value] of Object.entries(defaults)) {
    if (variables.get(name) === undefined) variables.set(name, value)
  }
}

/** Before a prompt: runs PROMPT_COMMAND, which sees `$?` and does not change it, and gives PS1 expanded. */
export async function nextPrompt(nacre: Nacre): Promise<string> {
  const { shell } = nacre
  for (const command of promptCommands(nacre)) {
    const { status } = shell
    await shell.run(makeSource('PROMPT_COMMAND', command))
    shell.status = status
  }
  const text = shell.expansions.promptString(shell.variables.get('PS1') ?? '')
  return isPromise(text) ? await text : text
}

function promptCommands({ shell }: Nacre): readonly string[] {
  const value = shell.variables.find('PROMPT_COMMAND')?.value
  if (value instanceof IndexedArray) return value.values()
  return typeof value === 'string' && value !== '' ? [value] : []
}
