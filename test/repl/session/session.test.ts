import { describe, expect, test } from 'vitest'
import { keymapsWith } from '../../../src/repl/session/key-overlay.ts'
import { TypedSession } from './driver.ts'

const up = '\x1b[A'
const down = '\x1b[B'
const left = '\x1b[D'
const paste = (text: string): string => `\x1b[200~${text}\x1b[201~`

type Row = [name: string, keys: string, shown: string]

describe('keys', () => {
  test.each<Row>([
    ['characters insert themselves', 'ab', 'ab|'],
    ['control keys are commands', 'abc\x01x', 'x|abc'],
    ['alt keys are commands', 'one two\x1bb\x1bd', 'one |'],
    ['two keys in a row are one command', 'ab\x15\x18\x15', 'ab|'],
    ['the first of the two waits', 'a\x18', 'a| [C-x …]'],
    ['and is forgotten when the second is no command', 'a\x18zb', 'ab|'],
    ['keys that mean nothing do nothing', 'a\x1b[24~\x1bz\x1b[Ib', 'ab|'],
    ['a count repeats a command', 'abcdef\x1b3\x02', 'abc|def'],
    ['a count of several digits', `${'x'.repeat(30)}\x1b1\x1b2\x7f`, `${'x'.repeat(18)}|`],
    ['digits after the first need no alt', `${'x'.repeat(30)}\x1b12\x7f`, `${'x'.repeat(18)}|`],
    ['a count repeats a character', '\x1b3a', 'aaa|'],
    ['a count is shown', 'a\x1b4', 'a| [argument: 4]'],
    ['quoted-insert takes a control key as text', '\x16\x03\x16\x1b', '\x03\x1b|'],
    ['quoted-insert takes one character only', '\x16é\x01x', 'x|é'],
    ['a paste is text, newlines and all', `a${paste('b\nc\x01')}`, 'ab\nc\x01|'],
    [
      'a page’s prompts are left out',
      paste('$ sudo apt update\n  $ ./run $ x\n'),
      'sudo apt update\n  ./run $ x\n|',
    ],
    ['not behind other text', `echo ${paste('$ a')}`, 'echo $ a|'],
    ['not of a text that begins without', paste("awk '{\n$ a\n}'"), "awk '{\n$ a\n}'|"],
    ['not what TypeScript calls so', paste('$ = 5'), '$ = 5|'],
    ['a paste is one step for undo', `ab${paste('c d e')}\x1f`, 'ab|'],
    ['and what is typed after it another', `${paste('ab')}cd\x1f`, 'ab|'],
    ['alt and Return begins a line', 'a\x1b\nb', 'a\nb|'],
    ['shift and Return too', 'a\x1b[13;2ub', 'a\nb|'],
    ['bytes that are no UTF-8 stay what they are', 'x', 'x|'],
  ])('%s', (_, keys, shown) => {
    expect(new TypedSession().type(keys).shown).toBe(shown)
  })
})

describe('the end of a line', () => {
  test.each<[name: string, keys: string, end: object | undefined, shown: string]>([
    ['Return', 'ls\r', { type: 'line', text: 'ls' }, 'ls|'],
    ['newline', 'ls\n', { type: 'line', text: 'ls' }, 'ls|'],
    ['Return anywhere', `ls -l\x01\r`, { type: 'line', text: 'ls -l' }, '|ls -l'],
    ['Return with nothing', '\r', { type: 'line', text: '' }, '|'],
    ['unfinished: another line', 'if {\r', undefined, 'if {\n  |'],
    ['what no other line can finish', 'echo >\r', { type: 'line', text: 'echo >' }, 'echo >|'],
    ['several lines, then done', 'if {\rx\r', { type: 'line', text: 'if {\n  x' }, 'if {\n  x|'],
    ['Ctrl-C', 'ls\x03', { type: 'interrupt' }, 'ls|'],
    ['Ctrl-D with nothing', '\x04', { type: 'end' }, '|'],
    ['Ctrl-D deletes', 'ab\x01\x04', undefined, '|b'],
    ['Ctrl-D behind the text does nothing', 'ab\x04', undefined, 'ab|'],
    ['Ctrl-D counted stops at its end', '\x1b9\x04', { type: 'end' }, '|'],
  ])('%s', (_, keys, end, shown) => {
    const typed = new TypedSession().type(keys)
    expect(typed.ends).toEqual(end === undefined ? [] : [end])
    expect(typed.shown).toBe(shown)
  })

  test('keys after it wait for the next', () => {
    const typed = new TypedSession().type('a\rb\r')
    expect(typed.ends).toEqual([{ type: 'line', text: 'a' }])
    typed.session.begin({ left: '' })
    expect(typed.type('c').shown).toBe('c|')
  })

  test('kills are there in the next line, undo is not', () => {
    const typed = new TypedSession().type('ab\x15c\r')
    typed.session.begin({ left: '' })
    expect(typed.type('\x1f\x19').shown).toBe('ab|')
  })

  test('Ctrl-L asks the screen', () => {
    expect(new TypedSession().type('a\x0c').clears).toBe(1)
  })
})

