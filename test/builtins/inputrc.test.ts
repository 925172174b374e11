import { expect, test } from 'vitest'
import { runShell } from './run-shell.ts'

/** What `bind -f` makes of a file; each answer is bash's. */
test.each<[name: string, file: readonly string[], ask: string, out: string]>([
  ['a macro', [String.raw`"\C-xq": "ls"`], 'bind -s', '"\\C-xq": "ls"\n'],
  [
    'a command',
    ['Control-o: kill-whole-line'],
    'bind -q kill-whole-line',
    'kill-whole-line can be invoked via "\\C-o".\n',
  ],
  ['comments and blank lines', ['# none', '', '  "q": "x"'], 'bind -s', '"q": "x"\n'],
  ['a variable', ['set comment-begin //'], 'bind -v | grep comment-begin', 'set comment-begin //\n'],
  ['a keymap', ['set keymap vi-command', '"q": "x"'], 'bind -m vi-command -s', '"q": "x"\n'],
  [
    'the mode that is',
    ['$if mode=emacs', '"e": "1"', '$else', '"v": "2"', '$endif'],
    'bind -s',
    '"e": "1"\n',
  ],
  [
    'the mode that is not',
    ['$if mode=vi', '"v": "2"', '$else', '"e": "1"', '$endif'],
    'bind -s',
    '"e": "1"\n',
  ],
  ['the shell', ['$if Bash', '"b": "1"', '$endif', '$if ftp', '"f": "2"', '$endif'], 'bind -s', '"b": "1"\n'],
  [
    'conditions in conditions',
    ['$if ftp', '$if Bash', '"a": "1"', '$else', '"b": "2"', '$endif', '$else', '"c": "3"', '$endif'],
    'bind -s',
    '"c": "3"\n',
  ],
  ['a version', ['$if version >= 8.0', '"n": "1"', '$else', '"o": "2"', '$endif'], 'bind -s', '"n": "1"\n'],
  [
    'a variable asked for',
    [
      'set comment-begin //',
      '$if comment-begin == //',
      '"y": "1"',
      '$endif',
      '$if comment-begin != //',
      '"n": "1"',
      '$endif',
    ],
    'bind -s',
    '"y": "1"\n',
  ],
  ['another file', ['$include more', '"a": "1"'], 'bind -s', '"a": "1"\n"m": "2"\n'],
])('%s', async (_, file, ask, out) => {
  const write = `cat >rc <<'END'\n${file.join('\n')}\nEND\nprintf '"m": "2"\\n' >more`
  const code = `${write}\nbind -f rc 2>/dev/null\n{ ${ask}; } 2>/dev/null | sort`
  expect((await runShell(code)).out).toBe(out)
})

test.each<[name: string, file: readonly string[], told: string]>([
  ['an unknown command', ['"a": no-such-thing'], "rc: line 1: `no-such-thing': unknown function name"],
  ['$else alone', ['', '$else'], 'rc: line 2: $else without $if'],
  ['$endif alone', ['$endif'], 'rc: line 1: $endif without $if'],
  ['$if without $endif', ['$if mode=emacs'], 'rc: $if without $endif'],
  ['an unknown directive', ['$unless x'], 'rc: line 1: $unless: unknown directive'],
  ['a file that is not there', ['$include none'], 'rc: line 1: $include none: No such file or directory'],
  ['a file that includes itself', ['$include rc'], 'included too deep'],
])('%s is told, and the rest counts', async (_, file, told) => {
  const write = `cat >rc <<'END'\n${file.join('\n')}\n"l": "2"\nEND`
  const { out, err } = await runShell(`${write}\nbind -f rc\nbind -s 2>/dev/null`)
  expect(err).toContain(told)
  expect(out).toContain('"l": "2"')
})

test('set editing-mode is the option of that name', async () => {
  const { out } = await runShell(
    `printf 'set editing-mode vi\\n' >rc; bind -f rc 2>/dev/null; set -o | grep '^vi '`,
  )
  expect(out).toMatch(/on$/m)
})
