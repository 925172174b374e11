/** What a piece of text is, as far as its looks go. */
export const roles = [
  'plain',
  'command',
  'unknown',
  'builtin',
  'function',
  'alias',
  'keyword',
  'option',
  'string',
  'escape',
  'variable',
  'operator',
  'redirect',
  'glob',
  'comment',
  'number',
  'type',
  'constant',
  'property',
  'door',
  'error',
  'match',
  'selection',
] as const

export type Role = (typeof roles)[number]

const numberOf = Object.fromEntries(roles.map((role, index) => [role, index])) as Record<Role, number>
const pathBit = 0x80

/** Neighbouring characters that look alike. */
export interface StyledRun {
  readonly start: number
  readonly end: number
  readonly role: Role
  /** It names a file that exists. */
  readonly isPath: boolean
}

/** A role for each UTF-16 unit of a text; what is painted later lies on top. */
export class Canvas {
  readonly #roles: Uint8Array

  constructor(length: number, roles = new Uint8Array(length)) {
    this.#roles = roles
  }

  /** Another one to paint on. */
  copy(): Canvas {
    return new Canvas(this.#roles.length, this.#roles.slice())
  }

  /** Gives a range a role. */
  paint(start: number, end: number, role: Role): void {
    this.#roles.fill(numberOf[role], start, end)
  }

  /** Gives a role to what has none in a range. */
  fill(start: number, end: number, role: Role): void {
    for (let at = start; at < Math.min(end, this.#roles.length); at++)
      if (((this.#roles[at] ?? 0) & ~pathBit) === 0) this.#roles[at] = (this.#roles[at] ?? 0) | numberOf[role]
  }

  /** Marks a range as an existing path; its roles stay. */
  underline(start: number, end: number): void {
    for (let at = start; at < Math.min(end, this.#roles.length); at++)
      this.#roles[at] = (this.#roles[at] ?? 0) | pathBit
  }

  /** What is at a place. */
  roleAt(at: number): Role {
    return roles[(this.#roles[at] ?? 0) & ~pathBit] ?? 'plain'
  }

  /** The ranges that are not plain, in rising order. */
  runs(): StyledRun[] {
    const found: StyledRun[] = []
    const { length } = this.#roles
    for (let start = 0; start < length;) {
      const value = this.#roles[start] ?? 0
      let end = start + 1
      while (end < length && this.#roles[end] === value) end++
      if (value !== 0)
        found.push({ start, end, role: roles[value & ~pathBit] ?? 'plain', isPath: value >= pathBit })
      start = end
    }
    return found
  }
}
