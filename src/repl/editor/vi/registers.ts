/** A text that was deleted or yanked. */
export interface RegisterText {
  readonly text: string
  /** Whole lines: it is put above or below the line. */
  readonly isLinewise: boolean
}

/** vi's registers by name; `"` is the unnamed one. */
export type Registers = ReadonlyMap<string, RegisterText>

/**
 * Keeps a text (vim manual, registers): where it was told to, and in the unnamed register; a yank in `0` too, a delete
 * in `-`, or, if it had a newline in it, in `1` while those before move up. `_` keeps nothing.
 */
export function keep(
  registers: Registers,
  name: string | undefined,
  kept: RegisterText,
  how: 'yank' | 'delete',
): Registers {
  if (name === '_') return registers
  const next = new Map(registers).set('"', kept)
  if (name !== undefined && name !== '"') return next.set(name.toLowerCase(), named(registers, name, kept))
  if (how === 'yank') return next.set('0', kept)
  if (!kept.isLinewise && !kept.text.includes('\n')) return next.set('-', kept)
  for (let number = 9; number > 1; number--) {
    const before = registers.get(String(number - 1))
    if (before !== undefined) next.set(String(number), before)
  }
  return next.set('1', kept)
}

/** A capital letter appends. */
function named(registers: Registers, name: string, kept: RegisterText): RegisterText {
  const before = /[A-Z]/.test(name) ? registers.get(name.toLowerCase()) : undefined
  if (before === undefined) return kept
  const isLinewise = before.isLinewise || kept.isLinewise
  return { text: before.text + (isLinewise ? '\n' : '') + kept.text, isLinewise }
}
