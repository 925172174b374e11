const pairs: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }
const openers: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' }
/** A partner further away than this is not looked for. */
const farthest = 20_000

/** Where the partner of the bracket at a place is; brackets that are no code do not count. */
export function partnerOf(
  text: string,
  at: number,
  isCode: (place: number) => boolean = () => true,
): number | undefined {
  const char = text.charAt(at)
  const [partner, step] = char in pairs ? [pairs[char], 1] : [openers[char], -1]
  if (partner === undefined || !isCode(at)) return undefined
  let depth = 0
  for (let place = at; place >= 0 && place < text.length; place += step) {
    if (Math.abs(place - at) > farthest) return undefined
    const other = text.charAt(place)
    if ((other !== char && other !== partner) || !isCode(place)) continue
    depth += other === char ? 1 : -1
    if (depth === 0) return place
  }
  return undefined
}
