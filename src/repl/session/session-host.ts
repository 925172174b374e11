import type { HistoryList } from '../../lang/eval/index.ts'
import type { HistoryStore } from '../../store/index.ts'
import type { Completions } from '../completion/candidate.ts'
import type { Judgement } from '../prompt-host.ts'
import type { AbbreviationHost } from './abbreviating.ts'

/** How the editing of a line ended. */
export type LineEnd =
  | { readonly type: 'line'; readonly text: string }
  | { readonly type: 'interrupt' }
  | { readonly type: 'end' }

/** Which keys are in force. */
export type EditingMode = 'emacs' | 'vi'

/** What the session asks of the screen and of the rest of the shell. */
export interface SessionHost {
  readonly history: HistoryStore
  judge(text: string): Judgement
  /** The line is done: run it, drop it, or leave. No key is handled until `begin`. */
  end(end: LineEnd): void
  clearScreen(): void
  /** Draws everything anew where it is. */
  redrawScreen?(): void
  /** The next key is to come as text, whatever it is. */
  quoteNext(): void
  /** Puts a text on the system's clipboard. */
  copy?(text: string): void
  /** Leaves the screen to an editor with the text, and runs what it gives back. */
  editElsewhere?(): void
  /** Leaves the screen to a command that a key is bound to (`bind -x`). */
  runBinding?(command: string): void
  /** Leaves the screen to help for the word at the cursor. */
  showHelp?(): void
  /** What shell code writes that nobody sees run; undefined if it fails. */
  output?(code: string): Promise<string | undefined>
  /** The shell's own option: `set -o vi`, `set -o emacs`. */
  setMode?(mode: EditingMode): void
  /** Which shell this is. */
  version?(): string
  /** Reads the inputrc again; what it binds counts at once. */
  readInit?(): Promise<void>
  /** Abbreviations to be expanded at Space and Enter. */
  readonly abbreviations?: AbbreviationHost
  /** What a function bound to a key threw. */
  complain?(error: unknown): void
  /** What could stand at the cursor, better and better answers; nothing is completed without it. */
  complete?(text: string, cursor: number, signal: AbortSignal): AsyncIterable<Completions>
  /** The lines `!` can mean, oldest first; undefined where it means nothing (`set +H`). */
  events?(): Pick<HistoryList, 'entries' | 'dropped'> | undefined
  /** What comments begin with (readline's variable `comment-begin`). */
  commentBegin?(): string
  /** The screen's size. */
  size?(): { readonly columns: number; readonly rows: number }
}
