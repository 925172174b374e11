/** What a prompt can tell of. Prompts written in TypeScript get it too. */
export interface PromptFacts {
  /** The current directory, home as `~`. */
  readonly directory: string
  /** How the last command ended. */
  readonly status: number
  /** How long it took, in milliseconds; 0 once it was told. */
  readonly durationMs: number
  /** How many jobs there are. */
  readonly jobs: number
  /** `user@host`, over ssh only. */
  readonly host?: string | undefined
  /** The name of Python's virtual environment, of conda's, of nix-shell's. */
  readonly environment?: string | undefined
  readonly git?: GitFacts | undefined
  /** Node.js, in a project that names its version (`.nvmrc`, `.node-version`); once it has been asked. */
  readonly node?: NodeFacts | undefined
  /** When the prompt was shown. */
  readonly time: Date
  /** False where styles are not wanted. */
  readonly color: boolean
  /** Columns of the terminal. */
  readonly columns: number
}

/** The version that `node` is, and whether the project asks for it. */
export interface NodeFacts {
  readonly version: string
  readonly isWanted: boolean
}

/** The repository around the current directory. */
export interface GitFacts {
  /** The branch, or the beginning of the commit's name where there is none. */
  readonly branch: string
  /** A rebase, a merge … that is in progress. */
  readonly operation?: string | undefined
  /** What `git status` says; undefined until it has. */
  readonly state?: GitState | undefined
}

export interface GitState {
  readonly changed: boolean
  readonly untracked: boolean
  readonly ahead: number
  readonly behind: number
}

/** A prompt's two sides, with styles as SGR sequences. */
export interface PromptText {
  readonly left: string
  readonly right?: string
  /** What stays of it once the line is done, where prompts shrink (`transientPrompt`). */
  readonly transient?: string
}
