import type {
  ArithmeticFor,
  CaseClause,
  Command,
  ForClause,
  FunctionDefinition,
  IfClause,
  List,
  Pipeline,
  Redirect,
  SelectClause,
  SimpleCommand,
  Word,
} from './nodes.ts'
import { printAssignment, printParts, printWord, quotePlain } from './print-word.ts'
import { printCondition } from './print-condition.ts'
import { Printer } from './printer.ts'
import { isReserved } from './reserved.ts'

/**
 * A command in the layout of bash's `declare -f` and `type`: it reads back as the same command. Without a newline at
 * the end.
 */
export function printCommand(node: Command | List): string {
  const out = new Printer()
  if (node.type === 'List') writeList(out, node)
  else writeCommand(out, node)
  return out.take()
}

/** What stands before the clauses of a `case`, for BASH_COMMAND and `set -x`. */
export function printCaseHead(node: CaseClause): string {
  return `case ${wordText(node.word)} in `
}

/** A function as bash hands it to its children: `() {  list` on lines that begin with one blank. */
export function printExported(node: FunctionDefinition): string {
  const out = new Printer(1, 0)
  out.write('() { ')
  out.indentAll()
  if (node.body.type === 'Group' && node.body.redirects.length === 0) writeList(out, node.body.body)
  else writeCommand(out, node.body)
  return `${out.take().replace(/\n$/, '')}\n}`
}

/** A list inside a word stays on one line where it can. */
function inline(list: List): string {
  const out = new Printer(1)
  writeList(out, list, '; ')
  return out.take()
}

function wordText(word: Word): string {
  return printWord(word, inline)
}

/** Commands in a row: those in the background on one line, the others below each other. */
function writeList(out: Printer, list: List, separator?: string): void {
  list.items.forEach(({ command, background }, at) => {
    command.pipelines.forEach((pipeline, index) => {
      if (index > 0) {
        out.write(` ${command.operators[index - 1] ?? '&&'} `)
        if (out.flush()) out.write(' ')
      }
      writePipeline(out, pipeline)
    })
    if (background) out.write(' &')
    if (at === list.items.length - 1) return
    if (background) out.write(out.flush() ? '  ' : ' ')
    else if (separator === undefined) out.separate()
    else out.write(separator)
  })
}

function writePipeline(out: Printer, pipeline: Pipeline): void {
  if (pipeline.timed !== undefined) out.write(`${pipeline.timed} `)
  if (pipeline.negated) out.write('! ')
  pipeline.commands.forEach((command, at) => {
    writeCommand(out, command)
    if (at === pipeline.commands.length - 1) return
    out.write(pipeline.stderr[at] === true ? ' 2>&1 |' : ' |')
    out.write(out.flush() ? '  ' : ' ')
  })
}

/** A body on lines of its own, each command ended. */
function writeBody(out: Printer, list: List, ended = true): void {
  out.inside(() => {
    out.newline(list.items.length > 0)
    writeList(out, list)
    if (ended) out.semicolon()
    out.flush()
  })
  out.newline()
}

function writeCommand(out: Printer, node: Command): void {
  writeBare(out, node)
  if (node.type === 'FunctionDefinition' || node.type === 'Coprocess' || node.type === 'SimpleCommand') return
  for (const redirect of node.redirects) {
    out.goOn()
    out.write(' ')
    writeRedirect(out, redirect)
  }
}

function writeBare(out: Printer, node: Command): void {
  switch (node.type) {
    case 'SimpleCommand':
      return writeSimple(out, node)
    case 'Group':
      return writeGroup(out, node.body)
    case 'Subshell':
      out.write('( ')
      writeList(out, node.body)
      out.flush()
      out.write(' )')
      return
    case 'IfClause':
      return writeIf(out, node, 0)
    case 'ForClause':
    case 'SelectClause':
      return writeFor(out, node)
    case 'ArithmeticFor':
      return writeArithmeticFor(out, node)
    case 'WhileClause':
      out.write(node.until ? 'until ' : 'while ')
      writeList(out, node.condition)
      out.write('; do')
      writeBody(out, node.body)
      out.write('done')
      return
    case 'CaseClause':
      return writeCase(out, node)
    case 'ConditionalCommand':
      return out.write(`[[ ${printCondition(node.expression, wordText)} ]]`)
    case 'ArithmeticCommand':
      return out.write(`((${wordText(node.expression)}))`)
    case 'FunctionDefinition':
      return writeFunction(out, node)
    case 'Coprocess':
      // A name before a simple command would be read as the command.
      out.write(node.body.type === 'SimpleCommand' ? 'coproc ' : `coproc ${node.name ?? 'COPROC'} `)
      writeCommand(out, node.body)
  }
}

