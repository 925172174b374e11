import { describe, expect, test } from 'vitest'
import { TypedSession } from './driver.ts'

const esc = '\x1b'

/** Types keys in a line being edited with vi's keys; `␛` stands for Escape. */
function vi(keys: string, lines: readonly string[] = []): string {
  const typed = new TypedSession(lines)
  typed.session.setMode('vi')
  typed.session.begin({ left: '' })
  for (const [index, part] of keys.split('␛').entries()) {
    if (index > 0) typed.type(esc)
    typed.type(part)
  }
  return typed.shown
}

type Row = [keys: string, shown: string]

describe('modes', () => {
  test.each<Row>([
    ['abc', 'abc|'],
    ['abc␛', 'ab|c'],
    ['abc␛␛', 'ab|c'],
    ['abc␛ix', 'abx|c'],
    ['abc␛ax', 'abcx|'],
    ['abc␛Ix', 'x|abc'],
    ['  abc␛Ix', '  x|abc'],
    ['abc␛hhAx', 'abcx|'],
    ['abc␛ox', 'abc\nx|'],
    ['a {\rb␛ox', 'a {\n  b\n  x|'],
    ['a {\rb␛kox', 'a {\n  x|\n  b'],
    ['a {\rb␛Ox', 'a {\n  x|\n  b'],
    ['a "\x1b\r  b␛Ox', 'a "\nx|\n  b'],
    ['abc␛Ox', 'x|\nabc'],
    ['␛ix', 'x|'],
    ['abc␛0Rxy', 'xy|c [-- REPLACE --]'],
    ['abc␛$Rxyz␛', 'abxy|z'],
    ['abc␛3ix␛', 'abxx|xc'],
    ['abc␛2o-␛', 'abc\n-\n|-'],
  ])('%j → %j', (keys, shown) => expect(vi(keys)).toBe(shown))

  test('Escape and a key typed fast are two keys', () => {
    const typed = new TypedSession()
    typed.session.setMode('vi')
    typed.session.begin({ left: '' })
    expect(typed.type('abc\x1bx').shown).toBe('a|b')
  })
})

describe('motions', () => {
  test.each<Row>([
    ['one two-three␛0w', 'one |two-three'],
    ['one two-three␛0ww', 'one two|-three'],
    ['one two-three␛02W', 'one two-thre|e'],
    ['one two-three␛b', 'one two-|three'],
    ['one two-three␛B', 'one |two-three'],
    ['one two␛0e', 'on|e two'],
    ['one two␛0ee', 'one tw|o'],
    ['one two␛ge', 'on|e two'],
    ['one two␛0$', 'one tw|o'],
    ['  one␛^', '  |one'],
    ['  one␛0', '|  one'],
    ['abcdef␛3|', 'ab|cdef'],
    ['a b c b␛0fb', 'a |b c b'],
    ['a b c b␛02fb', 'a b c |b'],
    ['a b c b␛0fb;', 'a b c |b'],
    ['a b c b␛0fb;,', 'a |b c b'],
    ['a b c b␛Fb', 'a |b c b'],
    ['a b c␛0tc', 'a b| c'],
    ['a.b.c␛0t.;', 'a.|b.c'],
    ['f(a[1])␛0%', 'f(a[1]|)'],
    ['f(a[1])␛%', 'f|(a[1])'],
    ['abc␛mah`ah', 'a|bc'],
    ['世界 x␛0w', '世界 |x'],
    ['👍a␛0l', '👍|a'],
  ])('%j → %j', (keys, shown) => expect(vi(keys)).toBe(shown))
})

describe('operators', () => {
  test.each<Row>([
    ['one two three␛0dw', '|two three'],
    ['one two three␛0d2w', '|three'],
    ['one two three␛02dw', '|three'],
    ['one two␛dw', 'one t|w'],
    ['one two three␛0de', '| two three'],
    ['one two three␛d0', '|e'],
    ['one two three␛bd$', 'one two| '],
    ['one two three␛bD', 'one two| '],
    ['one two␛0cwx', 'x| two'],
    ['one two␛0ccx', 'x|'],
    ['one two␛0Cx', 'x|'],
    ['one two␛0sx', 'x|ne two'],
    ['one two␛Sx', 'x|'],
    ['abc␛x', 'a|b'],
    ['abc␛0x', '|bc'],
    ['abc␛02x', '|c'],
    ['abc␛X', 'a|c'],
    ['abc␛dd', '|'],
    ['a b c␛0dfb', '| c'],
    ['a b c␛0dtb', '|b c'],
    ['f(a, b)␛0wd%', '|f'],
    ['abc␛0~~', 'AB|c'],
    ['abc␛0g~w', '|ABC'],
    ['abc␛0gUU', '|ABC'],
    ['ABC␛0guu', '|abc'],
    ['abc␛>>', '  |abc'],
    ['    abc␛<<', '  |abc'],
    ['abc␛rx', 'ab|x'],
    ['abc␛02rx', 'x|xc'],
    ['abc␛05rx', '|abc'],
    ['abc␛d␛x', 'a|b'],
    ['a␛ob␛kJ', 'a| b'],
  ])('%j → %j', (keys, shown) => expect(vi(keys)).toBe(shown))
})

