/** The signs the prompt is drawn with. Those of one place are equally wide, so that nothing jumps. */
export interface Glyphs {
  readonly command: string
  readonly typescript: string
  readonly unfinished: string
  /** The same in vi's command mode. */
  readonly commandTurned: string
  readonly typescriptTurned: string
  readonly noNewline: string
  readonly failed: string
  readonly jobs: string
  readonly ahead: string
  readonly behind: string
  readonly node: string
}

export const unicodeGlyphs: Glyphs = {
  command: '❯',
  typescript: '»',
  unfinished: '…',
  commandTurned: '❮',
  typescriptTurned: '«',
  noNewline: '⏎',
  failed: '✘ ',
  jobs: '⚙ ',
  ahead: '↑',
  behind: '↓',
  node: '⬢ ',
}

/** For terminals that have no more. */
export const asciiGlyphs: Glyphs = {
  command: '>',
  typescript: '}',
  unfinished: '.',
  commandTurned: '<',
  typescriptTurned: '{',
  noNewline: '%',
  failed: 'exit ',
  jobs: 'jobs ',
  ahead: '+',
  behind: '-',
  node: 'node ',
}
