import { expect, test } from 'vitest'
import { blankAs, makeSource, showDiagnostic } from '../../src/diag/index.ts'

test.each([
  ['', ''],
  ['ab', '  '],
  ['\ta\t', '\t \t'],
  ['日本', '    '],
  ['🐚', '  '],
  ['e\u0301', ' '],
  ['한글 ', '     '],
  ['é', ' '],
  ['\udc80', ' '],
])('%j is as wide as %j', (text, blank) => expect(blankAs(text)).toBe(blank))

test('the caret stands under the place, as wide as that is', () => {
  const source = makeSource('s', 'x\n日 "本語"\n')
  expect(showDiagnostic(source, { message: 'm', span: { start: 4, end: 8 } })).toBe(
    's:2:3: m\n  日 "本語"\n     ^^^^^^\n',
  )
})
