import { sortedByBytes } from './compare.ts'
import { splitComponents, type Component } from './glob-pattern.ts'
import { ShellError, type DirectoryEntry, type ExpandHost } from './host.ts'
import { inLocale } from './locale.ts'
import { nameMatcher, patternFromText } from './pattern/compile.ts'
import { closingBracket } from './pattern/bracket.ts'

/**
 * Pathname expansion (POSIX 2.6.6, bash manual “Filename Expansion”): the paths a pattern matches, sorted; the text
 * itself where nothing does, unless nullglob or failglob say otherwise.
 */
export function globFields(pattern: string, text: string, host: ExpandHost, extglob = false): string[] {
  const options = {
    extglob: extglob || host.option('extglob'),
    ignoreCase: host.option('nocaseglob'),
  }
  const components = splitComponents(inLocale(pattern, host), options)
  const isLiteral = components.every(component => component.literal !== undefined)
  if (isLiteral && !looksLikePattern(pattern)) return [text]
  const found = isLiteral ? [] : new Globber(host, components).run()
  if (found.length > 0) return found
  if (host.option('failglob')) throw new ShellError(`no match: ${text}`)
  return host.option('nullglob') ? [] : [text]
}

/** bash takes anything with `[` and `]` or `+(` for a pattern, also where it can be none: then nothing matches. */
function looksLikePattern(pattern: string): boolean {
  let isOpen = false
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]
    if (char === '\\') at++
    else if (char === '[') isOpen = true
    else if (char === '/') isOpen = false
    else if (char === ']' && isOpen) return true
    else if (char === '(' && at > 0 && '+@!'.includes(pattern[at - 1] ?? '')) return true
  }
  return false
}

/** One pathname expansion under way. */
class Globber {
  readonly #host: ExpandHost
  readonly #components: readonly Component[]
  readonly #ignored: string
  readonly #dots: boolean
  readonly #globstar: boolean
  readonly #found: string[] = []
  /** What was found is in order already. */
  #isSorted = false

  constructor(host: ExpandHost, components: readonly Component[]) {
    this.#host = host
    this.#components = components
    this.#ignored = host.get('GLOBIGNORE') ?? ''
    // Bash: GLOBIGNORE set and not null has the effect of dotglob.
    this.#dots = this.#ignored !== '' || host.option('dotglob')
    this.#globstar = host.option('globstar')
  }

  run(): string[] {
    this.#from(0, '')
    const acceptable = this.#ignored === '' ? this.#found : this.#found.filter(path => !this.#isIgnored(path))
    return this.#isSorted ? acceptable : sortedByBytes(acceptable)
  }

