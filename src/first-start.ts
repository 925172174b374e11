/** The first time somebody is here: what the shell before had is offered, once, and nobody has to answer. */
import { existsSync, readdirSync } from 'node:fs'
import { countsOf, findOther } from './builtins/index.ts'
import type { Arguments, Nacre } from './shell/index.ts'
import { configFolder, foreignHistoryPath, historyFile } from './store/index.ts'

export class FirstStart {
  readonly #nacre: Nacre
  readonly #isFirst: boolean
  #isOffered = false

  /** Before anything of ours is made: no start-up files and no history are what tells the first start. */
  constructor(nacre: Nacre, args: Arguments) {
    const { host } = nacre
    this.#nacre = nacre
    const isTerminal = host.inherited(0)?.isTerminal === true && host.inherited(1)?.isTerminal === true
    const environment = host.environment()
    this.#isFirst =
      isTerminal &&
      !args.norc &&
      args.rc === undefined &&
      !existsSync(historyFile(environment)) &&
      isEmpty(configFolder(environment))
  }

  /** What there is to say behind the first prompt; undefined where nothing can be taken over. */
  offer(): string | undefined {
    const found = this.#isFirst ? findOther(this.#nacre.shell) : undefined
    if (found === undefined) return undefined
    this.#isOffered = true
    const files = [...found.files.keys()].join(', ')
    const history = existsSync(foreignHistoryPath(found.shell, this.#nacre.host.environment()))
    return [
      `Welcome to nacre. It can take over ${countsOf(found)} from ${files}${history ? `, and ${found.shell}'s history` : ''}.`,
      'Answer y, n or show, or just begin: `config --import` does it whenever you like.',
    ].join('\n')
  }

  /** The command that an answer stands for; a line that is none takes the offer away. */
  commandFor(line: string): string | undefined {
    if (!this.#isOffered) return undefined
    const answer = line.trim().toLowerCase()
    this.#isOffered = answer === 'show'
    if (answer === 'show') return 'config --import show'
    if (answer === 'n' || answer === 'no') return ':'
    if (answer !== 'y' && answer !== 'yes') return undefined
    const shell = findOther(this.#nacre.shell)?.shell ?? 'bash'
    const history = existsSync(foreignHistoryPath(shell, this.#nacre.host.environment()))
    return `config --import${history ? ` && history import ${shell}` : ''}`
  }
}

function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0
  } catch {
    return true
  }
}
