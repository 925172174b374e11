/** Symbolic modes of `umask`: `u=rwx,go-w` (POSIX chmod, as bash reads them). */

export interface ModeFault {
  readonly fault: string
}

const classes: Readonly<Record<string, number>> = { u: 0o700, g: 0o070, o: 0o007, a: 0o777 }

/** The mode that a symbolic mode makes of another (permissions, not a mask). */
export function applySymbolicMode(text: string, mode: number): number | ModeFault {
  let current = mode
  for (const clause of text.split(',')) {
    const next = applyClause(clause, current, mode)
    if (typeof next !== 'number') return next
    current = next
  }
  return current
}

function applyClause(clause: string, current: number, initial: number): number | ModeFault {
  const who = /^[ugoa]*/.exec(clause)?.[0] ?? ''
  const mask = who === '' ? 0o777 : [...who].reduce((bits, letter) => bits | (classes[letter] ?? 0), 0)
  const actions = clause.slice(who.length)
  let mode = current
  let at = 0
  do {
    const operator = actions[at]
    if (operator === undefined || !'+-='.includes(operator))
      return { fault: `\`${operator ?? ''}': invalid symbolic mode operator` }
    const letters = /^[^+\-=]*/.exec(actions.slice(at + 1))?.[0] ?? ''
    const bits = permissions(letters, mode, initial)
    if (typeof bits !== 'number') return bits
    if (operator === '+') mode |= bits & mask
    else if (operator === '-') mode &= ~(bits & mask)
    else mode = (mode & ~mask) | (bits & mask)
    at += 1 + letters.length
  } while (at < actions.length)
  return mode
}

function permissions(letters: string, mode: number, initial: number): number | ModeFault {
  let bits = 0
  for (const letter of letters) {
    if (letter === 'r') bits |= 0o444
    else if (letter === 'w') bits |= 0o222
    else if (letter === 'x') bits |= 0o111
    else if (letter === 'X') bits |= (initial & 0o111) === 0 ? 0 : 0o111
    else if (letter === 'u') bits |= copies((mode >> 6) & 7)
    else if (letter === 'g') bits |= copies((mode >> 3) & 7)
    else if (letter === 'o') bits |= copies(mode & 7)
    else if (letter !== 's' && letter !== 't')
      return { fault: `\`${letter}': invalid symbolic mode character` }
  }
  return bits
}

function copies(bits: number): number {
  return bits * 0o111
}

/** `u=rwx,g=rx,o=`: the permissions that a mask leaves. */
export function symbolicMask(mask: number): string {
  const part = (shift: number): string =>
    [...'rwx'].filter((_, i) => ((mask >> shift) & (4 >> i)) === 0).join('')
  return `u=${part(6)},g=${part(3)},o=${part(0)}`
}
