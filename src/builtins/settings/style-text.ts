const colors = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const

const attributes: Readonly<Record<string, string>> = {
  bold: '1',
  dim: '2',
  italic: '3',
  underline: '4',
  reverse: '7',
  strikethrough: '9',
  plain: '',
}

/** The words a style can be made of, for completion. */
export const styleWords: readonly string[] = [
  ...Object.keys(attributes),
  ...colors,
  ...colors.map(color => `bright-${color}`),
]

/**
 * A look in words as an SGR sequence: attributes, colours by name (the terminal's own, also `bright-red`), by number
 * (0–255) or as `#rrggbb`, and any of them behind `on-` for the background. `plain` is no look at all. Undefined where a
 * word is none of these.
 */
export function styleSequence(text: string): string | undefined {
  const words = text.split(/\s+/).filter(word => word !== '')
  const codes = words.map(word => attributes[word] ?? colorCode(word))
  if (codes.includes(undefined)) return undefined
  const told = codes.filter(code => code !== '')
  return told.length === 0 ? '' : `\x1b[${told.join(';')}m`
}

function colorCode(word: string): string | undefined {
  const isBackground = word.startsWith('on-')
  const name = isBackground ? word.slice(3) : word
  const isBright = name.startsWith('bright-')
  const index = (colors as readonly string[]).indexOf(isBright ? name.slice(7) : name)
  if (index >= 0) return String(index + (isBright ? 90 : 30) + (isBackground ? 10 : 0))
  const start = isBackground ? 48 : 38
  if (/^\d{1,3}$/.test(name) && Number(name) < 256) return `${start};5;${Number(name)}`
  const parts = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(name)?.slice(1)
  return parts && `${start};2;${parts.map(part => Number.parseInt(part, 16)).join(';')}`
}
