import { positionAt, type Source } from '../../diag/index.ts'
import { withoutCallers } from './frames.ts'
import { offsetOf, type Locate } from './snippets.ts'

interface Snippet {
  readonly source: Source
  readonly locate: Locate
}

/** A place of the user's in a text we know. */
export interface Place {
  readonly source: Source
  readonly offset: number
}

/** Where generated code comes from: its pieces by the name V8 has for them, so that stacks show the user's positions. */
export class Stacks {
  readonly #snippets = new Map<string, Snippet>()
  readonly #statements = new Set<string>()
  readonly #blamed = new WeakMap<object, Place>()

  /** Registers code under a new name, which the code must carry as its `sourceURL`. */
  add(source: Source, locate: Locate, name?: string): string {
    const known = name ?? `nacre-statement-${this.#snippets.size + 1}`
    if (name === undefined) this.#statements.add(source.name)
    this.#snippets.set(known, { source, locate })
    return known
  }

  /** Something was put before the first line of code: its columns are that much further. */
  shift(names: readonly string[], source: Source, by: number): void {
    for (const name of names) {
      const known = this.#snippets.get(name) ?? {
        source,
        locate: (line: number, column: number) => offsetOf(source.text, line, column),
      }
      const locate: Locate = (line, column) =>
        known.locate(line, line === 0 ? Math.max(0, column - by) : column)
      this.#snippets.set(name, { source: known.source, locate })
    }
  }

  /** Says where an error that has no frame there comes from. */
  blame(error: object, place: Place): void {
    this.#blamed.set(error, place)
  }

  /** Where an error comes from that has no frame there: what was blamed, or what Node tells before the stack. */
  blamed(error: Error, stack: string): Place | undefined {
    const [, name = '', line = '', blank = ''] = /^(file:\S+|\/.*):(\d+)\n.*\n( *)\^+\n/.exec(stack) ?? []
    return this.#blamed.get(error) ?? this.place(name, Number(line), blank.length + 1)
  }

  /** The user's place for a line and column of generated code, both from 1. */
  place(name: string, line: number, column: number): Place | undefined {
    const snippet = this.#snippets.get(name)
    const offset = snippet?.locate(line - 1, column - 1)
    return snippet === undefined || offset === undefined ? undefined : { source: snippet.source, offset }
  }

  /** True for the name of a source of which a statement was evaluated, not a file's. */
  isStatement(name: string): boolean {
    return this.#statements.has(name)
  }

  /** A source shown in a stack, by its name and line. */
  sourceNamed(name: string, line: number): Source | undefined {
    let found: Source | undefined
    for (const { source } of this.#snippets.values()) {
      if (source.name !== name || line < source.firstLine) continue
      // The latest text of that name: a file may have been read again.
      if (line < source.firstLine + source.text.split('\n').length) found = source
    }
    return found
  }

  /** Makes every error's `stack` tell the user's positions and not how the shell came to them. Answers what undoes it. */
  install(): () => void {
    const before = Error.prepareStackTrace?.bind(Error)
    const own = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace')
    const prepare = (error: Error, frames: NodeJS.CallSite[]): unknown => {
      const known = frames.some(frame => this.#snippets.has(frame.getScriptNameOrSourceURL() ?? ''))
      if (!known && before !== undefined) return before(error, frames)
      const shown = withoutCallers(frames.map(frame => this.#describe(frame)))
      return [header(error), ...shown].join('\n    at ')
    }
    Error.prepareStackTrace = prepare
    return () => {
      if (Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace')?.value !== prepare) return
      if (own === undefined) Reflect.deleteProperty(Error, 'prepareStackTrace')
      else Object.defineProperty(Error, 'prepareStackTrace', own)
    }
  }

  #describe(frame: NodeJS.CallSite): string {
    const shown = (frame as { toString: () => string }).toString()
    const name = frame.getScriptNameOrSourceURL() ?? ''
    const [line, column] = [frame.getLineNumber(), frame.getColumnNumber()]
    if (line === null || column === null || !this.#snippets.has(name)) return shown
    const place = this.place(name, line, column)
    if (place === undefined) return shown
    const at = positionAt(place.source, place.offset)
    return shown.replace(`${name}:${line}:${column}`, () => `${place.source.name}:${at.line}:${at.column}`)
  }
}

function header(error: Error): string {
  try {
    return Error.prototype.toString.call(error)
  } catch {
    return 'Error'
  }
}
