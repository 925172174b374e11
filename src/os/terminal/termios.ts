import type { TermiosLayout } from '../host/posix/platform.ts'

/** The flag words of struct termios, by their place. */
const WORD = { input: 0, output: 1, local: 3 } as const

/** Changes flags in one word of a struct termios. */
function changeFlags(
  modes: Buffer,
  layout: TermiosLayout,
  word: keyof typeof WORD,
  { set = 0, clear = 0 }: { readonly set?: number; readonly clear?: number },
): void {
  const at = WORD[word] * layout.flagSize // little-endian: all flags used here are in the low 32 bits
  modes.writeUInt32LE(((modes.readUInt32LE(at) & ~clear) | set) >>> 0, at)
}

/** True for modes in which a command can read lines, and Ctrl-C is a signal; echo may be off. */
export function areCooked(modes: Buffer, layout: TermiosLayout): boolean {
  const has = (word: keyof typeof WORD, flags: number): boolean =>
    (modes.readUInt32LE(WORD[word] * layout.flagSize) & flags) === flags
  return (
    has('input', layout.ICRNL) && has('output', layout.OPOST) && has('local', layout.ISIG | layout.ICANON)
  )
}

function readByBytes(modes: Buffer, layout: TermiosLayout): void {
  modes[layout.characters + layout.VMIN] = 1
  modes[layout.characters + layout.VTIME] = 0
}

/**
 * The modes of a line editor, from those of the user. A return stays translated to newline (readline undoes that): what is
 * typed ahead of a command waits in the kernel as it will read it.
 */
export function editModes(modes: Buffer, layout: TermiosLayout): Buffer {
  const { ICRNL, INLCR, IXON, OPOST, ONLCR, ISIG, ICANON, ECHO, IEXTEN } = layout
  const changed = Buffer.from(modes)
  changeFlags(changed, layout, 'input', { set: ICRNL, clear: INLCR | IXON })
  changeFlags(changed, layout, 'output', { set: OPOST | ONLCR })
  changeFlags(changed, layout, 'local', { clear: ISIG | ICANON | ECHO | IEXTEN })
  readByBytes(changed, layout)
  return changed
}

/** As cfmakeraw(3); `keepOutput`: output is still processed. */
export function rawModes(modes: Buffer, layout: TermiosLayout, keepOutput: boolean): Buffer {
  const { OPOST, ISIG, ICANON, ECHO, IEXTEN } = layout
  const changed = Buffer.from(modes)
  // IGNBRK, BRKINT, PARMRK, ISTRIP, INLCR, IGNCR, ICRNL, IXON and more: nothing is done to what is typed.
  changeFlags(changed, layout, 'input', { clear: 0xffff })
  if (!keepOutput) changeFlags(changed, layout, 'output', { clear: OPOST })
  changeFlags(changed, layout, 'local', { clear: ECHO | ICANON | ISIG | IEXTEN })
  readByBytes(changed, layout)
  return changed
}

/** Echo and input by lines as asked; all else as it is. */
export function readModes(
  modes: Buffer,
  layout: TermiosLayout,
  { echo, canonical }: { readonly echo: boolean; readonly canonical: boolean },
): Buffer {
  const changed = Buffer.from(modes)
  const [set, clear] = [
    (echo ? layout.ECHO : 0) | (canonical ? layout.ICANON : 0),
    (echo ? 0 : layout.ECHO) | (canonical ? 0 : layout.ICANON),
  ]
  changeFlags(changed, layout, 'local', { set, clear })
  if (!canonical) readByBytes(changed, layout)
  return changed
}
