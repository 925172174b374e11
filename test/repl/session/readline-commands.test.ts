import { describe, expect, test, vi } from 'vitest'
import type { ChangedBinding } from '../../../src/builtins/index.ts'
import { keymapsWith } from '../../../src/repl/session/key-overlay.ts'
import type { SessionHost } from '../../../src/repl/session/session-host.ts'
import { TypedSession } from './driver.ts'

const lines = ['echo one two', 'git commit -m "a b"', 'ls -l /tmp', 'echo three']

/** A session in which C-g is a command. */
function withCommand(name: string, host: Partial<SessionHost> = {}): TypedSession {
  const typed = new TypedSession(lines, { events: () => ({ entries: lines, dropped: 0 }), ...host })
  const change: ChangedBinding = {
    keymap: 'emacs',
    keys: '\\C-g',
    notation: 'sequence',
    binding: { type: 'function', name },
  }
  typed.session.setKeymaps(keymapsWith([change]))
  return typed
}

const settled = (): Promise<void> => new Promise(resolve => void setImmediate(resolve))

describe('numbers before a command', () => {
  test.each<[keys: string, shown: string]>([
    ['abcdef\x1b3\x02', 'abc|def'],
    ['abcdef\x1b-\x02', 'abcdef|'],
    ['abcdef\x01\x1b-2\x06', '|abcdef'],
    ['abcdef\x01\x1b2\x06', 'ab|cdef'],
    ['\x1b12x', `${'x'.repeat(12)}|`],
    ['one two\x1b-\x1bu', 'one TWO|'],
    ['one two\x1b-\x1bc', 'one Two|'],
    ['a b c\x1b2\x1b\x7f', 'a |'],
    ['a b c\x01\x1b-2\x1b\x7f', '| c'],
    ['abc\x1b-\x0b', '|'],
    ['abc\x1b0x', 'abc|'],
    ['abc\x1b4', 'abc| [argument: 4]'],
    ['abc\x1b-', 'abc| [argument: -1]'],
  ])('%j: %s', (keys, shown) => expect(new TypedSession().type(keys).shown).toBe(shown))

  test.each<[keys: string, shown: string]>([
    ['\x07x', 'xxxx|'],
    ['\x07\x07x', `${'x'.repeat(16)}|`],
    ['\x072x', 'xx|'],
  ])('universal-argument: %j', (keys, shown) =>
    expect(withCommand('universal-argument').type(keys).shown).toBe(shown),
  )
})

describe('keyboard macros', () => {
  test.each<[name: string, keys: string, shown: string]>([
    ['are typed again', 'a\x18(b\x01c\x18)\x05\x18e', 'c|cabb'],
    ['as often as a number says', '\x18(xy\x18)\x1b3\x18e', 'xyxyxyxy|'],
    ['say what was kept', '\x18(x\x02\x18)', '|x [keys kept: x<C-b>]'],
    ['none was kept', 'a\x18e', 'a| [no keys were kept]'],
    ['not while they are kept', '\x18(a\x18)\x18(b\x18e', 'ab| [keys are being kept]'],
    ['the end of none', 'a\x18)', 'a| [no keys are being kept]'],
    ['a quoted key', '\x18(\x16\x01\x18)\x18e', '\x01\x01|'],
    ['a paste', '\x18(\x1b[200~p q\x1b[201~\x18)\x18e', 'p qp q|'],
  ])('%s', (_, keys, shown) => expect(new TypedSession().type(keys).shown).toBe(shown))
})

describe('the text alone', () => {
  test.each<[name: string, keys: string, shown: string]>([
    ['overwrite-mode', 'abc\x01\x07xy', 'xy|c'],
    ['overwrite-mode', 'abc\x01\x07x\x07y', 'xy|bc'],
    ['overwrite-mode', 'ab\x01\x07世世c', '世世c|'],
    ['forward-backward-delete-char', 'ab\x07', 'a|'],
    ['forward-backward-delete-char', 'ab\x01\x07', '|b'],
    ['shell-transpose-words', 'cp a.c b.d\x07', 'cp b.d a.c|'],
    ['do-lowercase-version', 'ab\x07', 'ab|'],
    ['vi-yank-pop', 'ab\x15cd\x15\x19\x07', 'ab|'],
  ])('%s %j', (name, keys, shown) => expect(withCommand(name).type(keys).shown).toBe(shown))
})

