import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { expandHistory } from '../../../src/builtins/history-expansion/expansion.ts'

const events = [
  'git commit -m "two words" src/a.ts',
  'echo one two three four',
  'ls -l /usr/lib/node.d/x.tar.gz',
  'apt install fish',
]

const lines = [
  'sudo !!',
  'echo !$',
  'echo !^ !*',
  '!git',
  '!?words?',
  '!-2',
  '!1',
  '!2:2',
  '!2:1-2',
  '!2:2*',
  '!2:2-',
  '!2:-2',
  '!2:$',
  '!ec:^',
  'cat !ls:$:h',
  'cat !ls:2:t !ls:2:r !ls:2:e',
  '!!:s/fish/zsh/',
  '!2:gs/o/0/',
  '!2:s/one/& &/',
  'echo !2:1:q',
  '^fish^zsh',
  '^fish^zsh^ -y',
  '^fish^zsh^:p',
  'a b !#:1',
  "echo 'a !! b'",
  'echo "a !! b"',
  'echo \\!! !',
  'echo a! b',
  'test 1 != 2',
  'echo "hi!"',
  '!!; !!',
  '!nothing',
  '!99',
  '!!:9',
  '!!:s/none/x/',
  'echo $! ${!x} [!a]',
  '!?two?:%',
]

/** bash's own answers: each line is expanded by its `history -p`. */
function byBash(line: string): string {
  const script = [
    'set -o history -o histexpand',
    'history -c',
    ...events.map(event => `history -s -- ${quoted(event)}`),
    `history -p -- ${quoted(line)}`,
  ].join('\n')
  try {
    return execFileSync('bash', ['--norc', '-c', script], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trimEnd()
  } catch {
    return 'refused'
  }
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

test.each(lines)('%s', line => {
  const expanded = expandHistory(line, events)
  const shown =
    expanded.type === 'expanded' ? expanded.text : expanded.type === 'unchanged' ? line : 'refused'
  expect(shown).toBe(byBash(line))
})

test('what is wrong is said with the part that is', () => {
  expect(expandHistory('echo !nope now', events)).toEqual({
    type: 'error',
    message: '!nope: event not found',
  })
  expect(expandHistory('!!', [])).toEqual({ type: 'error', message: '!!: event not found' })
})

test(':p is for showing only', () => {
  expect(expandHistory('!2:p', events)).toMatchObject({ isShownOnly: true, text: events[1] })
  expect(expandHistory('!2', events)).toMatchObject({ isShownOnly: false })
})
