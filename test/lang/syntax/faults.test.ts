import { expect, test } from 'vitest'
import { makeSource, positionAt } from '../../../src/diag/index.ts'
import { parse } from '../../../src/lang/syntax/index.ts'

function faultOf(text: string) {
  const source = makeSource('test', text)
  const [first] = parse(source).diagnostics
  if (first === undefined) return undefined
  const { line, column } = positionAt(source, first.span.start)
  return {
    message: first.message,
    at: `${line}:${column}`,
    hint: first.hint,
    unfinished: first.unfinished === true,
  }
}

test.each([
  ['echo )', 'unexpected `)`', '1:6'],
  ['done', 'unexpected `done`', '1:1'],
  ['if then fi', 'unexpected `then`, expected a command', '1:4'],
  ['ls | | wc', 'unexpected `|`, expected a command', '1:6'],
  ['a\nb ;; c\nd', 'unexpected `;;`', '2:3'],
  ['ls &; x', 'unexpected `;`', '1:5'],
  ['{ }', 'unexpected `}`, expected a command', '1:3'],
  ['( )', 'unexpected `)`, expected a command', '1:3'],
  ['f() ls', 'unexpected `ls`, expected a compound command', '1:5'],
  ['a (b)', 'unexpected `b`, expected `)`', '1:4'],
  ['> >x', 'unexpected `>`, expected a word', '1:3'],
  ['>\nx', 'unexpected newline, expected a word', '1:2'],
  ['[[ a b ]]', 'unexpected `b`, expected a conditional operator', '1:6'],
  ['[[ -f ]]', 'unexpected `]]`, expected an operand', '1:7'],
  ['for ((a)) do b; done', 'unexpected `)`, expected `;`', '1:8'],
  ['a=(b | c)', 'unexpected `|`, expected `)`', '1:6'],
  ['command declare x=(1)', 'unexpected `(`', '1:19'],
  ['ls \\\n)', 'unexpected `)`', '2:1'],
  ['`if`', 'unexpected end of input, expected a command', '1:4'],
  ['coproc ! a', 'unexpected `!`, expected a command', '1:8'],
  ['in', 'unexpected `in`, expected a command', '1:1'],
  ['for x in a; done', 'unexpected `done`, expected `do`', '1:13'],
])('%j is a plain fault', (text, message, at) => {
  expect(faultOf(text)).toMatchObject({ message, at, unfinished: false })
})

test.each([
  "echo 'a",
  'echo "a',
  'echo "a $(b',
  "echo $'a",
  'echo $(a',
  'echo `a',
  'echo ${a',
  'echo ${a:-"b',
  'echo $((1 +',
  'echo $[1',
  '((1 +',
  '( a',
  '{ a',
  'a |',
  'a &&\n',
  'a ||',
  'if',
  'if a\n',
  'if a; then\n',
  'for',
  'for x',
  'for x in a\n',
  'for ((a;',
  'while a; do',
  'case',
  'case x in',
  'case x in a) b;;\n',
  'select x in',
  'f()',
  'function f',
  '[[ a',
  '[[ a &&\n',
  '[[ a =~ (b',
  'a=(b\n',
  'echo <(a',
  'echo @(a',
  'echo >',
  'x[a',
  'coproc',
  'cat <<E\n$(a\n',
])('%j is unfinished', text => expect(faultOf(text)?.unfinished).toBe(true))

test('a hint tells what is open and where', () => {
  expect(faultOf('a\n  if b; then\n echo "x\n')?.hint).toBe('unclosed " opened at 3:7')
  expect(faultOf('a\n  if b; then\n c')).toMatchObject({ hint: 'unclosed if opened at 2:3', at: '3:3' })
})

test.each([
  ['cat <<E\na\n', 'here-document delimited by the end of input, expected `E`', true],
  ['cat <<E', 'here-document delimited by the end of input, expected `E`', true],
  ['echo a \\', 'a backslash at the end continues the line', true],
  ['echo a \\\n', 'a backslash at the end continues the line', true],
  ['echo $(cat <<E)\n', 'here-document delimited by the end of input, expected `E`', false],
])('%j is a warning: there is a list too', (text, message, unfinished) => {
  const { list, diagnostics } = parse(makeSource('test', text))
  expect(list.items).toHaveLength(1)
  expect(diagnostics.map(each => [each.message, each.unfinished === true])).toEqual([[message, unfinished]])
})

test('nesting that is too deep is a fault, not a crash', () => {
  for (const open of [
    '(',
    '$(',
    '((',
    '${a:-',
    '{ ',
    'if ',
    'f() {',
    '"$(',
    '[[ ( ',
    '! ',
    'a[',
    '@(',
    '<(',
    'coproc ',
    '`',
  ])
    for (const before of ['', '[[ ', 'echo '])
      expect(parse(makeSource('test', before + open.repeat(20_000))).diagnostics.length).toBeLessThan(3)
  expect(faultOf('$('.repeat(1000))?.message).toBe('nested more than 250 deep')
})
