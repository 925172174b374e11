import { expect, test } from 'vitest'
import { makeSource } from '../../../src/diag/index.ts'
import { parse, walk } from '../../../src/lang/syntax/index.ts'
import { tree } from './show.ts'

const values: Record<string, string> = {
  e: 'echo',
  ee: 'e e',
  ll: 'ls -l ',
  loop: 'loop 1',
  x1: 'x2',
  x2: 'x1',
  iff: 'if true; then',
  two: 'echo 1\necho 2',
  open: 'echo "un',
  none: '',
  here: 'cat <<E',
  each: 'for ',
  item: 'i ',
  among: 'in ',
}
const aliases = (name: string) => (Object.hasOwn(values, name) ? values[name] : undefined)

test.each([
  ['e hi', '(echo hi)'],
  ['ee', '(echo e)'],
  ['ll e', '(ls -l echo)'],
  ['ll -a e', '(ls -l -a e)'],
  ['loop', '(loop 1)'],
  ['x1', '(x1)'],
  ['iff e a; fi', '(if (true) then (echo a))'],
  ['two; e b', '(echo 1); (echo 2); (echo b)'],
  ['open closed"; e x', '(echo ‹"un·closed"›); (echo x)'],
  ['\\e x', '(‹\\e› x)'],
  ['"e" x', '(‹"e"› x)'],
  ['A=1 e x', '(A:A=1 echo x)'],
  ['>f e x', '(echo x >f)'],
  ['$(e x) `e y`', '(‹$((echo x))› ‹`((echo y))›)'],
  ['! e | e && e & e', '! (echo) | (echo) && (echo) &; (echo)'],
  ['none e', '(echo)'],
  ['here\nb\nE\ne', '(cat <<E:‹b\\n›); (echo)'],
  ['e=1 echo e', '(A:e=1 echo e)'],
  ['for e in e; do e; done', '(for e in [e] do (echo))'],
  ['each item among e; do e; done', '(for i in [echo] do (echo))'],
  ['coproc e', '(coproc (echo))'],
])('%j', (text, expected) => expect(tree(text, { aliases })).toBe(expected))

test('places after an alias are places of the source', () => {
  const text = 'll e "q"; word'
  const { list } = parse(makeSource('test', text), { aliases })
  const found: string[] = []
  walk(list, node => {
    if (node.type === 'DoubleQuoted' || node.type === 'Word') found.push(text.slice(node.start, node.end))
  })
  // What comes out of an alias is an empty place where the name begins.
  expect(found).toEqual(['', '', 'e', '"q"', '"q"', 'word'])
})
