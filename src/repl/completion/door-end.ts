/** Where the bracket that is open at `from` closes; strings in between are passed over. */
export function closingBracket(text: string, from: number): number | undefined {
  let depth = 1
  for (let at = from; at < text.length; at++) {
    const character = text[at] as string
    if (`'"\``.includes(character)) {
      const end = endOfString(text, at)
      if (end === undefined) return undefined
      at = end
    } else if (character === '(') depth++
    else if (character === ')' && --depth === 0) return at
  }
  return undefined
}

function endOfString(text: string, at: number): number | undefined {
  for (let end = at + 1; end < text.length; end++) {
    if (text[end] === '\\') end++
    else if (text[end] === text[at]) return end
  }
  return undefined
}