describe('the history', () => {
  test.each<[name: string, keys: string, shown: string]>([
    ['history-substring-search-backward', 'mm\x07', 'git commit -m "a b"|'],
    ['history-substring-search-backward', 'echo\x07\x07', 'echo one two|'],
    ['fetch-history', '\x1b2\x07', 'git commit -m "a b"|'],
    ['fetch-history', 'x\x07', 'echo one two|'],
    ['yank-nth-arg', 'x \x07', 'x three|'],
    ['yank-nth-arg', 'x \x1b0\x07', 'x echo|'],
    ['yank-last-arg', 'x \x07\x07', 'x /tmp|'],
    ['yank-last-arg', '\x1b1\x07\x07', '-l|'],
    ['non-incremental-reverse-search-history-again', '\x13comm\x05\x15\x07', 'git commit -m "a b"|'],
    ['non-incremental-reverse-search-history-again', 'a\x07', 'a| [nothing was searched for yet]'],
    ['history-expand-line', 'sudo !!\x07', 'sudo echo three|'],
    ['magic-space', 'sudo !!\x07', 'sudo echo three |'],
    ['dabbrev-expand', 'x thr\x07', 'x thr|'],
  ])('%s %j', (name, keys, shown) => expect(withCommand(name).type(keys).shown).toBe(shown))

  test('operate-and-get-next runs a line, and the next is there', () => {
    const typed = withCommand('operate-and-get-next')
    typed.type('\x10\x10\x10\x07')
    const { session } = typed
    session.begin({ left: '' })
    expect(typed.shown).toBe('ls -l /tmp|')
    typed.type('\x07')
    session.begin({ left: '' })
    expect(typed.shown).toBe('echo three|')
    typed.type('\r')
    session.begin({ left: '' })
    expect(typed.shown).toBe('|')
    expect(typed.ends.map(end => (end.type === 'line' ? end.text : end.type))).toEqual([
      'git commit -m "a b"',
      'ls -l /tmp',
      'echo three',
    ])
  })

  test('a word of the history that begins like this one', async () => {
    const typed = withCommand('dabbrev-expand').type('x thr\x07')
    await settled()
    expect(typed.shown).toBe('x three|')
  })
})

describe('what the shell expands', () => {
  test.each<[name: string, keys: string, answer: string | undefined, shown: string, code: string]>([
    ['tilde-expand', 'ls ~/x\x07', '/home/me', 'ls /home/me/x|', 'printf %s ~'],
    ['alias-expand-line', 'll -a\x07', 'ls -l', 'ls -l -a|', 'printf %s "${BASH_ALIASES[ll]}"'],
    ['alias-expand-line', 'll -a\x07', undefined, 'll -a|', 'printf %s "${BASH_ALIASES[ll]}"'],
  ])('%s %j', async (name, keys, answer, shown, code) => {
    const asked: string[] = []
    const output = async (text: string): Promise<string | undefined> => {
      asked.push(text)
      return answer
    }
    const typed = withCommand(name, { output }).type(keys)
    await settled()
    expect(typed.shown).toBe(shown)
    expect(asked).toEqual([code])
  })
})

test('shell-expand-line: the alias, and every word', async () => {
  const answers: Readonly<Record<string, string>> = {
    'printf %s "${BASH_ALIASES[ll]}"': 'ls -l',
    "printf '%s ' $HOME": '/home/me ',
  }
  const typed = withCommand('shell-expand-line', { output: async code => answers[code] })
  typed.type('ll $HOME | wc\x07')
  await vi.waitFor(() => expect(typed.shown).toBe('ls -l /home/me | wc|'))
})