describe('text objects', () => {
  test.each<Row>([
    ['one two three␛0wdiw', 'one | three'],
    ['one two three␛0wdaw', 'one |three'],
    ['one two␛daw', 'on|e'],
    ['a-b c␛0diW', '| c'],
    ['echo "a b" c␛0fadi"', 'echo "|" c'],
    ['echo "a b" c␛0fada"', 'echo |c'],
    ['echo "a b" c␛0di"', 'echo "|" c'],
    ["echo 'a' c␛0ci'x", "echo 'x|' c"],
    ['f(a, g(b))␛0fbdi(', 'f(a, g(|))'],
    ['f(a, g(b))␛0fb2di(', 'f(|)'],
    ['f(a, g(b))␛0fbdab', 'f(a, g|)'],
    ['a[i]␛hdi]', 'a[|]'],
    ['{ x }␛hhdiB', '{|}'],
    ['a<x>␛hdi>', 'a<|>'],
    ['one␛di(', 'on|e'],
  ])('%j → %j', (keys, shown) => expect(vi(keys)).toBe(shown))
})

describe('registers', () => {
  test.each<Row>([
    ['one two␛0dwp', 'tone| wo'],
    ['one two␛0dwP', 'one| two'],
    ['ab␛0xp', 'b|a'],
    ['one␛yyp', 'one\n|one'],
    ['one␛yyP', '|one\none'],
    ['one␛0ywP', 'on|eone'],
    ['one two␛0"ayww"ap', 'one tone| wo'],
    ['one two␛0"ayiww"Ayiw$"ap', 'one twoonetw|o'],
    ['a b␛0yiwwxP', 'a|b '],
    ['a b␛0yiwwx"0P', 'a|a '],
    ['a b␛0"_xP', '| b'],
    ['ab␛0x3p', 'baa|a'],
  ])('%j → %j', (keys, shown) => expect(vi(keys)).toBe(shown))
})

describe('visual mode', () => {
  test.each<Row>([
    ['one two␛0v', '|one two [-- VISUAL --]'],
    ['one two␛0ved', '| two'],
    ['one two␛0vecx', 'x| two'],
    ['one two␛0vlU', '|ONe two'],
    ['one two␛0vlrx', '|xxe two'],
    ['one two␛0viwd', '| two'],
    ['one two␛0vey$p', 'one twoon|e'],
    ['one two␛0veywviwp', 'one on|e'],
    ['one two␛0wvebohd', 'one|wo'],
    ['one␛v␛x', 'o|n'],
    ['one␛Vd', '|'],
    ['one␛0vl~', '|ONe'],
  ])('%j → %j', (keys, shown) => expect(vi(keys)).toBe(shown))

  test('is seen', () => {
    const typed = new TypedSession()
    typed.session.setMode('vi')
    typed.session.begin({ left: '' })
    typed.type('one two').type(esc).type('0wve')
    expect(typed.session.vi?.selection(typed.session)).toEqual({ start: 4, end: 7, isLinewise: false })
  })
})

describe('doing again', () => {
  test.each<Row>([
    ['one two three␛0dw.', '|three'],
    ['one two three four␛0dw2.', '|four'],
    ['one two␛0cwx␛w.', 'x |x'],
    ['a b␛0ix␛w.', 'xa |xb'],
    ['abcdef␛02x.', '|ef'],
    ['abcdef␛0x3.', '|ef'],
    ['a a␛0rxw.', 'x |x'],
    ['a␛u.', '|'],
  ])('%j → %j', (keys, shown) => expect(vi(keys)).toBe(shown))
})

describe('undo', () => {
  test.each<Row>([
    ['one two␛0dwu', '|one two'],
    ['one two␛0cwabc def␛u', '|one two'],
    ['one two␛0dwu\x12', '|two'],
    ['one␛0xxuu', '|one'],
    ['one␛ccx y z␛u', '|one'],
  ])('%j → %j', (keys, shown) => expect(vi(keys)).toBe(shown))
})

describe('history and the line', () => {
  test.each<Row>([
    ['␛k', 'ls -|l'],
    ['␛kk', 'gi|t'],
    ['␛kkj', 'ls -|l'],
    ['x␛kj', '|x'],
    ['a␛ob␛k', '|a\nb'],
    ['echo␛_', 'echo -l|'],
  ])('%j → %j', (keys, shown) => expect(vi(keys, ['git', 'ls -l'])).toBe(shown))

  test('Return runs from command mode, and the next line inserts', () => {
    const typed = new TypedSession()
    typed.session.setMode('vi')
    typed.session.begin({ left: '' })
    typed.type('ls').type(esc).type('\r')
    expect(typed.ends).toEqual([{ type: 'line', text: 'ls' }])
    typed.session.begin({ left: '' })
    expect(typed.type('x').shown).toBe('x|')
  })

  test('# makes a comment of the line', () => {
    const typed = new TypedSession()
    typed.session.setMode('vi')
    typed.session.begin({ left: '' })
    typed.type('ls').type(esc).type('#')
    expect(typed.ends).toEqual([{ type: 'line', text: '#ls' }])
  })

  test('set -o emacs takes it all away', () => {
    const typed = new TypedSession()
    typed.session.setMode('vi')
    typed.session.setMode('emacs')
    typed.session.begin({ left: '' })
    expect(typed.type('ab\x01x').shown).toBe('x|ab')
  })
})
