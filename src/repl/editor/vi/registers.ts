/** A text that was deleted or yanked. */
export interface RegisterText {
  readonly text: string
  /** Whole lines: it is put above or below the line. */
  readonly isLinewise: boolean
}

/** vi's registers by name; `"` is the unnamed one. */
export type Registers = ReadonlyMap<string, RegisterText>

/**
 * Keeps a text (vim manual, registers): where it was told to, and in the unnamed register; without a name a yank in `0`
 * too, a small delete in `-`. A delete with a newline in it, or one that is `large`, goes to `1` in any case, while those
 * before move up. `_` keeps nothing.
 */
export function keep(
  registers: Registers,
  name: string | undefined,
  kept: RegisterText,
  how: 'yank' | 'delete' | 'large delete',
): Registers {
  if (name === '_') return registers
  const next = new Map(registers)
  const isSmall = !kept.isLinewise && !kept.text.includes('\n')
  if (how === 'large delete' || (how === 'delete' && !isSmall)) moveUp(next, kept)
  const isNamed = name !== undefined && name !== '"'
  if (isNamed) next.set(name.toLowerCase(), named(registers, name, kept))
  else if (how === 'yank') next.set('0', kept)
  else if (isSmall) next.set('-', kept)
  return next.set('"', isNamed ? named(registers, name, kept) : kept)
}

function moveUp(next: Map<string, RegisterText>, kept: RegisterText): void {
  for (let number = 9; number > 1; number--) {
    const before = next.get(String(number - 1))
    if (before !== undefined) next.set(String(number), before)
  }
  next.set('1', kept)
}

/** A capital letter appends. */
function named(registers: Registers, name: string, kept: RegisterText): RegisterText {
  const before = /[A-Z]/.test(name) ? registers.get(name.toLowerCase()) : undefined
  if (before === undefined) return kept
  const isLinewise = before.isLinewise || kept.isLinewise
  return { text: before.text + (isLinewise ? '\n' : '') + kept.text, isLinewise }
}
