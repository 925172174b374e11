import { expect, test } from 'vitest'
import type { Libc } from '../../src/os/host/posix/libc.ts'
import { StringArrays } from '../../src/os/host/posix/memory.ts'
import { decodeBytes } from '../../src/value/index.ts'

const ADDRESS = 0x7fff_ffff_ff00

test.each([4, 8])('the pointers of %i bytes lead to the texts, then NULL', pointerSize => {
  const arrays = new StringArrays(libcOf(pointerSize))
  for (const texts of [['echo', 'a b', ''], [], ['ü\udcff'], ['x'.repeat(1000)], ['cp', '日本']])
    expect(textsIn(arrays.of(texts), pointerSize)).toEqual(texts)
})

test('is written anew for other texts only', () => {
  let addresses = 0
  const arrays = new StringArrays(libcOf(8, () => addresses++))
  const argv = ['cp', 'a']
  expect(textsIn(arrays.of(argv), 8)).toEqual(argv)
  argv.push('b') // the caller's array is the caller's
  expect(textsIn(arrays.of(argv), 8)).toEqual(['cp', 'a', 'b'])
  const block = arrays.of(argv)
  block[block.length - 1] = 7
  expect(arrays.of(['cp', 'a', 'b']).at(-1)).toBe(7)
  expect(textsIn(arrays.of(['cp', 'a', 'c']), 8)).toEqual(['cp', 'a', 'c'])
  expect(addresses).toBe(1) // small ones share their memory
})

test('texts that stand elsewhere come first', () => {
  const beginning = Buffer.alloc(24)
  beginning.writeUInt32LE(0x1111, 0)
  beginning.writeUInt32LE(0x2222, 8)
  const arrays = new StringArrays(libcOf(8))
  arrays.of(['own=1'])
  const block = arrays.of(['own=1'], { array: beginning, count: 2 })
  expect([0, 8].map(at => block.readUInt32LE(at))).toEqual([0x1111, 0x2222])
  expect(textsIn(block.subarray(16), 8, 16)).toEqual(['own=1'])
})

test('a NUL inside is refused, and spoils nothing', () => {
  const arrays = new StringArrays(libcOf(8))
  arrays.of(['a', 'b'])
  expect(() => arrays.of(['a\0b'])).toThrow('EINVAL')
  expect(textsIn(arrays.of(['a', 'b']), 8)).toEqual(['a', 'b'])
})

function libcOf(pointerSize: number, asked = () => 0): Libc {
  const address = (): bigint => (asked(), BigInt(ADDRESS))
  return { pointerSize, address, strerror: () => 'EINVAL' } as unknown as Libc
}

function textsIn(block: Buffer, pointerSize: number, offset = 0): string[] {
  const texts: string[] = []
  for (let i = 0; ; i++) {
    const low = block.readUInt32LE(i * pointerSize)
    const high = pointerSize === 8 ? block.readUInt32LE(i * pointerSize + 4) : 0x7fff
    if (low === 0 && (high === 0 || pointerSize === 4)) return texts
    const at = high * 0x1_0000_0000 + low - ADDRESS - offset
    texts.push(decodeBytes(block.subarray(at, block.indexOf(0, at))))
  }
}
