import { styleText, types } from 'node:util'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { blankAs, makeSource, nearestName, positionAt, type Source } from '../../diag/index.ts'
import { apiNames, ecmaScriptNames, nodeNames } from '../classify/index.ts'
import { framePlace, isForeign } from './frames.ts'
import { inspectBounded, type ShowOptions } from './show.ts'
import type { Place, Stacks } from './stack.ts'

export interface ShowErrorOptions extends ShowOptions {
  /** Knows the user's texts: frames in them are shown, with their line. */
  readonly stacks?: Stacks
  /** What the user has declared: a name that is not defined may be one of these. */
  readonly names?: Iterable<string>
  /** Where V8 refused the code (an early SyntaxError has no frame of the user's). */
  readonly place?: Place
}

/** A thrown value as a person reads it: message, the user's own frames with the line of the first, causes. No newline at the end. */
export function showError(error: unknown, options: ShowErrorOptions = {}): string {
  if (!isError(error)) return paint(`Uncaught ${inspectBounded(error, options)}`, options)
  const lines = [paint(headline(error) + hintFor(error, options), options)]
  const frames = userFrames(error, options)
  for (const [i, frame] of frames.entries()) {
    lines.push(`    at ${frame}`)
    if (i === 0) lines.push(...excerpt(frame, options.stacks))
  }
  const properties = ownProperties(error, options)
  if (properties !== '') lines.push(`  ${properties.replaceAll('\n', '\n  ')}`)
  for (const inner of innerErrors(error))
    lines.push(`  ${inner.label}: ${showError(inner.error, options).replaceAll('\n', '\n  ')}`)
  return lines.join('\n')
}

function isError(value: unknown): value is Error {
  return types.isNativeError(value) || value instanceof Error
}

function paint(text: string, { colors = false }: ShowOptions): string {
  return colors ? styleText('red', text, { validateStream: false }) : text
}

// Names that V8 saw instead of the user's end in such a mark (names.ts).
const mark = /\u0294\d+/g

function headline(error: Error): string {
  try {
    const failed = failedCommand(error)
    if (failed !== undefined) return failed
    const name = String(error.name)
    const message = String(error.message).replace(mark, '')
    return message === '' ? name : `${name}: ${message}`
  } catch {
    return 'Error'
  }
}

/** What somebody most likely meant by a name that is not there, and how a package gets there. */
function hintFor(error: Error, { names }: ShowErrorOptions): string {
  const lacking = /^Cannot find package '([^']+)' imported from /.exec(error.message)?.[1]
  if (lacking !== undefined) return ` (npm install ${lacking}, or import it from 'npm:${lacking}')`
  if (names === undefined || !(error instanceof ReferenceError)) return ''
  const missing = /^(\S+) is not defined$/.exec(error.message.replace(mark, ''))?.[1]
  if (missing === undefined) return ''
  const near = nearestName(missing, [...names, ...apiNames, ...ecmaScriptNames, ...nodeNames])
  return near === undefined ? '' : ` (did you mean ${near}?)`
}

/** A rejected `$`: how the command ended. What it said was shown as it came; its own message repeats its stack. */
function failedCommand(error: Error): string | undefined {
  const { exitCode, signal, stderr } = error as {
    readonly exitCode?: unknown
    readonly signal?: unknown
    readonly stderr?: unknown
  }
  if (typeof stderr !== 'string') return undefined
  if (typeof signal === 'string') return `a command failed: killed by ${signal}`
  return typeof exitCode === 'number' ? `a command failed: exit status ${exitCode}` : undefined
}

/** Frames of the user's code, innermost first: what lies between and below is Node's and the shell's. */
function userFrames(error: Error, { stacks, place }: ShowErrorOptions): string[] {
  let stack: unknown
  try {
    stack = error.stack
  } catch {
    return []
  }
  if (typeof stack !== 'string') return []
  const frames = [...stack.matchAll(/^ {4}at (.*)$/gm)].map(match => (match[1] ?? '').replace(mark, ''))
  const last = frames.findLastIndex(frame => stacks?.isStatement(frameName(frame)) === true)
  if (last === -1 && place !== undefined) return [frameAt(place)]
  const own = frames.slice(0, last === -1 ? frames.length : last + 1)
  const users = own.filter(frame => !isForeign(frame))
  const outside = users.filter(frame => !frameName(frame).includes('/node_modules/'))
  const blamed = stacks?.blamed(error, stack)
  // The same place twice: zx repeats the caller's in its message.
  const first = blamed === undefined ? [] : [frameAt(blamed)]
  const shown = [...first, ...(outside.length > 0 ? outside : users)].map(withPath)
  return [...new Set(shown)].slice(0, 10)
}

/** Files by their path, those that run as they are written too: `file:///a%20b.mjs:1:2` → `/a b.mjs:1:2`. */
function withPath(frame: string): string {
  return frame.replace(/file:\/\/\/[^\s()]*?(?=(?:\?[^\s()]*)?:\d+:\d+\)?$)/, address =>
    fileURLToPath(address),
  )
}

/** `f (nacre:3:1:5)`, `nacre:3:1:5` → `nacre:3` */
function frameName(frame: string): string {
  return framePlace(frame)?.name ?? ''
}

function frameAt({ source, offset }: Place): string {
  const { line, column } = positionAt(source, offset)
  return `${source.name}:${line}:${column}`
}

/** The line of a frame, with a caret. */
function excerpt(frame: string, stacks: Stacks | undefined): string[] {
  const place = framePlace(frame)
  if (place === undefined) return []
  const source = stacks?.sourceNamed(place.name, place.line) ?? sourceOfFile(place.name)
  const text = source?.text.split('\n')[place.line - source.firstLine]
  if (text === undefined || text.length > 300) return []
  return [`      ${text}`, `      ${blankAs(text.slice(0, place.column - 1))}^`]
}

/** JavaScript runs as it is written: its file has the line. */
function sourceOfFile(name: string): Source | undefined {
  if (!name.startsWith('/') || name.includes('/node_modules/')) return undefined
  try {
    return makeSource(name, readFileSync(name, 'utf8'))
  } catch {
    return undefined
  }
}

function ownProperties(error: Error, options: ShowOptions): string {
  const hidden = new Set(['name', 'message', 'stack', 'cause', 'errors', 'exitCode', 'stdout'])
  const entries = Object.entries(error).filter(([key]) => !hidden.has(key))
  return entries.length === 0 ? '' : inspectBounded(Object.fromEntries(entries), options)
}

function innerErrors(error: Error): { label: string; error: unknown }[] {
  const inner: { label: string; error: unknown }[] = []
  if (error instanceof AggregateError) for (const one of error.errors) inner.push({ label: '-', error: one })
  if (error.cause !== undefined && error.cause !== null && error.cause !== error)
    inner.push({ label: 'cause', error: error.cause })
  return inner.slice(0, 10)
}
