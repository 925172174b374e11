import type { Runtime } from 'node:inspector'

/** A member of a value, for completion. */
export interface Member {
  readonly name: string
  /** `function`, `string` …; `getter` where nobody looked. */
  readonly type: string
  /** The value of a primitive. */
  readonly text?: string
}

/** Members that nobody completes: they are there for history's sake, or are `constructor`. */
const unwanted = /^(?:__\w+__|constructor)$/
const ofEveryObject = new Set(Object.getOwnPropertyNames(Object.prototype))

/** Named members: the value's own first, those of every object last. Symbols and indices are left out. */
export function membersOf(properties: readonly Runtime.PropertyDescriptor[]): readonly Member[] {
  const named = properties.filter(
    one => one.symbol === undefined && !/^\d+$/.test(one.name) && !unwanted.test(one.name),
  )
  const rank = (one: Runtime.PropertyDescriptor): number =>
    one.isOwn === true ? 0 : ofEveryObject.has(one.name) ? 2 : 1
  return named.toSorted((a, b) => rank(a) - rank(b)).map(toMember)
}

function toMember({ name, value }: Runtime.PropertyDescriptor): Member {
  if (value === undefined) return { name, type: 'getter' }
  const { type, subtype, className } = value
  if (type === 'object') return { name, type: subtype ?? className ?? type }
  if (type === 'function' || type === 'symbol' || type === 'undefined') return { name, type }
  const text = type === 'string' ? JSON.stringify(value.value) : String(value.value ?? value.description)
  return { name, type, text: text.length > 60 ? `${text.slice(0, 59)}…` : text }
}
