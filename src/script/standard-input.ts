import { makeSource } from '../diag/index.ts'
import { nextStatement } from '../lang/classify/index.ts'
import type { Outcome } from '../lang/eval/index.ts'
import type { Descriptor } from '../os/index.ts'
import { LineSource, type Arguments, type Nacre } from '../shell/index.ts'
import { checkText } from './check.ts'

/**
 * A script from standard input, which its commands read as well: a statement is read line by line until it is complete,
 * then run. Only a TypeScript statement is read one line further, to see whether it goes on there.
 */
export async function runStandardInput(nacre: Nacre, args: Arguments): Promise<Outcome> {
  const lines = new InputLines(nacre)
  if (args.parseOnly) return checkText(nacre, makeSource('stdin', await readAll(lines)))
  let text = ''
  let firstLine = 1
  let outcome: Outcome = 0
  for (;;) {
    const line = await lines.next()
    text += line ?? ''
    if (line !== undefined && goesOn(nacre, text)) continue
    const end = completeEnd(nacre, text, line === undefined)
    if (end > 0) {
      const source = makeSource('stdin', text.slice(0, end), firstLine)
      const ended = await nacre.run(source, { show: false, onError: 'exit' })
      if (typeof ended !== 'number') return ended
      // A blank line or a comment leaves the status as it was.
      if (nacre.judge(source.text) !== 'comment') outcome = ended
      firstLine += source.text.split('\n').length - 1
      text = text.slice(end)
    }
    if (line === undefined) return outcome
  }
}

/** More lines are wanted before anything of it runs. */
function goesOn(nacre: Nacre, text: string): boolean {
  return nacre.judge(text) === 'unfinished'
}

/** How much of the text can run now: all of it, but not a TypeScript statement that the next line may continue. */
function completeEnd(nacre: Nacre, text: string, isLast: boolean): number {
  if (isLast || nacre.session.commandsOnly) return text.length
  const source = makeSource('stdin', text)
  let end = 0
  const user = new Set(nacre.typescript.names().user)
  while (end < text.length) {
    const statement = nextStatement(source, end, { user })
    const reachesEnd = statement.next >= text.length
    if (reachesEnd && statement.kind === 'typescript' && !text.endsWith(';\n')) return end
    for (const name of statement.declares) user.add(name)
    end = statement.next
  }
  return end
}

/** The lines of whatever standard input is by now: a script may say `exec < other`, and goes on there. */
class InputLines {
  readonly #nacre: Nacre
  #input: Descriptor | undefined
  #lines: LineSource | undefined

  constructor(nacre: Nacre) {
    this.#nacre = nacre
  }

  async next(): Promise<string | undefined> {
    const input = this.#nacre.shell.descriptors.get(0)
    if (input !== this.#input) this.#lines = input && new LineSource(input)
    this.#input = input
    return await this.#lines?.next()
  }
}

async function readAll(lines: InputLines): Promise<string> {
  let text = ''
  for (let line = await lines.next(); line !== undefined; line = await lines.next()) text += line
  return text
}
