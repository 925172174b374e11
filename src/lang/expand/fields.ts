import { globFields } from './glob.ts'
import type { ExpandHost } from './host.ts'
import { ifsOf, isDefaultIfs, type Ifs } from './ifs.ts'
import { escapePattern } from './pattern/escape.ts'
import { BREAK, BREAK_AT, BREAK_STAR, CROSS, EXTGLOB, LITERAL, QUOTED, SPLIT, Segments } from './segments.ts'

/** A field before pathname expansion: its text, and its pattern if it may be one. */
interface OpenField {
  text: string
  pattern: string
  magic: boolean
  extglob: boolean
}

/** A field that files are still to be looked for with: its place in the list, and its pattern. */
interface Glob extends Pick<OpenField, 'pattern' | 'extglob'> {
  readonly at: number
}

/** The fields of several words; files are looked for when all words are expanded (bash: a `$( )` may make new ones). */
export class UnglobbedFields {
  readonly fields: string[] = []
  readonly globs: Glob[] = []

  add(segments: Segments, host: ExpandHost): void {
    const rows = segments.lists.length > 0 ? crossings(segments) : [segments]
    for (const row of rows) splitInto(row, host, this.fields, this.globs)
  }

  /** The fields with file names in the place of patterns. */
  globbed(host: ExpandHost): string[] {
    const out: string[] = []
    let from = 0
    for (const { at, pattern, extglob } of this.globs) {
      for (; from < at; from++) out.push(this.fields[from] as string)
      for (const path of globFields(pattern, this.fields[from++] as string, host, extglob)) out.push(path)
    }
    for (; from < this.fields.length; from++) out.push(this.fields[from] as string)
    return out
  }
}

