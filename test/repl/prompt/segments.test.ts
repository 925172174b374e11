import { expect, test } from 'vitest'
import type { PromptFacts } from '../../../src/shell/index.ts'
import { findRepository, readStatus, type GitFiles } from '../../../src/repl/prompt/git.ts'
import { asciiGlyphs } from '../../../src/repl/screen/glyphs.ts'
import { defaultLook } from '../../../src/repl/screen/look.ts'
import { defaultPrompt, durationText, shortened } from '../../../src/repl/prompt/segments.ts'

const facts: PromptFacts = {
  directory: '~/src',
  status: 0,
  durationMs: 5,
  jobs: 0,
  color: false,
  columns: 80,
  time: new Date(2026, 0, 1, 9, 5),
}

test.each<[string, Partial<PromptFacts>, string, string]>([
  ['where we are', {}, '~/src ', ''],
  ['a failure', { status: 3 }, '~/src ', '✘ 3'],
  ['a long time, and jobs', { durationMs: 65_000, jobs: 2 }, '~/src ', '1m 5s ⚙ 2'],
  ['elsewhere', { host: 'me@there', environment: 'venv' }, '(venv) me@there ~/src ', ''],
  ['a repository, before git has answered', { git: { branch: 'main' } }, '~/src main ', ''],
  [
    'and after',
    {
      git: {
        branch: 'main',
        operation: 'rebase',
        state: { changed: true, untracked: true, ahead: 1, behind: 2 },
      },
    },
    '~/src main|rebase*?↑1↓2 ',
    '',
  ],
])('%s', (_, given, left, right) => expect(defaultPrompt({ ...facts, ...given })).toEqual({ left, right }))

test('the parts in the order that was chosen, with signs of ASCII alone', () => {
  const parts = {
    left: ['time', 'git', 'node'],
    right: ['jobs', 'status', 'duration'],
    durationAfterMs: 5000,
    look: { ...defaultLook, glyphs: asciiGlyphs },
  } as const
  const state = { changed: false, untracked: false, ahead: 1, behind: 2 }
  const given = { git: { branch: 'main', state }, node: { version: '20.1.0', isWanted: true } }
  expect(defaultPrompt({ ...facts, ...given, jobs: 1, status: 3, durationMs: 4999 }, parts)).toEqual({
    left: '09:05 main+1-2 node 20.1.0 ',
    right: 'jobs 1 exit 3',
  })
  expect(defaultPrompt({ ...facts, color: true, durationMs: 5000 }, parts).right).toBe('\x1b[33m5.0s\x1b[0m')
})

test.each([
  ['~/a/b', 10, '~/a/b'],
  ['~/source/nacre/test', 10, '~/s/n/test'],
  ['/usr/.config/x', 5, '/u/.c/x'],
  ['/averylongname', 5, '/averylongname'],
])('%s in %i columns', (path, width, expected) => expect(shortened(path, width)).toBe(expected))

test.each([
  [3210, '3.2s'],
  [61_000, '1m 1s'],
  [3_700_000, '1h 1m'],
])('%i ms', (ms, expected) => expect(durationText(ms)).toBe(expected))

const filesOf = (all: Readonly<Record<string, string>>): GitFiles => ({
  read: path => all[path],
  exists: path => path in all || Object.keys(all).some(one => one.startsWith(`${path}/`)),
})

test.each([
  ['a branch', { '/a/.git/HEAD': 'ref: refs/heads/feature/x\n' }, '/a/b/c', 'feature/x', undefined],
  ['a commit', { '/a/.git/HEAD': '0123456789abcdef\n' }, '/a', '01234567', undefined],
  [
    'a worktree',
    { '/w/.git': 'gitdir: /a/.git/worktrees/w\n', '/a/.git/worktrees/w/HEAD': 'ref: refs/heads/w\n' },
    '/w/x',
    'w',
    undefined,
  ],
  ['a merge', { '/a/.git/HEAD': 'ref: refs/heads/main\n', '/a/.git/MERGE_HEAD': 'x' }, '/a', 'main', 'merge'],
])('%s', (_, files, directory, branch, operation) =>
  expect(findRepository(directory, filesOf(files as Record<string, string>))?.facts).toEqual({
    branch,
    operation,
  }),
)

test('no repository', () => expect(findRepository('/a/b', filesOf({}))).toBeUndefined())

test('what git says', () => {
  expect(readStatus('')).toBeUndefined()
  expect(readStatus('# branch.oid 1\n# branch.head main\n# branch.ab +3 -0\n')).toEqual({
    changed: false,
    untracked: false,
    ahead: 3,
    behind: 0,
  })
  expect(readStatus('# branch.head main\n1 .M N... 100644 a\n? new\n')).toEqual({
    changed: true,
    untracked: true,
    ahead: 0,
    behind: 0,
  })
})