  /** Goes on with component `index` behind the path found so far. */
  #from(index: number, path: string, slashes = this.#components[index]?.slashes ?? ''): void {
    const component = this.#components[index]
    if (component === undefined) {
      this.#add(path)
      return
    }
    const prefix = path + slashes
    const isLast = index === this.#components.length - 1
    if (component.literal !== undefined) return this.#literal(index, prefix, component.literal, isLast)
    if (component.isGlobstar && this.#globstar) return this.#anyDepth(index, prefix, isLast)
    const matchesText = nameMatcher(component.elements, this.#dots)
    const matches = (name: string): boolean => matchesText(inLocale(name, this.#host))
    if (isLast) return this.#addAll(prefix, this.#names(prefix, component).filter(matches))
    for (const entry of this.#entries(prefix, component)) {
      if (!matches(entry.name)) continue
      const next = prefix + entry.name
      if (this.#isDirectory(entry, next)) this.#from(index + 1, next)
    }
  }

  #literal(index: number, prefix: string, literal: string, isLast: boolean): void {
    const next = prefix + literal
    if (!isLast) return this.#from(index + 1, next)
    const kind = this.#host.exists(this.#absolute(next))
    const isThere =
      literal === '' ? kind === 'directory' : kind !== undefined || this.#isLink(prefix, literal)
    if (isThere) this.#add(next)
  }

  /** A link that leads nowhere is there all the same. */
  #isLink(directory: string, name: string): boolean {
    const entries = this.#host.readDirectory(this.#absolute(directory)) ?? []
    return entries.some(entry => entry.name === name && entry.type === 'link')
  }

  /** `**`: any number of directories; as the last component, files too. */
  #anyDepth(index: number, prefix: string, isLast: boolean): void {
    const rest = this.#components[index + 1]
    if (rest?.isGlobstar === true) return this.#from(index + 1, prefix, '')
    const isOnlySlash = rest?.literal === '' && index + 2 === this.#components.length
    if (!isLast && !isOnlySlash) this.#from(index + 1, prefix, '')
    else if (prefix !== '') this.#pushItself(index, prefix, isOnlySlash)
    for (const { path, entry } of this.#walk(prefix)) {
      if (isLast) this.#add(path)
      else if (entry.type === 'directory') this.#from(index + 1, path)
    }
  }

  /** The directory `**` begins in; bash shows its slash where its path was written out. */
  #pushItself(index: number, prefix: string, withSlash: boolean): void {
    if (this.#host.exists(this.#absolute(prefix)) !== 'directory') return
    const isWritten = this.#components.slice(0, index).every(component => component.literal !== undefined)
    this.#add(withSlash || isWritten ? prefix : prefix.replace(/\/+$/, ''))
  }

  *#walk(prefix: string): Iterable<{ path: string; entry: DirectoryEntry }> {
    for (const entry of this.#host.readDirectory(this.#absolute(prefix)) ?? []) {
      if (!this.#dots && entry.name.startsWith('.')) continue
      const path = prefix + entry.name
      yield { path, entry }
      // Links are not followed: they may lead back.
      if (entry.type === 'directory') yield* this.#walk(`${path}/`)
    }
  }

  #entries(prefix: string, component: Component): readonly DirectoryEntry[] {
    const entries = this.#host.readDirectory(this.#absolute(prefix)) ?? []
    if (!this.#hasDots(component)) return entries
    return [{ name: '.', type: 'directory' }, { name: '..', type: 'directory' }, ...entries]
  }

  #add(path: string): void {
    this.#found.push(path)
    this.#isSorted = false
  }

  #addAll(prefix: string, names: readonly string[]): void {
    // All of one directory: to compare the names alone spares V8 to put every path together.
    this.#isSorted = this.#found.length === 0
    for (const name of this.#isSorted ? sortedByBytes(names) : names) this.#found.push(prefix + name)
  }

  /** As the last component of a path: what an entry is does not matter. */
  #names(prefix: string, component: Component): readonly string[] {
    const directory = this.#absolute(prefix)
    const names =
      this.#host.readNames?.(directory) ?? this.#host.readDirectory(directory)?.map(({ name }) => name) ?? []
    return this.#hasDots(component) ? ['.', '..', ...names] : names
  }

  /** `.` and `..` are entries for a pattern that begins with a dot. */
  #hasDots({ elements: [first] }: Component): boolean {
    return first?.type === 'Char' && first.char === '.' && !this.#host.option('globskipdots')
  }

  #isDirectory(entry: DirectoryEntry, path: string): boolean {
    if (entry.type === 'directory') return true
    return entry.type === 'link' && this.#host.exists(this.#absolute(path)) === 'directory'
  }

  #absolute(path: string): string {
    if (path.startsWith('/')) return path
    const cwd = this.#host.cwd
    return path === '' ? cwd : cwd.endsWith('/') ? cwd + path : `${cwd}/${path}`
  }

  #isIgnored(path: string): boolean {
    const options = {
      extglob: this.#host.option('extglob'),
      ignoreCase: this.#host.option('nocaseglob'),
    }
    const base = path.slice(path.lastIndexOf('/') + 1)
    if (base === '.' || base === '..') return true
    return splitAtColons(this.#ignored).some(pattern => patternFromText(pattern, options).matches(path))
  }
}

/** GLOBIGNORE's patterns: colons in brackets (`[[:alpha:]]`) and quoted ones do not separate. */
function splitAtColons(text: string): string[] {
  const out: string[] = []
  let from = 0
  for (let at = 0; at < text.length;) {
    if (text[at] === ':') {
      out.push(text.slice(from, at))
      from = at + 1
    }
    at = text[at] === '\\' ? at + 2 : text[at] === '[' ? closingBracket(text, at) : at + 1
  }
  out.push(text.slice(from))
  return out.filter(pattern => pattern !== '')
}
