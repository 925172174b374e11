/** Symbolic modes of `umask`: `u=rwx,go-w` (bash manual, `umask`: of chmod's letters `r`, `w` and `x`). */

export interface ModeFault {
  readonly fault: string
}

const classes: Readonly<Record<string, number>> = { u: 0o700, g: 0o070, o: 0o007, a: 0o777 }

/** The mode that a symbolic mode makes of another (permissions, not a mask). */
export function applySymbolicMode(text: string, mode: number): number | ModeFault {
  let current = mode
  for (const clause of text.split(',')) {
    const next = applyClause(clause, current)
    if (typeof next !== 'number') return next
    current = next
  }
  return current
}

function applyClause(clause: string, current: number): number | ModeFault {
  const who = /^[ugoa]*/.exec(clause)?.[0] ?? ''
  const mask = who === '' ? 0o777 : Array.from(who).reduce((bits, letter) => bits | (classes[letter] ?? 0), 0)
  const actions = clause.slice(who.length)
  const operator = actions[0]
  if (operator === undefined || !'+-='.includes(operator))
    return { fault: `\`${operator ?? ''}': invalid symbolic mode operator` }
  const bits = permissions(actions.slice(1))
  if (typeof bits !== 'number') return bits
  if (operator === '+') return current | (bits & mask)
  return operator === '-' ? current & ~(bits & mask) : (current & ~mask) | (bits & mask)
}

function permissions(letters: string): number | ModeFault {
  let bits = 0
  for (const letter of letters) {
    const bit = { r: 0o444, w: 0o222, x: 0o111 }[letter]
    if (bit === undefined) return { fault: `\`${letter}': invalid symbolic mode character` }
    bits |= bit
  }
  return bits
}

/** `u=rwx,g=rx,o=`: the permissions that a mask leaves. */
export function symbolicMask(mask: number): string {
  const part = (shift: number): string =>
    Array.from('rwx')
      .filter((_, i) => ((mask >> shift) & (4 >> i)) === 0)
      .join('')
  return `u=${part(6)},g=${part(3)},o=${part(0)}`
}