describe('history', () => {
  const lines = ['git log', 'ls', 'git status', 'ls', 'for {\nx\n}']

  test.each<Row>([
    ['Up', up, 'for {\nx\n}|'],
    ['Up and Up: a walk goes over a text of several lines', up + up, 'ls|'],
    ['no text twice', up.repeat(3), 'git status|'],
    ['the oldest stays', up.repeat(9), 'git log|'],
    ['Down comes back', up.repeat(3) + down, 'ls|'],
    ['Down at last to the draft', `${up}${down}`, '|'],
    ['the draft is kept', `\x10\x10${down}${down}x`, 'x|'],
    ['Up meets lines that begin with what was typed', `git${up}${up}`, 'git log|'],
    ['and Down gives that back', `git${up}${up}${down}${down}`, 'git|'],
    ['nothing begins so', `zzz${up}`, 'zzz|'],
    ['Ctrl-P meets all, whatever was typed', `zzz\x10`, 'for {\nx\n}|'],
    ['what was changed on the way is there on the way back', `\x10\x10!\x10\x0e`, 'ls!|'],
    ['Up within several lines', `a\x1b\nb${up}`, 'a|\nb'],
    ['Down within several lines', `a\x1b\nb${up}${left}${down}`, 'a\n|b'],
    ['Up above the first line is history', `ls\x1b\nb${up}${up}`, 'ls|'],
    ['a line brought back and moved in: Up moves inside', `${up}${left}${up}`, 'for {\n|x\n}'],
    ['M-< and M->', `a\x1b<`, 'git log|'],
    ['M-> is the draft', `a\x1b<\x1b>`, 'a|'],
    ['Ctrl-G leaves the walk', `a\x10\x10\x07`, 'a|'],
    ['undo takes a walk back', `a\x10\x1f`, 'a|'],
    ['M-. is the last word of the line before', 'x \x1b.', 'x }|'],
    ['again, of the one before that', 'x \x1b.\x1b.\x1b.', 'x status|'],
    ['not again after something else', 'x \x1b. \x1b.', 'x } }|'],
  ])('%s', (_, keys, shown) => {
    expect(new TypedSession(lines).type(keys).shown).toBe(shown)
  })

  test.each<Row>([['quotes hold a word together', '\x1b.', '"b c"|']])('%s', (_, keys, shown) => {
    expect(new TypedSession(['echo a "b c"']).type(keys).shown).toBe(shown)
  })
})

describe('reverse search', () => {
  const lines = ['make test', 'git log', 'make all', 'ls make']
  const search = (needle: string): string => `[reverse-i-search: ${needle}]`
  const searching = (): TypedSession => {
    const typed = new TypedSession(lines)
    const binding = { type: 'function', name: 'reverse-search-history' } as const
    typed.session.setKeymaps(keymapsWith([{ keymap: 'emacs', keys: '\\C-r', notation: 'sequence', binding }]))
    return typed
  }

  test.each<Row>([
    ['begins empty', 'x\x12', `x| ${search('')}`],
    ['finds the newest', '\x12make', `ls |make ${search('make')}`],
    ['goes on to older ones', '\x12make\x12', `|make all ${search('make')}`],
    ['and back', '\x12make\x12\x13', `ls |make ${search('make')}`],
    ['says when there is nothing', '\x12makex', `ls make| [failing reverse-i-search: makex]`],
    ['a shorter text finds the newer again', '\x12make t\x7f\x7f', `ls |make ${search('make')}`],
    ['nothing to look for', '\x12a\x7f', `| ${search('')}`],
    ['a command ends it where it is', '\x12make\x12\x05!', 'make all!|'],
    ['Escape only ends it', '\x12make\x12\x1b', '|make all'],
    ['Ctrl-G gives back what was there', 'x\x12make\x07', 'x|'],
    ['Ctrl-C too', 'x\x12make\x03', 'x|'],
    ['a paste is looked for', `\x12make${paste(' a')}`, `|make all ${search('make a')}`],
  ])('%s', (_, keys, shown) => {
    expect(searching().type(keys).shown).toBe(shown)
  })

  test('Return runs what is shown', () => {
    expect(searching().type('\x12make\x12\r').ends).toEqual([{ type: 'line', text: 'make all' }])
  })
})

