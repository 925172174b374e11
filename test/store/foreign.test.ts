import { expect, test } from 'vitest'
import { decodeBytes } from '../../src/value/index.ts'
import {
  foreignHistoryPath,
  foreignShellOf,
  readForeignHistory,
  type ForeignShell,
  type ImportedLine,
} from '../../src/store/index.ts'

function read(shell: ForeignShell, text: string | Uint8Array): ImportedLine[] {
  return readForeignHistory(shell, typeof text === 'string' ? Buffer.from(text) : text, decodeBytes)
}

test.each<[name: string, text: string, lines: object[]]>([
  ['lines', 'ls\necho a # 5\n\n', [{ text: 'ls' }, { text: 'echo a # 5' }]],
  [
    'times',
    '#1700000000\nls\n#1700000001\nfor i in 1\ndo :\ndone\n',
    [
      { text: 'ls', startedAt: 1_700_000_000_000 },
      { text: 'for i in 1\ndo :\ndone', startedAt: 1_700_000_001_000 },
    ],
  ],
  [
    'times from the middle on',
    'ls\npwd\n#1700000000\nid\n',
    [{ text: 'ls' }, { text: 'pwd' }, { text: 'id', startedAt: 1_700_000_000_000 }],
  ],
  ['a comment that is no time', '#x\nls\n', [{ text: '#x' }, { text: 'ls' }]],
  ['an empty file', '', []],
])('bash: %s', (_, text, lines) => expect(read('bash', text)).toMatchObject(lines))

test.each<[name: string, text: string | Uint8Array, lines: object[]]>([
  ['plain', 'ls\npwd\n', [{ text: 'ls' }, { text: 'pwd' }]],
  ['extended', ': 1700000000:5;ls -l\n', [{ text: 'ls -l', startedAt: 1_700_000_000_000 }]],
  [
    'several lines',
    ': 1700000000:0;for i\\\ndo :\\\ndone\nid\n',
    [{ text: 'for i\ndo :\ndone' }, { text: 'id' }],
  ],
  ['a backslash at the end', ': 1:0;echo a\\ \nid\n', [{ text: 'echo a\\' }, { text: 'id' }]],
  ['a joined line', ': 1:0;echo a\\\\\nb\nid\n', [{ text: 'echo a\\\nb' }, { text: 'id' }]],
  // é is c3 a9; zsh writes bytes from 83 to a2 with 83 before them and bit 5 changed: ア is e3 82 a2.
  ['metafied bytes', Uint8Array.of(0x65, 0x20, 0xe3, 0x82, 0x83, 0x82, 0x0a), [{ text: 'e ア' }]],
])('zsh: %s', (_, text, lines) => expect(read('zsh', text)).toMatchObject(lines))

test('fish', () => {
  const text =
    '- cmd: ls\n  when: 1700000000\n- cmd: for i\\necho \\\\n\\nend\n  when: 1700000001\n  paths:\n    - x\n- cmd: echo: a\n'
  expect(read('fish', text)).toEqual([
    { text: 'ls', startedAt: 1_700_000_000_000 },
    { text: 'for i\necho \\n\nend', startedAt: 1_700_000_001_000 },
    { text: 'echo: a' },
  ])
})

test('xonsh', () => {
  const text = JSON.stringify({
    data: {
      cmds: [
        { inp: 'ls\n', rtn: 0, ts: [1_700_000_000.5, 1_700_000_001.5], cwd: '/x' },
        { inp: 'false', rtn: 1, ts: [1_700_000_002, null] },
        { inp: '\n' },
        { rtn: 1 },
      ],
    },
    locs: [1],
  })
  expect(read('xonsh', text)).toEqual([
    { text: 'ls', startedAt: 1_700_000_000_500, cwd: '/x', end: { status: 0, durationMs: 1000 } },
    { text: 'false', startedAt: 1_700_000_002_000, cwd: undefined, end: { status: 1, durationMs: 0 } },
  ])
  expect(() => read('xonsh', '{"a": 1}')).toThrow('no commands in it')
})

test.each<[text: string, shell: ForeignShell]>([
  ['ls\n', 'bash'],
  ['#1700000000\nls\n', 'bash'],
  [': 1700000000:0;ls\n', 'zsh'],
  ['- cmd: ls\n  when: 1700000000\n', 'fish'],
  ['{"data": {"cmds": []}}', 'xonsh'],
])('%j is of %s', (text, shell) => expect(foreignShellOf(text)).toBe(shell))

test.each<[ForeignShell, Record<string, string>, string]>([
  ['bash', { HOME: '/h' }, '/h/.bash_history'],
  ['zsh', { HOME: '/h' }, '/h/.zsh_history'],
  ['zsh', { HOME: '/h', ZDOTDIR: '/z' }, '/z/.zsh_history'],
  ['fish', { HOME: '/h' }, '/h/.local/share/fish/fish_history'],
  ['xonsh', { HOME: '/h', XDG_DATA_HOME: '/d' }, '/d/xonsh/history_json'],
])('%s with %j has %s', (shell, environment, path) =>
  expect(foreignHistoryPath(shell, new Map(Object.entries(environment)))).toBe(path),
)
