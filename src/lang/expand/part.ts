import type { MaybePromise } from '../../value/index.ts'
import type { Word, WordPart } from '../syntax/index.ts'
import type { Integer } from './arithmetic/number.ts'
import type { ExpandHost } from './host.ts'
import type { Pattern } from './pattern.ts'
import type { Segments } from './segments.ts'

/** Adds what a part of a word stands for now. */
export type Emit = (host: ExpandHost, out: Segments) => MaybePromise<void>

export type Evaluate<T> = (host: ExpandHost) => MaybePromise<T>

/** A part of a word made ready to run. */
export interface CompiledPart {
  readonly emit: Emit
  /** The same as one text, where the part is always one text: a shortcut around the segments. */
  readonly text?: Evaluate<string>
  /** The text, if it is always the same. */
  readonly constant?: string
  /** `emit` adds one quoted text and nothing else. */
  readonly isQuoted?: boolean
  /** The text that `emit` would add, to be split; undefined, with nothing done, where it would add something else. */
  readonly plain?: (host: ExpandHost) => string | undefined
  /** Not to be evaluated twice: it has effects, or waits. */
  readonly isSlow?: boolean
  /** "$@" and its kin: nothing at all where the list is empty, not an empty field. */
  readonly isList?: boolean
}

/** Where a part stands. */
export interface PartContext {
  /** In double quotes: nothing is split, nothing is a pattern. */
  readonly quoted: boolean
  /** In `${x:-a b}`: literal text is the result of an expansion, and split as such. */
  readonly splits: boolean
  /** In the value of an assignment, or of an element with a key: in `x=${y-~/a:~/b}` both tildes count. */
  readonly assigned?: 'value' | 'element'
  /** In a here-document. */
  readonly isDocument?: boolean
}

/** The compiler as the files for single kinds of parts see it: they need words compiled that stand inside theirs. */
export interface Compiler {
  part(part: WordPart, context: PartContext): CompiledPart
  /** All parts of a word that stands in an expansion: `word` of `${x:-word}`. */
  emit(word: Word, context: PartContext): Emit
  text(word: Word, tilde: boolean): Evaluate<string>
  /** `substitution`: of `${x/p/r}`, which heeds nocasematch. */
  pattern(word: Word, substitution: boolean): Evaluate<Pattern>
  /** The segments of a word, unsplit: for what must know which text was quoted. */
  segments(word: Word): Evaluate<Segments>
  arithmetic(word: Word): Evaluate<Integer>
}