describe('what is shown', () => {
  test('is the same object until something changes', () => {
    const { session } = new TypedSession()
    const first = session.getView()
    expect(session.getView()).toBe(first)
    session.handle({ type: 'key', chord: 'a', text: 'a' })
    expect(session.getView()).not.toBe(first)
    expect(session.getView()).toMatchObject({ buffer: { text: 'a' }, judgement: 'command' })
  })

  test('follows the judgement', () => {
    expect(new TypedSession().type('ts').session.getView().judgement).toBe('typescript')
    expect(new TypedSession().type('x {').session.getView().judgement).toBe('unfinished')
  })

  test('tells its listeners, until they go', () => {
    const { session } = new TypedSession()
    let calls = 0
    const stop = session.subscribe(() => calls++)
    session.handle({ type: 'key', chord: 'a', text: 'a' })
    stop()
    session.handle({ type: 'key', chord: 'b', text: 'b' })
    expect(calls).toBe(1)
  })
})

describe('lines of code', () => {
  test.each<Row>([
    ['begin as far in as the one before', 'a {\rb {\rc', 'a {\n  b {\n    c|'],
    ['a closing bracket goes back', 'a {\rb\x1b\r}', 'a {\n  b\n}|'],
    ['but not behind text', 'a {\rb }', 'a {\n  b }|'],
    ['then, do and else open a block', 'if x; then\x1b\ry', 'if x; then\n  y|'],
    ['an arrow does', 'ts f = x =>\x1b\ry', 'ts f = x =>\n  y|'],
    ['done goes back', 'for x in; do\x1b\ry\x1b\rdone\x1b\r', 'for x in; do\n  y\ndone\n|'],
    [
      'else does, and what follows is further in',
      'if x; then\x1b\ry\x1b\relse\x1b\rz',
      'if x; then\n  y\nelse\n  z|',
    ],
    ['fi does, with a blank behind it', 'if x; then\x1b\ry\x1b\rfi >', 'if x; then\n  y\nfi >|'],
    ['a word that begins so does not', 'if x; then\x1b\rfind', 'if x; then\n  find|'],
    ['a name in braces does not', 'a {\rdone\x1b\rb', 'a {\n  done\n  b|'],
    ['nor what stands there already', 'if x; then\x1b\ry\x1b\r\x15fi\x1b\r', 'if x; then\n  y\nfi\n|'],
    ['not in a string', 'echo "a {\x1b\rb', 'echo "a {\nb|'],
    ['behind one they do', 'echo "a" {\x1b\rb', 'echo "a" {\n  b|'],
    ['not in a comment', '# a {\x1b\rb', '# a {\nb|'],
    ['not with a here-document', 'cat <<E {\x1b\rb', 'cat <<E {\nb|'],
    ['a paste is left as it is', paste('a {\nb\n}'), 'a {\nb\n}|'],
  ])('%s', (_, keys, shown) => expect(new TypedSession().type(keys).shown).toBe(shown))
})

describe('brackets and quotes in pairs', () => {
  const shown = (keys: string): string => {
    const typed = new TypedSession()
    typed.session.pairs = true
    return typed.type(keys).shown
  }
  test.each<Row>([
    ['the other one comes behind the cursor', 'f(', 'f(|)'],
    ['and is passed when it is typed', 'f(a)', 'f(a)|'],
    ['a quote too', 'echo "a"', 'echo "a"|'],
    ['an apostrophe is alone', "don't", "don't|"],
    ['before a word there is no pair', 'ab\x01(', '(|ab'],
    ['Backspace takes both', 'f(\x7f', 'f|'],
    ['but not around text', 'f(a\x7f\x7f', 'f|'],
    ['a pair in a pair', 'f([{', 'f([{|}])'],
    ['a paste has no pairs', paste('('), '(|'],
  ])('%s', (_, keys, text) => expect(shown(keys)).toBe(text))

  test('they are off unless they are wanted', () => expect(new TypedSession().type('f(').shown).toBe('f(|'))
})

describe("readline's other commands", () => {
  test.each<Row>([
    ['mark and exchange', 'abc\x00\x02\x02\x18\x18', 'abc|'],
    ['character-search', 'abcb\x01\x1db', 'a|bcb'],
    ['again', 'abcb\x01\x1db\x1db', 'abc|b'],
    ['character-search-backward', 'abcb\x1b\x1da', '|abcb'],
    ['for what is not there', 'abc\x01\x1dx', '|abc'],
    ['shell-kill-word', 'a/b c\x01\x1b\x04', '| c'],
  ])('%s', (_, keys, text) => expect(new TypedSession().type(keys).shown).toBe(text))
})
