import { describe, expect, test } from 'vitest'
import { editCommands, isEditCommand } from '../../../src/repl/editor/commands/index.ts'
import { emacsKeymap, isPrefix } from '../../../src/repl/editor/keymap.ts'
import { applyEdit, startLine } from '../../../src/repl/editor/state.ts'
import { edit, show, stateOf } from './buffers.ts'

describe('moving', () => {
  test.each<[command: string, before: string, after: string]>([
    ['forward-char', '|ab', 'a|b'],
    ['forward-char', 'ab|', 'ab|'],
    ['forward-char', 'a|👩‍👧b', 'a👩‍👧|b'],
    ['forward-char', '|e\u0301x', 'e\u0301|x'],
    ['forward-char', '|🇩🇪🇫🇷', '🇩🇪|🇫🇷'],
    ['forward-char', '🇩🇪|🇫🇷', '🇩🇪🇫🇷|'],
    ['forward-char', 'a|\nb', 'a\n|b'],
    ['forward-char', '|\udce9x', '\udce9|x'],
    ['backward-char', 'ab|', 'a|b'],
    ['backward-char', '|ab', '|ab'],
    ['backward-char', 'a👩‍👧|b', 'a|👩‍👧b'],
    ['backward-char', '🇩🇪🇫🇷|', '🇩🇪|🇫🇷'],
    ['backward-char', 'xe\u0301|', 'x|e\u0301'],
    ['backward-char', 'a\n|b', 'a|\nb'],
    ['beginning-of-line', 'ab\ncd|e', 'ab\n|cde'],
    ['beginning-of-line', '\n|', '\n|'],
    ['beginning-of-line', 'ab|', '|ab'],
    ['end-of-line', 'a|b\ncd', 'ab|\ncd'],
    ['end-of-line', '|', '|'],
    ['beginning-of-buffer', 'ab\nc|d', '|ab\ncd'],
    ['end-of-buffer', 'a|b\ncd', 'ab\ncd|'],
    ['forward-word', '|ls -la foo', 'ls| -la foo'],
    ['forward-word', 'ls| -la foo', 'ls -la| foo'],
    ['forward-word', 'ls -la foo|', 'ls -la foo|'],
    ['forward-word', '|foo_bar', 'foo|_bar'],
    ['forward-word', '|žluťoučký kůň', 'žluťoučký| kůň'],
    ['forward-word', '|𝒳y z', '𝒳y| z'],
    ['backward-word', 'ls -la| foo', 'ls -|la foo'],
    ['backward-word', 'ls -la   |', 'ls -|la   '],
    ['backward-word', '|ls', '|ls'],
    ['backward-word', 'a 𝒳y|', 'a |𝒳y'],
    ['shell-forward-word', '|./a-b c', './a-b| c'],
    ['shell-backward-word', 'c ./a-b|', 'c |./a-b'],
    ['next-line', 'a|b\ncd', 'ab\nc|d'],
    ['next-line', 'abc|\nd', 'abc\nd|'],
    ['next-line', 'ab\nc|d', 'ab\nc|d'],
    ['previous-line', 'ab\nc|d', 'a|b\ncd'],
    ['previous-line', 'a|b', 'a|b'],
    ['previous-line', 'a\n\nbc|', 'a\n|\nbc'],
    ['next-line', '世|x\nabcd', '世x\nab|cd'],
    ['next-line', 'a|b\n世世', 'ab\n|世世'],
  ])('%s: %j → %j', (command, before, after) => {
    expect(show(edit(stateOf(before), command))).toBe(after)
  })

  test('moving through a short line keeps the column', () => {
    expect(show(edit(stateOf('abcd|\nx\nabcdef'), 'next-line', 'next-line'))).toBe('abcd\nx\nabcd|ef')
    expect(show(edit(stateOf('abcd|\nx\nabcdef'), 'next-line', 'end-of-line', 'next-line'))).toBe(
      'abcd\nx\na|bcdef',
    )
  })
})

