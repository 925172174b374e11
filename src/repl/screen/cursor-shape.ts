import type { SessionView } from '../session/view.ts'

const shapes: Readonly<Record<SessionView['mode'], string>> = {
  insert: '\x1b[6 q',
  replace: '\x1b[4 q',
  command: '\x1b[2 q',
  visual: '\x1b[2 q',
  'visual-line': '\x1b[2 q',
}

/** The shape the terminal has of its own. */
const ownShape = '\x1b[0 q'

/** Shows vi's modes by the cursor's shape (DECSCUSR): a bar inserts, a block is a character, a line replaces. */
export class CursorShape {
  #shown = ownShape

  /** What to write so that the cursor looks like the mode; '' where it does. */
  change(mode: SessionView['mode'] | undefined): string {
    const shape = mode === undefined ? ownShape : shapes[mode]
    if (shape === this.#shown) return ''
    this.#shown = shape
    return shape
  }
}
