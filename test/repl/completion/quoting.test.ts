import { expect, test } from 'vitest'
import { quoteFor } from '../../../src/repl/completion/quoting.ts'
import { output } from '../../helpers/eval-shell.ts'

const names = [
  'plain',
  'two words',
  "it's",
  'a"b',
  '$HOME',
  'back\\slash',
  '~tilde',
  '#hash',
  '=equals',
  'a=b',
  '*?[x]',
  '{a,b}',
  '(1) & 2; 3 | 4 < 5 > 6',
  '`tick`',
  '!bang^',
  'tab\tnew\nline',
  '@(x)',
]

test.each(names)('%j is one word again, in every kind of quotes', async name => {
  const forms = [
    quoteFor(name, '', true),
    `"${quoteFor(name, '"', true)}"`,
    `'${quoteFor(name, "'", true)}'`,
    `x${quoteFor(name, '', false)}`,
  ]
  const expected = [name, name, name, `x${name}`].map(text => `<${text}>`).join('')
  expect(await output(`printf '<%s>' ${forms.join(' ')}`)).toBe(expected)
})

test('bytes that are no text', async () => {
  expect(await output(String.raw`printf %s ${quoteFor('a\udcff', '', true)} | od -An -tx1`)).toBe(' 61 ff\n')
})
