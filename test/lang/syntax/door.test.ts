import { expect, test } from 'vitest'
import { tree } from './show.ts'

const options = { doors: true, isDeclared: (name: string) => name === 'a' || name === 'b' }

test.each([
  ['echo @(x) p/@(y).txt', '(echo ‹door0:x› ‹p/ door1:y .txt›)'],
  ['@(i => i.json()) | @(")")', '(‹door0:i => i.json()›) | (‹door1:")"›)'],
  ['echo @(`a${"}"+`)`})b`) c', '(echo ‹door0:`a${"}"+`)`})b`› c)'],
  ['echo @(f(/[)]\\)/, 1 / 2)) c', '(echo ‹door0:f(/[)]\\)/, 1 / 2)› c)'],
  ['echo @(a /* ) */ + b // )\n) c', '(echo ‹door0:a /* ) */ + b // )\n› c)'],
  ['echo @(a | b) @(a || zz)', '(echo ‹door0:a | b› ‹door1:a || zz›)'],
  ['[[ x == @(jpg|png) ]]', '([[ (x == ‹@(jpg|png)›))'],
  ['case x in @(jpg|png)) c; esac', '(case x ‹@(jpg|png)›) (c) ;;)'],
  ['echo ${x%.@(jpg|png)}', '(echo ‹${x % ‹. @(jpg|png)›}›)'],
  ['echo "@(x)" \'@(x)\' \\@\\(x\\)', '(echo ‹"@(x)"› ‹s:"@(x)"› ‹\\@ \\( x \\)›)'],
  ['echo ${x:-@(a)} *(y)', '(echo ‹${x :- ‹door0:a›}› ‹*(y)›)'],
  ['echo @(a', '!unexpected end of input, expected `)`'],
])('%j', (text, expected) => expect(tree(text, options)).toBe(expected))

test('a door that was meant as a glob is a fault with a way out', () => {
  expect(tree('ls *.@(jpg|png)', options)).toBe('!@(…) is a TypeScript expression, and jpg is not declared')
})
