import type { HistoryList } from '../lang/eval/index.ts'
import type { ChangedBinding, EditedLine } from '../builtins/index.ts'
import type { Completions } from './completion/candidate.ts'
import type { AbbreviationHost } from './session/abbreviating.ts'
import type { PromptText } from '../shell/index.ts'
import type { Place } from './screen/marks.ts'
import type { PromptSettings } from './prompt-settings.ts'
import type { Background } from './highlight/theme.ts'
import type { WorldHost } from './highlight/world.ts'
import type { Descriptor, Multiplexers, TerminalControl } from '../os/index.ts'
import type { HistoryStore } from '../store/index.ts'

/** What a line is taken for; the language mark shows it, and Enter on an unfinished one begins another line. */
export type Judgement = 'typescript' | 'command' | 'comment' | 'unfinished' | 'error'

/** What a finished line came to. `exit` is there when the shell is to end with that status. */
export interface LineResult {
  readonly status: number
  readonly durationMs: number
  readonly exit?: number
}

/** What the prompt needs of the shell; given by the wiring. */
export interface PromptHost {
  /** Pure and quick: it is asked at every key. */
  judge(text: string): Judgement
  /** Runs a finished line. The terminal has the shell's own modes, and nobody reads it. */
  run(text: string): Promise<LineResult>
  /** The text before and, perhaps, at the right of the line, with styles as SGR sequences; the language mark is added. `update` gets a better one. */
  prompt(update: (prompt: PromptText) => void): PromptText
  /** Where the shell is: terminals open new tabs there, and show it in their title. */
  place?(): Place
  /** Texts to show above the prompt at once: a job that ended, what a timer printed. */
  onNotice(listener: (text: string) => void): () => void
  /** Ctrl-C at the prompt: the line is dropped, `$?` is 130. */
  interrupt(): void
  /** Ctrl-D on an empty line: the status to leave with, undefined to stay (stopped jobs). Without it, the last status. */
  exit?(): Promise<number | undefined>
  /** Which keys the next line is edited with: `set -o vi`. Without it, emacs's. */
  editingMode?(): 'emacs' | 'vi'
  /** What the prompt goes by; asked before each line. Without it, the defaults. */
  settings?(): PromptSettings
  /** The terminal told its background: `settings` may give another look now. */
  onBackground?(background: Background): void
  /** The first prompt is drawn, and all that draws is loaded: now is the time for what can wait. */
  onDrawn?(): void
  /** Before each prompt: what is to be done first (start-up files that have changed are read). */
  beforePrompt?(): Promise<void> | undefined
  /** `set -o vi`, `set -o emacs`, by a key. */
  setEditingMode?(mode: 'emacs' | 'vi'): void
  /** Which shell this is. */
  version?(): string
  /** Reads the inputrc again. */
  readInit?(): Promise<void>
  /** What shell code writes that nobody sees run; undefined if it fails. `$?` stays as it is. */
  capture?(code: string): Promise<string | undefined>
  /** What stands between the shell and the terminal. */
  multiplexers?(): Multiplexers
  /** A readline variable as `bind` and the inputrc set it. */
  variable?(name: string): string | undefined
  /** Whether brackets and quotes are typed in pairs. */
  pairs?(): boolean
  /** Words that become others at Space and Enter (`abbr`). */
  readonly abbreviations?: AbbreviationHost
  /** What keys do besides what they do anyway (`bind`, `keymap()`); asked before each line. */
  changedBindings?(): readonly ChangedBinding[]
  /** Runs a command that a key is bound to (`bind -x`) on the line; gives the line as it is then. */
  runBinding?(command: string, line: EditedLine): Promise<EditedLine>
  /** Shows help for the word at the cursor; gives a message where there is none. Nobody else reads the terminal meanwhile. */
  showHelp?(line: EditedLine): Promise<string | undefined>
  /** The text as the person's editor left it; undefined if it failed. Nobody else reads the terminal meanwhile. */
  editText?(text: string): Promise<string | undefined>
  readonly history: HistoryStore
  /** The lines `!` can mean, oldest first; undefined where it means nothing. */
  events?(): Pick<HistoryList, 'entries' | 'dropped'> | undefined
  /** What could stand at the cursor, better and better answers; runs nothing of what is typed. */
  complete?(text: string, cursor: number, signal: AbortSignal): AsyncIterable<Completions>
  /** What completion would add to a text without asking anybody: suggested where the history has nothing. */
  readonly suggest?: (text: string, signal: AbortSignal) => Promise<string>
  /** What colours and suggestions ask of the shell; without it there are none. */
  readonly world?: WorldHost

  /** The terminal: where keys come from, where the prompt is drawn, and its modes (undefined: no line editing). */
  readonly input: Pick<Descriptor, 'read' | 'isTerminal'>
  readonly output: Descriptor
  readonly terminal: TerminalControl | undefined
  /** The terminal's type, `TERM`; nothing is drawn on a dumb one. */
  readonly terminalType: string
  /** False where styles are not wanted (`NO_COLOR`). */
  readonly color: boolean
  /** Signals of this process, names without SIG: WINCH, and INT where Ctrl-C is no key. Returns what stops the calls. */
  onSignal(signal: string, listener: () => void): () => void
}
