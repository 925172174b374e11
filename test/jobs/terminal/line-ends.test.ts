import { expect, test } from 'vitest'
import { LineEnds } from '../../../src/jobs/terminal/line-ends.ts'

test.each([
  [['a\r\nb\r\n'], 'a\nb\n'],
  [['a\r', '\nb'], 'a\nb'],
  [['50%\r', '60%\r\n'], '50%\r60%\n'],
  [['a\r\r\n'], 'a\r\n'],
  [['\n\n', 'x\r'], '\n\nx\r'],
  [['\r', '\r', '\n'], '\r\n'],
  [[''], ''],
])('%j is %j', (pieces, text) => {
  const ends = new LineEnds()
  const kept = pieces.map(piece => Buffer.from(ends.push(Buffer.from(piece))).toString())
  expect(kept.join('') + Buffer.from(ends.end()).toString()).toBe(text)
})
