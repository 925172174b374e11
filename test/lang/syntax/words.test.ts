import { expect, test } from 'vitest'
import { tree } from './show.ts'

// Each row is the argument of `c`, so that no assignment or reserved word is seen in it.
const rows: [string, string][] = [
  ['plain', 'plain'],
  ['ec\\\nho', 'echo'],
  ['\'a b\'"c d"\\ e', '‹s:"a b" "c·d" \\  e›'],
  ["''", '‹s:""›'],
  ['""', '‹""›'],
  ['"a\\$b\\\\\\"\\`\\n\\\nc"', '‹"a$b\\\\"`\\\\nc"›'],
  ["$'a\\tb\\x41\\'\\u00e9'", '‹ansi:"a\\tbA\'é"›'],
  ['$"hi $x"', '‹locale"hi· $x"›'],
  ['"$\'x\'"', '‹"$\'x\'"›'],
  ['$ a$', '$ a$'],
  ['$x-$1$10$@$?$$', '‹$x - $1 $1 0 $@ $? $$›'],
  ['$\\\nx "$\\\n{y}"', '‹$x› ‹"${y}"›'],
  ['a#b #c', 'a#b'],
  ['*.@(a|b?(c))', '‹*. @(a|‹b ?(c)›)›'],
  ['!(a b|c(d))', '‹!(‹a·b›|c(d))›'],
  ['+(a', '!unexpected end of input, expected `)`'],
  ['$(a; b | c)', '‹$((a); (b) | (c))›'],
  ['$(case x in a) b;; esac)', '‹$((case x a) (b) ;;))›'],
  ['$(# )\na)', '‹$((a))›'],
  ['$(<f)', '‹$<(( <f))›'],
  ['$(<f x)', '‹$((x <f))›'],
  ['`a \\`b\\` \\$x`', '‹`((a ‹`((b))› ‹$x›))›'],
  ['"`a \\"b\\"`"', '‹"`((a ‹"b"›))"›'],
  ['$((1+(2)*3))', '‹$((1+(2)*3))›'],
  ['$(( $(a) + ${b} ))', '‹$((‹· $((a)) ·+· ${b} ·›))›'],
  ['$((a); (b))', '‹$((sub (a)); (sub (b)))›'],
  ['$[1 + 2]', '‹$((‹1·+·2›))›'],
  ['<(a) >(b)', '‹<((a))› ‹>((b))›'],
  ['a<(b)c', '‹a <((b)) c›'],
  ['{a,b} ~/x x=y', '{a,b} ~/x x=y'],
]
test.each(rows)('%s', (word, expected) => {
  const shown = tree(`c ${word}`)
  expect(shown.startsWith('!') ? shown : shown.slice(3, -1)).toBe(expected)
})

test.each([
  ['$(a)', '(‹$((a))›)'],
  ['$((1))', '(‹$((1))›)'],
])('%s is a word in command position', (text, expected) => expect(tree(text)).toBe(expected))

test('with extglob off its brackets are a fault outside of [[ ]]', () => {
  expect(tree('c @(a)', { extglob: false })).toBe('!unexpected `(`')
  expect(tree('! (a)', { extglob: false })).toBe('! (sub (a))')
  expect(tree('!(a)', { extglob: false })).toBe('! (sub (a))')
  expect(tree('[[ x == @(a) ]]', { extglob: false })).toBe('([[ (x == ‹@(a)›))')
})
