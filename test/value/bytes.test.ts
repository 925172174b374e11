import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { decodeBytes, encodeBytes, looksBinary } from '../../src/value/index.ts'
import { expect, test } from 'vitest'

test.each<[string, number[], string]>([
  ['text', [0x61, 0xc3, 0xa4, 0xe2, 0x82, 0xac, 0xf0, 0x9f, 0x98, 0x80], 'aä€😀'],
  ['a byte order mark', [0xef, 0xbb, 0xbf, 0x61], '\ufeffa'],
  ['Latin 1', [0x61, 0xe4, 0x62], 'a\udce4b'],
  ['text beside bytes', [0xff, 0xf0, 0x9f, 0x98, 0x80, 0xc3, 0xa4], '\udcff😀ä'],
  ['a character cut short', [0xe2, 0x82], '\udce2\udc82'],
  ['a longer form than needed', [0xc0, 0x80, 0xe0, 0x80, 0x80], '\udcc0\udc80\udce0\udc80\udc80'],
  ['halves of a pair', [0xed, 0xa0, 0x80], '\udced\udca0\udc80'],
  ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80], '\udcf4\udc90\udc80\udc80'],
])('%s: as bytes and back', (_, bytes, text) => {
  expect(decodeBytes(Uint8Array.from(bytes))).toBe(text)
  expect([...encodeBytes(text)]).toEqual(bytes)
})

test('any bytes come back as they were', () => {
  for (let round = 0; round < 50; round++) {
    const bytes = randomBytes(2000)
    expect(encodeBytes(decodeBytes(bytes))).toEqual(bytes)
  }
})

const python = spawnSync('python3', ['--version']).status === 0

test.runIf(python)('undecodable bytes are those of Python’s surrogateescape', () => {
  const bytes = randomBytes(20_000)
  const script = `import sys; t = sys.stdin.buffer.read().decode('utf-8', 'surrogateescape')
sys.stdout.buffer.write(t.encode('utf-16-le', 'surrogatepass'))`
  const units = spawnSync('python3', ['-c', script], { input: bytes }).stdout
  expect(decodeBytes(bytes)).toBe(units.toString('utf16le'))
})

test.each<[string, string, string]>([
  ['other halves become a sign of their own', 'a\ud800b\udcffc', '61efbfbd62ff63'],
  ['a half before a byte', '\ud83d\udcff', Buffer.from('\u{1f4ff}').toString('hex')],
])('%s', (_, text, hex) => {
  expect(encodeBytes(text).toString('hex')).toBe(hex)
})

test.each<[string, string, boolean]>([
  ['a NUL in the first line', 'a\0b\nc', true],
  ['a NUL in the second', 'a\nb\0c', false],
  ['a NUL behind the first 80 bytes', `${'a'.repeat(80)}\0`, false],
  ['nothing', '', false],
])('%s: is it a program?', (_, text, answer) => {
  expect(looksBinary(Buffer.from(text))).toBe(answer)
})