/** What may make a text a pattern: the glob characters, and `(` of an extended glob. */
const magic = /[*?[(]/

const unusual = /[\s*?[(]/

/** Field splitting, pathname expansion and quote removal of a word's segments (POSIX 2.6.5–2.6.7). */
export function fieldsOf(segments: Segments, host: ExpandHost): string[] {
  const only = onlyField(segments, host)
  if (only !== undefined) return only === '' && segments.kinds[0] === SPLIT ? [] : [only]
  const out: string[] = []
  if (segments.lists.length > 0) {
    for (const crossed of crossings(segments)) splitInto(crossed, host, out)
  } else {
    splitInto(segments, host, out)
  }
  return out
}

/** The field of `$x` alone with a value that nothing splits and no file name can match: the usual case. */
function onlyField(segments: Segments, host: ExpandHost): string | undefined {
  const text = segments.length === 1 ? segments.texts[0] : undefined
  if (text === undefined || segments.kinds[0] === QUOTED) return text
  if (segments.kinds[0] !== SPLIT || unusual.test(text) || !isDefaultIfs(host)) return undefined
  return text
}

/** The field, or the fields, of an unquoted value alone; undefined where there is none to read at once. */
export function fieldsOfValue(
  value: (host: ExpandHost) => string | undefined,
  host: ExpandHost,
): string | string[] | undefined {
  const text = value(host)
  if (text === undefined || (isUsual(text) && isDefaultIfs(host))) return text
  const segments = new Segments()
  segments.add(SPLIT, text)
  return fieldsOf(segments, host)
}

/** Not empty, and nothing that `unusual` finds; a loop is faster on what is short. */
function isUsual(text: string): boolean {
  const { length } = text
  if (length === 0) return false
  if (length > 24) return !unusual.test(text)
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at)
    if (code <= 42 && (code <= 32 || code === 40 || code === 42)) return false
    if (code === 63 || code === 91) return false
  }
  return true
}

type Row = Pick<Segments, 'kinds' | 'texts'>

/** One row of segments for each combination of the lists' elements, the last list fastest, as braces. */
function crossings(segments: Segments): Row[] {
  let rows: { kinds: Segments['kinds']; texts: string[] }[] = [{ kinds: [], texts: [] }]
  for (let i = 0; i < segments.kinds.length; i++) {
    const kind = segments.kinds[i] ?? LITERAL
    const text = segments.texts[i] ?? ''
    const values = kind === CROSS ? (segments.lists[Number(text)] ?? []) : [text]
    rows = rows.flatMap(row =>
      values.map(value => ({
        kinds: [...row.kinds, kind === CROSS ? QUOTED : kind],
        texts: [...row.texts, value],
      })),
    )
  }
  return rows
}

function splitInto(row: Row, host: ExpandHost, out: string[], globs?: Glob[]): void {
  const splitter = new Splitter(host, out, globs)
  for (let i = 0; i < row.kinds.length; i++) splitter.add(row.kinds[i] ?? LITERAL, row.texts[i] ?? '')
  splitter.end()
}

/** Walks segments and emits fields; keeps what one separator must know of the one before. */
class Splitter {
  readonly #host: ExpandHost
  readonly #out: string[]
  readonly #globs: Glob[] | undefined
  #ifs: Ifs | undefined
  #open: OpenField | undefined
  /** White space has just ended a field: a separator that follows belongs to it. */
  #afterSpace = false

  constructor(host: ExpandHost, out: string[], globs?: Glob[]) {
    this.#host = host
    this.#out = out
    this.#globs = globs
  }

  add(kind: Segments['kinds'][number], text: string): void {
    switch (kind) {
      case LITERAL:
        return this.#unquoted(text)
      case EXTGLOB:
        this.#put(text, text, true)
        if (this.#open) this.#open.extglob = true
        return undefined
      case QUOTED:
        return this.#put(text, escapePattern(text), false)
      case SPLIT:
        return this.#split(text)
      case BREAK:
        return this.#break()
      case BREAK_AT:
      case BREAK_STAR:
        if (this.#getIfs().text === '') return this.#break()
        return this.#split(this.#getIfs().first)
      case CROSS:
        throw new Error('crossed lists are spread before splitting')
    }
  }

  end(): void {
    if (this.#open) this.#emit(this.#open)
    this.#open = undefined
  }

  #break(): void {
    this.end()
    this.#afterSpace = false
  }

  #getIfs(): Ifs {
    return (this.#ifs ??= ifsOf(this.#host))
  }

  #unquoted(text: string): void {
    if (text !== '') this.#put(text, text, magic.test(text))
  }

  #put(text: string, pattern: string, isMagic: boolean): void {
    this.#afterSpace = false
    const open = this.#open
    if (open === undefined) {
      this.#open = { text, pattern, magic: isMagic, extglob: false }
      return
    }
    open.text += text
    open.pattern += pattern
    open.magic ||= isMagic
  }

  #split(text: string): void {
    const ifs = this.#getIfs()
    if (ifs.text === '') return this.#unquoted(text)
    let from = 0
    let at = 0
    for (const char of text) {
      if (ifs.isSeparator(char)) {
        if (at > from) this.#unquoted(text.slice(from, at))
        this.#separate(ifs.isSpace(char))
        from = at + char.length
      }
      at += char.length
    }
    if (at > from) this.#unquoted(from === 0 ? text : text.slice(from))
  }

  /** POSIX 2.6.5: a separator ends a field, an empty one too; white space only one that is there. */
  #separate(isSpace: boolean): void {
    if (this.#open) {
      this.end()
      this.#afterSpace = isSpace
    } else if (!isSpace) {
      if (!this.#afterSpace) this.#out.push('')
      this.#afterSpace = false
    }
  }

  #emit(field: OpenField): void {
    if (!field.magic || this.#host.option('noglob')) {
      this.#out.push(field.text)
      return
    }
    if (this.#globs !== undefined) {
      this.#globs.push({ at: this.#out.length, pattern: field.pattern, extglob: field.extglob })
      this.#out.push(field.text)
      return
    }
    for (const path of globFields(field.pattern, field.text, this.#host, field.extglob)) this.#out.push(path)
  }
}

/** POSIX 2.6.5 alone: the fields of a text that an unquoted expansion gave, as `read` and `mapfile` need it too. */
export function splitFields(text: string, host: ExpandHost): string[] {
  const ifs = ifsOf(host)
  if (ifs.text === '') return text === '' ? [] : [text]
  const out: string[] = []
  let open = ''
  let afterSpace = false
  for (const char of text) {
    if (!ifs.isSeparator(char)) {
      open += char
      continue
    }
    const isSpace = ifs.isSpace(char)
    if (open !== '' || (!isSpace && !afterSpace)) out.push(open)
    afterSpace = isSpace && (afterSpace || open !== '')
    open = ''
  }
  if (open !== '') out.push(open)
  return out
}
