/** What of another shell's start-up files can be taken over: aliases, exports, PATH, as they are written there. */
import { makeSource } from '../../diag/index.ts'
import {
  parse,
  type AndOr,
  type Assignment,
  type Command,
  type List,
  type SimpleCommand,
  type Word,
} from '../../lang/syntax/index.ts'

export interface Taken {
  readonly aliases: number
  readonly exports: number
  readonly setsPath: boolean
  /** Commands, in their order. */
  readonly lines: readonly string[]
}

/** A statement with what it does. */
interface Piece {
  readonly text: string
  readonly aliases: number
  readonly exports: number
  readonly setsPath: boolean
  /** Plain variables that it sets, if it does nothing else: taken if a taken statement reads them. */
  readonly sets?: readonly string[]
}

/** What a person's own prompt and history are; nacre has its own. */
const notOurs = /^(?:PS\d|R?PROMPT\w*|HIST\w*|SAVEHIST|SHELL|ZDOTDIR|BASH\w*|ZSH\w*|debian_chroot)$/

/** What may stand before `&&`, or behind `if`, of what is taken. */
const questions = new Set(['[', 'test', 'command', 'type', 'hash', 'which', ':', 'true', 'false'])

/** Reads a start-up file of bash or zsh with nacre's own parser; of a file that it cannot read, the lines that it can. */
export function takeOver(text: string): Taken {
  const whole = parse(makeSource('take-over', text))
  const pieces =
    whole.diagnostics.length === 0
      ? ofList(whole.list, text)
      : text.split('\n').flatMap(line => {
          if (!/^\s*(?:alias|export|PATH|path|typeset|declare)\b/.test(line)) return []
          const { list, diagnostics } = parse(makeSource('take-over', line))
          return diagnostics.length === 0 ? ofList(list, line) : []
        })
  const isTaken = (piece: Piece): boolean => piece.aliases > 0 || piece.exports > 0 || piece.setsPath
  const read = pieces
    .filter(isTaken)
    .map(piece => piece.text)
    .join('\n')
  const isRead = (name: string): boolean =>
    new RegExp(String.raw`\$\{?${name}\b|export[^\n]* ${name}\b`).test(read)
  const kept = pieces.filter(piece => isTaken(piece) || piece.sets?.some(isRead) === true)
  return {
    aliases: kept.reduce((sum, { aliases }) => sum + aliases, 0),
    exports: kept.reduce((sum, { exports }) => sum + exports, 0),
    setsPath: kept.some(({ setsPath }) => setsPath),
    lines: kept.map(piece => piece.text),
  }
}

function ofList(list: List, text: string): Piece[] {
  return list.items.flatMap(item => (item.background ? [] : ofAndOr(item.command, text)))
}

/** All of it, with its questions, where it does nothing but what is taken; else what is in it. */
function ofAndOr(item: AndOr, text: string): Piece[] {
  const commands = item.pipelines.flatMap(({ commands: all }) => (all.length === 1 ? all : []))
  const isWhole = commands.length === item.pipelines.length
  const does = isWhole ? commands.map(command => deedOf(command, text)) : [undefined]
  if (does.every(each => each !== undefined))
    return [summed(does, zsh(text.slice(item.start, item.end), item, text))]
  return commands.flatMap(command => inside(command, text))
}

/** Aliases are harmless where they stand behind questions that cannot be taken over. */
function inside(command: Command, text: string): Piece[] {
  if (command.type === 'Group') return ofList(command.body, text)
  if (command.type !== 'IfClause') return []
  return command.clauses
    .flatMap(({ body }) => ofList(body, text))
    .filter(piece => piece.exports === 0 && !piece.setsPath)
}

type Deed = Omit<Piece, 'text'>

const nothing: Deed = { aliases: 0, exports: 0, setsPath: false }

/** What a command does, undefined where it does more than can be taken. */
function deedOf(command: Command, text: string): Deed | undefined {
  if (command.type === 'ConditionalCommand' || command.type === 'ArithmeticCommand') return nothing
  if (command.type === 'IfClause') return deedOfIf(command, text)
  if (command.type === 'Group') return deedOfList(command.body, text)
  return command.type === 'SimpleCommand' ? deedOfSimple(command, text) : undefined
}

function deedOfIf(command: Extract<Command, { type: 'IfClause' }>, text: string): Deed | undefined {
  const lists = [...command.clauses.flatMap(({ condition, body }) => [condition, body]), command.otherwise]
  const deeds = lists.map(list => (list === undefined ? nothing : deedOfList(list, text)))
  return deeds.every(deed => deed !== undefined) ? summed(deeds, '') : undefined
}

function deedOfList(list: List, text: string): Deed | undefined {
  const commands = list.items.flatMap(({ command }) => command.pipelines.flatMap(({ commands: all }) => all))
  const deeds = commands.map(command => deedOf(command, text))
  return deeds.every(deed => deed !== undefined) ? summed(deeds, '') : undefined
}

function deedOfSimple({ words, assignments }: SimpleCommand, text: string): Deed | undefined {
  const [first, ...rest] = words
  if (first === undefined) return deedOfAssignments(assignments)
  const name = sourceOf(first, text)
  const operands = rest.filter(word => !sourceOf(word, text).startsWith('-'))
  const hasOptions = operands.length < rest.length
  if (assignments.length > 0) return undefined
  if (name === 'alias')
    return hasOptions || operands.length === 0 ? undefined : { ...nothing, aliases: operands.length }
  if (name === 'export' && !hasOptions) return deedOfExport(operands, text)
  return questions.has(name) ? nothing : undefined
}

function deedOfExport(operands: readonly (Word | Assignment)[], text: string): Deed | undefined {
  const names = operands.map(operand => /^\w+/.exec(sourceOf(operand, text))?.[0] ?? '')
  if (names.length === 0 || names.some(name => name === '' || notOurs.test(name))) return undefined
  const others = names.filter(name => name !== 'PATH').length
  return { aliases: 0, exports: others, setsPath: others < names.length }
}

function deedOfAssignments(assignments: readonly Assignment[]): Deed | undefined {
  const names = assignments.map(({ name }) => name)
  if (names.some(name => notOurs.test(name))) return undefined
  if (names.some(name => name === 'PATH' || name === 'path')) return { ...nothing, setsPath: true }
  return { ...nothing, sets: names }
}

function summed(deeds: readonly Deed[], text: string): Piece {
  const sets = deeds.flatMap(deed => deed.sets ?? [])
  return {
    text,
    aliases: deeds.reduce((sum, { aliases }) => sum + aliases, 0),
    exports: deeds.reduce((sum, { exports }) => sum + exports, 0),
    setsPath: deeds.some(({ setsPath }) => setsPath),
    ...(sets.length === 0 ? {} : { sets }),
  }
}

function sourceOf(word: { readonly start: number; readonly end: number }, text: string): string {
  return text.slice(word.start, word.end)
}

/** zsh's array `path` is PATH: `path=(~/bin $path)` becomes `PATH=~/bin:$PATH`. */
function zsh(statement: string, item: AndOr, text: string): string {
  const [command] = item.pipelines[0]?.commands ?? []
  const [assignment] = command?.type === 'SimpleCommand' ? command.assignments : []
  if (assignment?.name !== 'path' || assignment.value.type !== 'ArrayLiteral') return statement
  const entries = assignment.value.elements.map(({ value }) =>
    sourceOf(value, text).replace(/^"?\$\{?path(?:\[@\])?\}?"?$/, '$PATH'),
  )
  return `PATH=${[...(assignment.append ? ['$PATH'] : []), ...entries].join(':')}`
}