describe('candidates of one kind', () => {
  const output = async (code: string): Promise<string> => {
    const [, kind = '', word = ''] = /^compgen -A (\w+) -- (.*)$/.exec(code) ?? []
    const names: Readonly<Record<string, readonly string[]>> = {
      hostname: ['here.org', 'here.net', 'there'],
      user: ['root'],
      variable: ['HOME', 'HOST'],
      file: ['ab', 'ac', 'folder', 'x y'],
      directory: ['folder'],
      command: ['ls', 'lsof'],
    }
    return (names[kind] ?? []).filter(name => name.startsWith(word.replaceAll("'", ''))).join('\n')
  }
  test.each<[name: string, keys: string, shown: string]>([
    ['complete-hostname', 'ssh me@th\x07', 'ssh me@there |'],
    ['complete-username', 'ls ~ro\x07', 'ls ~root |'],
    ['complete-variable', 'echo $HOM\x07', 'echo $HOME |'],
    ['complete-filename', 'ls fo\x07', 'ls folder/|'],
    ['complete-filename', 'ls x\x07', 'ls x\\ y |'],
    ['complete-into-braces', 'ls a\x07', 'ls a{b,c} |'],
    ['possible-command-completions', 'l\x07', 'l|'],
  ])('%s %j', async (name, keys, shown) => {
    const typed = withCommand(name, { output }).type(keys)
    await settled()
    expect(typed.shown).toBe(shown)
  })

  test('a list of them is shown', async () => {
    const typed = withCommand('possible-command-completions', { output }).type('l\x07')
    await settled()
    const choices = typed.session.getView().menu?.completions.choices
    expect(choices?.map(choice => choice.display)).toEqual(['ls', 'lsof'])
  })

  test('menu-complete puts one in after the other', async () => {
    const complete: SessionHost['complete'] = async function* (text, cursor) {
      const choices = ['one', 'other'].map(display => ({
        text: display,
        suffix: ' ',
        display,
        description: '',
        kind: 'value' as const,
      }))
      yield { start: cursor - 1, end: cursor, query: text, choices, isPartial: false }
    }
    const typed = withCommand('menu-complete', { complete }).type('o\x07')
    await settled()
    expect(typed.shown).toBe('one|')
    expect(typed.type('\x07').shown).toBe('other|')
    expect(typed.type('\x07').shown).toBe('one|')
  })

  test('insert-completions puts all in', async () => {
    const typed = withCommand('insert-completions', {
      async *complete(_, cursor) {
        const choices = ['ab', 'ac'].map(text => ({
          text,
          suffix: ' ',
          display: text,
          description: '',
          kind: 'value' as const,
        }))
        yield { start: 0, end: cursor, query: 'a', choices, isPartial: false }
      },
    }).type('a\x07')
    await settled()
    expect(typed.shown).toBe('ab ac |')
  })

  test.each([
    ['ls flder', 'ls folder|'],
    ['ls fodler', 'ls folder|'],
    ['ls ab', 'ls ab|'],
  ])('spell-correct-word: %s', async (keys, shown) => {
    const typed = withCommand('spell-correct-word', { output }).type(`${keys}\x07`)
    await settled()
    await settled()
    expect(typed.shown).toBe(shown)
  })
})

describe('the editor and the shell', () => {
  test('dump-variables leaves the line to bind', () => {
    const ran: string[] = []
    withCommand('dump-variables', { runBinding: command => void ran.push(command) }).type('\x07')
    expect(ran).toEqual(['bind -v'])
  })

  test('vi-editing-mode changes the keys at once, and the option', () => {
    const modes: string[] = []
    const typed = withCommand('vi-editing-mode', { setMode: mode => void modes.push(mode) })
    expect(typed.type('ab\x07\x1b0x').shown).toBe('|b')
    expect(modes).toEqual(['vi'])
  })

  test('re-read-init-file has keys wait until it is read', async () => {
    let done = (): void => {}
    const typed = withCommand('re-read-init-file', {
      readInit: () => new Promise(resolve => void (done = resolve)),
    }).type('\x07a')
    expect(typed.shown).toBe('|')
    done()
    await settled()
    expect(typed.shown).toBe('a|')
  })
})

test("vi's n and N look for the same again", () => {
  const typed = new TypedSession(lines)
  typed.session.setMode('vi')
  typed.session.begin({ left: '' })
  typed.type('\x1b/echo\x05\x1b')
  expect(typed.shown).toBe('|echo three')
  expect(typed.type('nn').shown).toMatch(/echo/)
})
