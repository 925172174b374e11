import { expect, test } from 'vitest'
import { decodeAnsiC, decodeEcho, quoteSingle, quoteWord } from '../../../src/lang/syntax/index.ts'

// As bash 5.2 prints with `printf %q` and `${x@Q}`.
test.each([
  ['', "''", "''"],
  ['abc', 'abc', "'abc'"],
  ['a b', 'a\\ b', "'a b'"],
  ["it's", "it\\'s", "'it'\\''s'"],
  ["'", "\\'", "\\'"],
  ['a\nb', "$'a\\nb'", "$'a\\nb'"],
  ['\u0001' + '1', "$'\\0011'", "$'\\0011'"],
  ['\udcff', "$'\\377'", "$'\\377'"],
  ['é😀', 'é😀', "'é😀'"],
  ['{a,b}', '\\{a\\,b\\}', "'{a,b}'"],
  ['~a~b=~c:~d', '\\~a~b=\\~c:\\~d', "'~a~b=~c:~d'"],
  ['a#b%c@d', 'a\\#b%c@d', "'a#b%c@d'"],
])('%j', (text, word, single) => {
  expect(quoteWord(text)).toBe(word)
  expect(quoteSingle(text)).toBe(single)
})

test.each([
  ['a\\tb\\n\\\\\\\'\\"\\?', 'a\tb\n\\\'"?'],
  ['\\x41\\101\\u00e9\\U1f600', 'AAé😀'],
  ['\\xc3\\xa9\\xff', 'é\udcff'],
  ['\\cA\\c?\\e\\E', '\u0001\u007f\u001b\u001b'],
  ['a\\0b', 'a'],
  ['\\q\\x', '\\q\\x'],
])("$'%s'", (text, expected) => expect(decodeAnsiC(text)).toBe(expected))

test.each([
  ["\\0101\\101\\'", "AA\\'", false],
  ['a\\cb', 'a', true],
  ['a\\0b', 'a\0b', false],
])('echo -e %j', (text, expected, stopped) => expect(decodeEcho(text)).toEqual({ text: expected, stopped }))