function writeSimple(out: Printer, node: SimpleCommand): void {
  let first = true
  // After a redirection a reserved word is an ordinary one; before it, it would begin a compound command.
  const pieces = isReservedFirst(node)
    ? [...node.redirects, ...node.words]
    : [...node.assignments, ...node.words, ...node.redirects]
  for (const piece of pieces) {
    if (!first) out.write(' ')
    first = false
    if (piece.type === 'Redirect') writeRedirect(out, piece)
    else out.write(piece.type === 'Word' ? wordText(piece) : printAssignment(piece, inline))
  }
}

function isReservedFirst(node: SimpleCommand): boolean {
  const [word] = node.words
  const [part] = word?.type === 'Word' && word.parts.length === 1 ? word.parts : []
  return node.assignments.length === 0 && part?.type === 'Literal' && isReserved(part.value)
}

function writeRedirect(out: Printer, node: Redirect): void {
  const { operator, target } = node
  const duplicates = operator === '<&' || operator === '>&'
  const descriptor = node.fd ?? (operator === '<>' ? 0 : operator === '<&' ? 0 : duplicates ? 1 : '')
  const source = node.variable === undefined ? `${descriptor}` : `{${node.variable}}`
  if (operator === '<<' || operator === '<<-') return writeHereDocument(out, node, source)
  const text = wordText(target)
  const plain = /^(?:\d+-?|-)$/.test(text) || target.parts[0]?.type === 'ParameterExpansion'
  // `>&file` has no descriptor: it sends both outputs.
  // As bash shows it: closing is the same for both directions.
  const sign = text === '-' && operator === '<&' ? '>&' : operator
  const shown = duplicates && !plain && node.fd === undefined && node.variable === undefined ? '' : source
  out.write(`${shown}${sign}${duplicates ? '' : ' '}${text}`)
}

function writeHereDocument(out: Printer, node: Redirect, source: string): void {
  const delimiter = node.delimiter ?? ''
  const quoted = node.quotedDelimiter === true
  out.write(`${source}${node.operator}${quoted ? quotePlain(delimiter) : delimiter}`)
  const body =
    quoted || node.fault !== undefined
      ? node.target.parts.map(part => (part.type === 'SingleQuoted' ? part.value : '')).join('')
      : printParts(node.target.parts, inline, 'here')
  out.wait(node, body)
}

function writeGroup(out: Printer, body: List): void {
  out.write('{ ')
  writeBody(out, body, false)
  out.write('}')
}

/** Bash shows `elif` as an `if` inside the `else`. */
function writeIf(out: Printer, node: IfClause, at: number): void {
  const clause = node.clauses[at]
  if (clause === undefined) return
  out.write('if ')
  writeList(out, clause.condition)
  out.write('; then')
  writeBody(out, clause.body)
  if (at + 1 < node.clauses.length) {
    out.write('else')
    out.inside(() => {
      out.newline()
      writeIf(out, node, at + 1)
      out.write(';')
    })
    out.newline()
  } else if (node.otherwise !== undefined) {
    out.write('else')
    writeBody(out, node.otherwise)
  }
  out.write('fi')
}

function writeFor(out: Printer, node: ForClause | SelectClause): void {
  const words = node.words === undefined ? '"$@"' : node.words.map(wordText).join(' ')
  out.write(`${node.type === 'ForClause' ? 'for' : 'select'} ${node.variable} in ${words};`)
  writeDo(out, node.body)
}

function writeArithmeticFor(out: Printer, node: ArithmeticFor): void {
  const [init, condition, step] = [node.init, node.condition, node.step].map(word =>
    word === undefined ? '1' : wordText(word).trim(),
  )
  out.write(`for ((${init}; ${condition}; ${step}))`)
  writeDo(out, node.body)
}

function writeDo(out: Printer, body: List): void {
  out.newline()
  out.write('do')
  writeBody(out, body)
  out.write('done')
}

function writeCase(out: Printer, node: CaseClause): void {
  out.write(printCaseHead(node))
  out.inside(() => {
    for (const item of node.items) {
      out.newline()
      const patterns = item.patterns.map(wordText)
      // `(esac)`: without its bracket the word would end the clause.
      out.write(`${patterns[0] === 'esac' ? '(' : ''}${patterns.join(' | ')})`)
      writeBody(out, item.body, false)
      out.write(item.terminator)
    }
  })
  out.newline()
  out.write('esac')
}

function writeFunction(out: Printer, node: FunctionDefinition): void {
  // `if ()` and `a= ()` would be read as something else.
  if (out.nested || isReserved(node.name) || node.name.includes('=')) out.write('function ')
  out.write(`${node.name} () `)
  out.newline()
  out.nest(() => {
    if (node.body.type === 'Group') return writeCommand(out, node.body)
    out.write('{ ')
    out.inside(() => {
      out.newline()
      writeCommand(out, node.body)
      out.flush()
    })
    out.newline()
    out.write('}')
  })
}