describe('changing', () => {
  test.each<[command: string, before: string, after: string]>([
    ['delete-char', '|ab', '|b'],
    ['delete-char', 'ab|', 'ab|'],
    ['delete-char', 'a|👩‍👧b', 'a|b'],
    ['backward-delete-char', 'ab|', 'a|'],
    ['backward-delete-char', '|ab', '|ab'],
    ['backward-delete-char', 'a👩‍👧|b', 'a|b'],
    ['backward-delete-char', 'a\n|b', 'a|b'],
    ['insert-newline', 'a|b', 'a\n|b'],
    ['delete-horizontal-space', 'a \t| b', 'a|b'],
    ['delete-horizontal-space', 'a|b', 'a|b'],
    ['transpose-chars', 'a|b', 'ba|'],
    ['transpose-chars', 'ab|', 'ba|'],
    ['transpose-chars', '|ab', '|ab'],
    ['transpose-chars', 'a|', 'a|'],
    ['transpose-chars', 'x👩‍👧|', '👩‍👧x|'],
    ['transpose-chars', 'x\nab|\ny', 'x\nba|\ny'],
    ['transpose-chars', 'x\n|ab', 'x\n|ab'],
    ['transpose-words', 'one two|', 'two one|'],
    ['transpose-words', 'one |two', 'two one|'],
    ['transpose-words', 'one| two three', 'two one| three'],
    ['transpose-words', 'a.b, c|d', 'a.cd, b|'],
    ['transpose-words', 'one|', 'one|'],
    ['transpose-words', '|', '|'],
    ['upcase-word', 'a|bc d', 'aBC| d'],
    ['upcase-word', '| é x', ' É| x'],
    ['upcase-word', 'a|', 'a|'],
    ['downcase-word', '|ABC D', 'abc| D'],
    ['capitalize-word', '|  foo BAR', '  Foo| BAR'],
    ['capitalize-word', 'f|OO', 'fOo|'],
  ])('%s: %j → %j', (command, before, after) => {
    expect(show(edit(stateOf(before), command))).toBe(after)
  })

  test('typing inserts at the cursor', () => {
    expect(show(edit(stateOf('a|d'), '"bc"'))).toBe('abc|d')
  })
})

describe('killing and yanking', () => {
  test.each<[command: string, before: string, after: string, killed: string | undefined]>([
    ['kill-line', 'ab|cd\nef', 'ab|\nef', 'cd'],
    ['kill-line', 'ab|\nef', 'ab|ef', '\n'],
    ['kill-line', 'ab|', 'ab|', undefined],
    ['unix-line-discard', 'ab\ncd|e', 'ab\n|e', 'cd'],
    ['unix-line-discard', 'ab\n|e', 'ab|e', '\n'],
    ['unix-line-discard', '|e', '|e', undefined],
    ['backward-kill-line', 'ab|c', '|c', 'ab'],
    ['kill-whole-line', 'a\nb|c\nd', 'a\n|d', 'bc\n'],
    ['kill-word', 'ab| cd.ef', 'ab|.ef', ' cd'],
    ['backward-kill-word', 'cd /usr/lib|', 'cd /usr/|', 'lib'],
    ['backward-kill-word', 'cd /usr/|', 'cd /|', 'usr/'],
    ['unix-word-rubout', 'cd /usr/lib|', 'cd |', '/usr/lib'],
    ['unix-word-rubout', 'cd  |', '|', 'cd  '],
    ['unix-word-rubout', 'a\nb|', 'a\n|', 'b'],
  ])('%s: %j → %j', (command, before, after, killed) => {
    const state = edit(stateOf(before), command)
    expect(show(state)).toBe(after)
    expect(state.kills[0]).toBe(killed)
  })

  test.each<[name: string, before: string, steps: string[], after: string]>([
    ['yank brings the kill back', 'ab|cd', ['kill-line', 'beginning-of-line', 'yank'], 'cd|ab'],
    ['kills backward add up in front', 'a b c|', ['unix-word-rubout', 'unix-word-rubout', 'yank'], 'a b c|'],
    ['kills forward add up behind', '|a b c', ['kill-word', 'kill-word', 'yank'], 'a b| c'],
    ['both ways', 'a| b', ['backward-kill-word', 'kill-line', 'yank', 'yank'], 'a ba b|'],
    [
      'a move between makes two kills',
      'a b|',
      ['backward-kill-word', 'backward-char', 'unix-line-discard', 'yank'],
      'a| ',
    ],
    ['yank-pop goes on to the kill before', '|', ['yank', 'yank-pop'], 'old|'],
    ['yank-pop goes round', '|', ['yank', 'yank-pop', 'yank-pop'], 'new|'],
    ['yank-pop only after a yank', 'x|', ['yank-pop'], 'x|'],
    ['not after a move', '|', ['yank', 'backward-char', 'yank-pop'], 'ne|w'],
    [
      'a text, however short, does not add up',
      'ab|',
      ['backward-kill-word', '"x"', 'backward-kill-word', 'yank', 'yank-pop'],
      'ab|',
    ],
  ])('%s', (_, before, steps, after) => {
    expect(show(edit(stateOf(before, ['new', 'old']), ...steps))).toBe(after)
  })

  test('kills outlive the line', () => {
    expect(show(edit(startLine(edit(stateOf('ab|'), 'unix-line-discard')), 'yank'))).toBe('ab|')
  })
})

