/** True for a text with bytes that were no UTF-8 (value/bytes: lone surrogates U+DC80 to U+DCFF). */
export function isUndecodable(text: string): boolean {
  return /(?<![\ud800-\udbff])[\udc80-\udcff]/.test(text)
}
