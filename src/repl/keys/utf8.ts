/** How many bytes a UTF-8 sequence has, from its first byte; 0 where none can begin (Unicode 15, table 3-7). */
export function sequenceLength(lead: number): number {
  if (lead < 0x80) return 1
  if (lead < 0xc2) return 0
  if (lead < 0xe0) return 2
  if (lead < 0xf0) return 3
  return lead < 0xf5 ? 4 : 0
}

/** True for a byte that can follow the first one. */
export function isContinuation(byte: number): boolean {
  return (byte & 0xc0) === 0x80
}
