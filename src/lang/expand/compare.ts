import { encodeBytes } from '../../value/index.ts'

/** The order of file names in the locale C.UTF-8: that of their bytes. */
export function compareBytes(a: string, b: string): number {
  // Up to U+D7FF, code units are in the order of their UTF-8 bytes.
  if (!/[\ud800-\uffff]/.test(a) && !/[\ud800-\uffff]/.test(b)) return a < b ? -1 : a > b ? 1 : 0
  return Buffer.compare(encodeBytes(a), encodeBytes(b))
}

/** The texts in that order. */
export function sortedByBytes(texts: readonly string[]): string[] {
  // Nearly always code units will do, and to compare them V8 needs no function of ours.
  return /[\ud800-\uffff]/.test(texts.join('\n')) ? texts.toSorted(compareBytes) : texts.toSorted()
}
