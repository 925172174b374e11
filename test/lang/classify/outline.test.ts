import { expect, test } from 'vitest'
import { outline } from '../../../src/lang/classify/index.ts'

const texts = [
  'const a = [1]\n// a comment\n\n# another\n  .map(x => x)\nls -l\nfor (const f of a) {\n  gzip $f\n}\n',
  'cat <<E\nx\nE\nif ls\nthen\n  const\nfi\nconst d = `a\n${b}`\necho $d; git x\n',
  'const x = 5\n\n\nx\n+ 1\nlet y =\n  6\ntype T = string\n| number\necho "a\nb" c\n',
  'f() {\n ls\n}\nfunction g() {\n  return 1\n}\ng()\n@(g) | wc\nx = 1; x += 2\n',
]

test('a text typed key by key, or changed inside, reads as one that was there at once', () => {
  for (const text of texts) {
    const names = { user: new Set<string>() }
    const check = (now: string): void =>
      expect(outline(now, names), now).toEqual(outline(now, { user: new Set<string>() }))
    for (let end = 1; end <= text.length; end++) check(text.slice(0, end))
    for (let at = text.length; at > 0; at--) check(`${text.slice(0, at)}x${text.slice(at)}`)
    for (let at = text.length; at > 0; at--) check(text.slice(0, at - 1) + text.slice(at))
  }
})

test('the statements before the change are not read again', () => {
  const names = { user: new Set<string>() }
  const text = 'ls -l\n'.repeat(100)
  const before = outline(`${text}git`, names)
  const after = outline(`${text}gits`, names)
  expect(after.slice(0, 90).every((statement, index) => statement === before[index])).toBe(true)
})
