/** What a placeholder of GNU parallel's --plus makes of a value. */
export type Change = (value: string) => string

/** Placeholders of fixed texts, by what stands after the number of the value. */
const fixed: Readonly<Record<string, Change>> = {
  '..': value => value.replace(/(?:\.[^/.]*){2}$/, ''),
  '...': value => value.replace(/(?:\.[^/.]*){3}$/, ''),
  '/..': value => nameOf(value).replace(/(?:\.[^/.]*){2}$/, ''),
  '/...': value => nameOf(value).replace(/(?:\.[^/.]*){3}$/, ''),
  '+/': value => value.slice(0, Math.max(0, value.lastIndexOf('/'))),
  '+.': value => /.*\.(.*)$/s.exec(value)?.[1] ?? '',
  '+..': value => /.*\.([^/.]*\.[^/.]*)$/s.exec(value)?.[1] ?? '',
  '+...': value => /.*\.([^/.]*\.[^/.]*\.[^/.]*)$/s.exec(value)?.[1] ?? '',
}

/** Those with a text of their own in them; the first that fits is it. */
const shaped: readonly (readonly [RegExp, (...parts: string[]) => Change])[] = [
  [/^:-(.+)$/s, other => value => (value === '' ? (other ?? '') : value)],
  [/^:(-?\d+)$/, from => value => value.slice(Number(from))],
  [/^:(-?\d+):(\d+)$/, (from, length) => value => value.slice(Number(from)).slice(0, Number(length))],
  [/^#(.+)$/s, text => value => value.replace(expression(`^(?:${text})`), '')],
  [/^%(.+)$/s, text => value => value.replace(expression(`(?:${text})$`), '')],
  [/^\/([^/]+)\/(.*)$/s, (from, to) => value => value.replace(expression(from ?? ''), () => to ?? '')],
  [/^\^\^(.+)$/s, text => value => value.replace(expression(text ?? '', 'g'), part => part.toUpperCase())],
  [/^\^(.+)$/s, text => value => value.replace(expression(`^(?:${text})`), part => part.toUpperCase())],
  [/^,,(.+)$/s, text => value => value.replace(expression(text ?? '', 'g'), part => part.toLowerCase())],
  [/^,(.+)$/s, text => value => value.replace(expression(`^(?:${text})`), part => part.toLowerCase())],
]

/** The change that stands for `{NAME}`, without the number of the value; undefined for none. */
export function plusChange(name: string): Change | undefined {
  const known = fixed[name]
  if (known !== undefined) return known
  for (const [shape, make] of shaped) {
    const match = shape.exec(name)
    if (match !== null) return make(...match.slice(1))
  }
  return undefined
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** parallel reads them as regular expressions; one that is none stands for itself. */
function expression(text: string, flags = ''): RegExp {
  try {
    return new RegExp(text, flags)
  } catch {
    return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), flags)
  }
}
