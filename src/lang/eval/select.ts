import { chain, type MaybePromise } from '../../value/index.ts'
import { compileWord } from '../expand/index.ts'
import type { SelectClause } from '../syntax/index.ts'
import type { Code, Compiler } from './engine.ts'
import type { Environment } from './environment.ts'
import { inLoop, Loop } from './loops.ts'
import type { Outcome, Running } from './outcome.ts'
import { repeat } from './sequence.ts'
import { expandWords } from './words.ts'
import { traceLoop } from './xtrace.ts'

/** `select x in words; do list; done`: a menu on stderr, PS3, an answer in REPLY (bash manual, Conditional Constructs). */
export function compileSelect(node: SelectClause, compiler: Compiler): Code {
  const words = node.words?.map(word => compileWord(word))
  const body = compiler.list(node.body)
  return shell => {
    shell.node = node
    traceLoop(shell, node)
    const items = words === undefined ? shell.positional : expandWords(words, shell)
    return chain(items, list => (list.length === 0 ? 0 : inLoop(shell, () => run(shell, node, list, body))))
  }
}

function run(shell: Environment, node: SelectClause, items: readonly string[], body: Code): Running {
  const loop = new Loop()
  let showMenu = true
  return repeat(shell, () => {
    if (showMenu) shell.writeError(menu(items, Number(shell.variables.get('COLUMNS') ?? 80)))
    showMenu = false
    return chain(ask(shell), (answered): MaybePromise<Outcome | undefined> => {
      if (!answered) {
        // bash ends the line of the prompt on stdout.
        return chain(shell.ports.out.write('\n'), () => 1)
      }
      const reply = shell.variables.get('REPLY') ?? ''
      showMenu = reply === ''
      if (showMenu) return undefined
      shell.variables.set(node.variable, /^\s*\d+\s*$/.test(reply) ? (items[Number(reply) - 1] ?? '') : '')
      return chain(loop.body(shell, body), done => {
        showMenu = (shell.variables.get('REPLY') ?? '') === ''
        return done
      })
    })
  })
}

function ask(shell: Environment): MaybePromise<boolean> {
  const prompt = shell.engine.promptString(shell, shell.variables.get('PS3') ?? '#? ')
  return chain(prompt, text => {
    shell.writeError(text)
    return chain(shell.execute(['read'], { functions: false }), status => status === 0)
  })
}

/** The items, numbered, in columns as bash lays them out: filled with tabs, the first column's numbers narrower. */
export function menu(items: readonly string[], columns: number): string {
  const digits = String(items.length).length
  const widest = Math.max(...items.map(item => displayLength(item))) + digits + 4
  const rows = rowCount(items.length, Math.floor(columns / widest))
  const firstDigits = String(rows).length
  const lines = Array.from({ length: rows }, () => '')
  items.forEach((item, index) => {
    const [row, column] = [index % rows, Math.floor(index / rows)]
    const cell = `${String(index + 1).padStart(column === 0 ? firstDigits : digits)}) ${item}`
    const length = displayLength(item) + 2 + (column === 0 ? firstDigits : digits)
    const isLast = index + rows >= items.length
    lines[row] += isLast ? cell : cell + gap(column * widest + length, (column + 1) * widest)
  })
  return lines.map(line => `${line}\n`).join('')
}

/** A single row becomes a single column. */
function rowCount(items: number, perRow: number): number {
  const rows = Math.ceil(items / Math.max(1, perRow))
  return rows === 1 ? items : rows
}

const tab = 8

/** From one column of the screen to another, with tabs where they reach. */
function gap(from: number, to: number): string {
  let text = ''
  for (let at = from; at < to;) {
    const isTab = Math.floor(to / tab) > Math.floor(at / tab)
    text += isTab ? '\t' : ' '
    at += isTab ? tab - (at % tab) : 1
  }
  return text
}

function displayLength(text: string): number {
  return Array.from(text).length
}
