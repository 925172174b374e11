import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nacreArgv } from '../helpers/run-nacre.ts'
import { spawnSync } from 'node:child_process'

let home = ''
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'nacre-import-'))
  writeFileSync(
    join(home, '.bash_history'),
    '#1700000000\nls -l\n#1700000001\nTOKEN=abc run\n#1700000002\npwd\n',
  )
  writeFileSync(join(home, '.zsh_history'), ': 1700000003:0;echo from zsh\n')
  writeFileSync(join(home, 'other'), '- cmd: echo from fish\n  when: 1700000004\n')
})
afterAll(() => rmSync(home, { recursive: true }))

function run(code: string) {
  const [program, ...first] = nacreArgv
  const { stdout, stderr, status } = spawnSync(program, [...first, '-c', code], {
    cwd: home,
    env: { PATH: process.env['PATH'] ?? '', HOME: home, TZ: 'UTC' },
    encoding: 'utf8',
  })
  return { out: stdout, err: stderr, status }
}

// One after the other: each finds what the one before left.
test('imports what other shells have kept, once', () => {
  expect(run('history import')).toEqual({
    out: `${home}/.bash_history (bash): 2 lines, 1 left out that begin with a blank or hold a secret\n${home}/.zsh_history (zsh): 1 line\n`,
    err: '',
    status: 0,
  })
  expect(run('history import zsh').out).toBe(`${home}/.zsh_history (zsh): 0 lines, 1 known already\n`)
  expect(run('history import other').out).toBe(`${home}/other (fish): 1 line\n`)
  const missing = run('history import nothing fish')
  expect(missing.err).toContain('history: import: nothing: No such file or directory')
  expect(missing.err).toContain('history: import: fish: No such file or directory')
  expect(missing.status).toBe(1)
})

test.each<[code: string, out: string]>([
  ['console.log(history.length)', '4\n'],
  [
    'console.log(history.map(line => line.text).toSorted().join())',
    'echo from fish,echo from zsh,ls -l,pwd\n',
  ],
  ["console.log(history.search('zsh')[0].text)", 'echo from zsh\n'],
  ["console.log(history.search('echo', { limit: 1 }).length, history.search('').length)", '1 4\n'],
  [
    "console.log(history.find(line => line.text === 'pwd').startedAt.toISOString())",
    '2023-11-14T22:13:22.000Z\n',
  ],
  [
    'console.log([...history].length, history.at(-1).id > history.at(-2).id, history.at(-9))',
    '4 true undefined\n',
  ],
  ['console.log(history.recent(2).length, history[0].session)', '2 fish\n'],
  ['console.log(Object.keys(history).length, "search" in history)', '4 true\n'],
])('%s', (code, out) => expect(run(code)).toEqual({ out, err: '', status: 0 }))

test('forgets', () => {
  expect(run("history.forget('pwd'); console.log(history.length)").out).toBe('3\n')
})

test('`history` alone and with options is the command', () => {
  expect(run('history -s one; history').out).toBe('    1  one\n')
})

/** A shell that reads its lines from standard input, with a prompt that nobody sees. */
function talk(lines: readonly string[]): string {
  const [program, ...first] = nacreArgv
  const { stdout } = spawnSync(program, [...first, '--sh', '--norc', '-i'], {
    cwd: home,
    env: { PATH: process.env['PATH'] ?? '', HOME: home },
    input: `${lines.join('\n')}\n`,
    encoding: 'utf8',
  })
  return stdout
}

// As bash answers the same lines.
test('HISTSIZE bounds the list as it grows, and numbers go on', () => {
  expect(talk(['history -c', 'HISTSIZE=3', ': a', ': b', ': c', 'history', 'unset HISTFILE'])).toBe(
    '    3  : b\n    4  : c\n    5  history\n',
  )
})

test('HISTFILESIZE bounds the file', () => {
  talk(['HISTFILE=h', 'HISTFILESIZE=3', ': a', ': b', ': c'])
  expect(run('cat h').out).toBe(': a\n: b\n: c\n')
  talk(['HISTFILE=h', 'HISTFILESIZE=0'])
  expect(run('cat h').out).toBe('')
})