describe('undo', () => {
  test.each<[name: string, steps: string[], after: string]>([
    ['nothing to undo', ['undo'], '|'],
    ['a word typed is one step', ['"one"', 'undo'], '|'],
    ['word by word', ['"one two"', 'undo'], 'one |'],
    ['blanks go with the word before', ['"one  two"', 'undo', 'undo'], '|'],
    ['a deletion', ['"abc"', 'backward-delete-char', 'undo'], 'abc|'],
    ['a kill', ['"a b"', 'unix-line-discard', 'undo'], 'a b|'],
    ['a move ends the step', ['"ab"', 'backward-char', '"x"', 'undo'], 'a|b'],
    ['redo', ['"one two"', 'undo', 'undo', 'redo', 'redo'], 'one two|'],
    ['a change forgets what was undone', ['"one two"', 'undo', '"x"', 'redo'], 'one x|'],
    ['revert-line takes all back', ['"one two"', 'unix-word-rubout', 'revert-line'], '|'],
    ['and redo brings it again', ['"one two"', 'revert-line', 'redo', 'redo'], 'one two|'],
  ])('%s', (_, steps, after) => {
    expect(show(edit(stateOf('|'), ...steps))).toBe(after)
  })
})

describe('the table', () => {
  test.each(Object.keys(editCommands))('%s leaves a cursor inside the text, whatever the state', name => {
    for (const marked of ['|', 'a|', '|a', 'a |b c', 'a\n|b', 'x👩‍👧|\n', '\n|\n'])
      for (const kills of [[], ['k'], ['k', 'l']]) {
        const state = stateOf(marked, kills)
        const command = editCommands[name as keyof typeof editCommands]
        const { text, cursor } = (applyEdit(state, command, 'x') ?? state).buffer
        expect(cursor).toBeGreaterThanOrEqual(0)
        expect(cursor).toBeLessThanOrEqual(text.length)
      }
  })

  test('names are commands only if they are the table\u2019s own', () => {
    expect(isEditCommand('yank')).toBe(true)
    expect(isEditCommand('toString')).toBe(false)
  })

  test('keys of two chords have a prefix', () => {
    expect(isPrefix(emacsKeymap, 'C-x')).toBe(true)
    expect(isPrefix(emacsKeymap, 'C-y')).toBe(false)
  })
})

describe('words of scripts without blanks', () => {
  test.each<[command: string, before: string, after: string]>([
    ['forward-word', '|東京都に行く x', '東京|都に行く x'],
    ['backward-word', 'x こんにちは世界|', 'x こんにちは|世界'],
    ['kill-word', '|สวัสดีครับ', '|ครับ'],
    ['forward-word', '|straße ñandú', 'straße| ñandú'],
    ['forward-word', '|한국어 말', '한국어| 말'],
    ['backward-word', 'a b_c|', 'a b_|c'],
  ])('%s: %s → %s', (command, before, after) => expect(show(edit(stateOf(before), command))).toBe(after))
})

describe('the region', () => {
  test.each<[steps: string[], before: string, after: string, kill: string | undefined]>([
    [['set-mark', 'end-of-line', 'kill-region'], 'a|bc', 'a|', 'bc'],
    [['set-mark', 'beginning-of-line', 'kill-region'], 'ab|c', '|c', 'ab'],
    [['set-mark', 'end-of-line', 'copy-region-as-kill'], 'a|bc', 'abc|', 'bc'],
    [['kill-region'], 'a|bc', 'a|bc', undefined],
    [['copy-backward-word'], 'one two|', 'one two|', 'two'],
    [['copy-forward-word'], '|one two', '|one two', 'one'],
    [['unix-filename-rubout'], 'ls /usr/lib|', 'ls /usr/|', 'lib'],
    [['shell-backward-kill-word'], 'ls /usr/lib|', 'ls |', '/usr/lib'],
  ])('%j in %s', (steps, before, after, kill) => {
    const state = edit(stateOf(before), ...steps)
    expect([show(state), state.kills[0]]).toEqual([after, kill])
  })
})
