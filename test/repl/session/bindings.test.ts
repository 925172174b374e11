import { describe, expect, test } from 'vitest'
import type { ChangedBinding, KeyBinding } from '../../../src/builtins/index.ts'
import { keymapsWith } from '../../../src/repl/session/key-overlay.ts'
import { TypedSession } from './driver.ts'

function bound(
  keys: string,
  binding: KeyBinding | undefined,
  keymap: ChangedBinding['keymap'] = 'emacs',
): ChangedBinding {
  return { keymap, keys, notation: 'sequence', binding }
}

function type(
  changes: readonly ChangedBinding[],
  keys: string,
  mode: 'emacs' | 'vi' = 'emacs',
): TypedSession {
  const typed = new TypedSession()
  typed.session.setKeymaps(keymapsWith(changes))
  typed.session.setMode(mode)
  typed.session.begin({ left: '' })
  return typed.type(keys)
}

const command = (name: string): KeyBinding => ({ type: 'function', name })
const macro = (text: string): KeyBinding => ({ type: 'macro', text })

describe('what is bound', () => {
  test.each<[name: string, change: ChangedBinding, keys: string, shown: string]>([
    ['a command', bound('\\C-g', command('beginning-of-line')), 'ab\x07x', 'x|ab'],
    ['two keys', bound('\\C-xt', command('transpose-chars')), 'ab\x18t', 'ba|'],
    ['a map of keys behind C-x', bound('t', command('transpose-chars'), 'emacs-ctlx'), 'ab\x18t', 'ba|'],
    ['a character', bound('q', command('kill-whole-line')), 'abq', '|'],
    ['a macro', bound('\\C-g', macro('x\\C-ay')), 'ab\x07', 'y|abx'],
    ['a macro of its own key ends', bound('q', macro('xq')), 'q', `${'x'.repeat(101)}|`],
    ['nothing', bound('\\C-a', undefined), 'ab\x01x', 'abx|'],
    [
      'what is not there says so',
      bound('\\C-g', command('tty-status')),
      'a\x07',
      'a| [tty-status: Linux has no such character]',
    ],
    ['until the next key', bound('\\C-g', command('tty-status')), 'a\x07b', 'ab|'],
    ['a name of readline for another', bound('\\C-g', command('backward-byte')), 'ab\x07', 'a|b'],
  ])('%s', (_, change, keys, shown) => expect(type([change], keys).shown).toBe(shown))
})

test.each<[name: string, change: ChangedBinding, keys: string, shown: string]>([
  ['in insert mode', bound('\\C-g', command('beginning-of-line'), 'vi-insert'), 'ab\x07x', 'x|ab'],
  ['in command mode', bound('q', command('vi-next-word'), 'vi-command'), 'a b\x1b', 'a |b'],
  ['a letter of the other case', bound('Q', command('vi-next-word'), 'vi-command'), 'a-b c\x1b', 'a-b |c'],
])("vi's keys: %s", (_, change, keys, shown) => {
  const typed = type([change], keys, 'vi')
  if (change.keymap === 'vi-command') typed.type(`0${change.keys}`)
  expect(typed.shown).toBe(shown)
})

describe('a function', () => {
  const call = (run: (line: { text: string; cursor: number }) => unknown, keys: string): TypedSession =>
    type([bound('\\C-g', { type: 'call', call: run })], keys)

  test('gives the line', () => {
    expect(call(line => ({ text: line.text.toUpperCase(), cursor: 1 }), 'ab\x07').shown).toBe('A|B')
    expect(call(line => `${line.text}${line.cursor}`, 'ab\x07').shown).toBe('ab2|')
    expect(call(() => undefined, 'ab\x07').shown).toBe('ab|')
    expect(call(() => ({ text: 'x', cursor: 99 }), 'ab\x07').shown).toBe('x|')
  })

  test('is one step for undo', () => expect(call(() => 'x y z', 'ab\x07\x1f').shown).toBe('ab|'))

  test('that takes its time has the keys wait', async () => {
    const answers: ((text: string) => void)[] = []
    const typed = call(() => new Promise<string>(resolve => void answers.push(resolve)), 'ab\x07cd')
    expect(typed.shown).toBe('ab|')
    answers[0]?.('x')
    await new Promise(resolve => setImmediate(resolve))
    expect(typed.shown).toBe('xcd|')
  })
})

test('bind -x is handed to the shell', () => {
  const commands: string[] = []
  const typed = new TypedSession()
  Object.assign(typed.session.host, { runBinding: (text: string) => commands.push(text) })
  typed.session.setKeymaps(keymapsWith([bound('\\C-g', { type: 'command', text: 'date' })]))
  typed.type('ab\x07')
  expect(commands).toEqual(['date'])
})
