import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  MemoryHistory,
  matchLine,
  openHistory,
  type HistoryStore,
  type Keeping,
} from '../../src/store/index.ts'

let folder = ''
let cwd = '/a'
let opened: HistoryStore[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nacre-search-'))
  cwd = '/a'
})
afterEach(() => {
  for (const store of opened) store.close()
  opened = []
  rmSync(folder, { recursive: true })
})

const file = (): string => join(folder, 'history.db')

function openFile(session = 'one', keeping?: (text: string) => Keeping): HistoryStore {
  const store = openHistory({
    file: file(),
    session,
    cwd: () => cwd,
    onTrouble: message => expect.unreachable(message),
    ...(keeping === undefined ? {} : { keeping }),
  })
  opened.push(store)
  return store
}

function add(store: HistoryStore, ...texts: string[]): void {
  for (const text of texts) store.begin({ text, language: 'command' })
}

function ran(store: HistoryStore, text: string, status: number): void {
  store.finish(store.begin({ text, language: 'command' }) ?? 0, { status, durationMs: 1 })
}

function texts(store: HistoryStore, text: string, more: object = {}): string[] {
  return store.search({ text, limit: 50, ...more }).map(entry => entry.text)
}

describe.each<[name: string, open: () => HistoryStore]>([
  ['in memory', () => new MemoryHistory(() => cwd)],
  ['in a file', () => openFile()],
])('%s', (_, open) => {
  test.each<[question: string, found: string[]]>([
    ['', ['npm run build', 'git log', 'Make ALL', 'echo 50%_off', 'git checkout main']],
    ['git', ['git log', 'git checkout main']],
    ['GIT', []],
    ['all', ['Make ALL']],
    ['ALL', ['Make ALL']],
    ['main git', ['git checkout main']],
    ['lo gi', ['git log']],
    ['gco', ['git checkout main']],
    ['nrb', ['npm run build']],
    ['50%', ['echo 50%_off']],
    ['%_', ['echo 50%_off']],
    ['o', ['git log', 'echo 50%_off', 'git checkout main']],
    ['"', []],
    ['zzz', []],
  ])('%j finds %j', (question, found) => {
    const store = open()
    add(store, 'git log', 'git checkout main', 'echo 50%_off', 'Make ALL', 'git log', 'npm run build')
    expect(texts(store, question)).toEqual(found)
  })

  test('each text once, the newest of its kind first', () => {
    const store = open()
    add(store, 'ls a', 'ls b', 'ls a')
    expect(texts(store, 'ls')).toEqual(['ls a', 'ls b'])
    expect(store.search({ text: 'ls', limit: 1 })).toHaveLength(1)
  })

  test('what stands there as it was asked comes before words, and words before scattered characters', () => {
    const store = open()
    add(store, 'git add x', 'add to git', 'go install tool add', 'ls')
    expect(texts(store, 'git add').slice(0, 2)).toEqual(['git add x', 'add to git'])
    expect(texts(store, 'gita')).toEqual(['git add x', 'go install tool add'])
  })

  test('by directory and by how it ended', () => {
    const store = open()
    ran(store, 'make one', 0)
    cwd = '/b'
    ran(store, 'make two', 2)
    add(store, 'make three')
    expect(texts(store, 'make', { cwd: '/b' })).toEqual(['make three', 'make two'])
    expect(texts(store, 'make', { outcome: 'failed' })).toEqual(['make two'])
    expect(texts(store, 'make', { outcome: 'succeeded' })).toEqual(['make one'])
    expect(texts(store, '', { cwd: '/a' })).toEqual(['make one'])
  })

  test('forgets a text, and finds it no more', () => {
    const store = open()
    add(store, 'secret a', 'ls', 'secret a')
    store.forget('secret a')
    expect(texts(store, 'secret')).toEqual([])
    expect(store.count()).toBe(1)
  })

  test('what is imported is older than all else, and is taken once', () => {
    const store = open()
    add(store, 'now')
    const lines = [
      { text: 'first', startedAt: 1000 },
      { text: 'second', startedAt: 2000, end: { status: 1, durationMs: 5 }, cwd: '/x' },
      { text: 'a\n\udcffb', startedAt: 3000 },
    ]
    expect(store.importLines('zsh', lines)).toBe(3)
    expect(store.importLines('zsh', [...lines, { text: 'third', startedAt: 4000 }])).toBe(1)
    add(store, 'later')
    const kept = store.recent(9)
    expect(kept.slice(-2).map(entry => entry.text)).toEqual(['now', 'later'])
    expect(new Set(kept.map(entry => entry.text))).toEqual(
      new Set(['first', 'second', 'a\n\udcffb', 'third', 'now', 'later']),
    )
    expect(kept.find(entry => entry.text === 'second')).toMatchObject({
      session: 'zsh',
      startedAt: 2000,
      cwd: '/x',
      end: { status: 1, durationMs: 5 },
    })
    expect(texts(store, 'second')).toEqual(['second'])
    expect(store.older(undefined, {})?.text).toBe('later')
  })

  test('pages from the newest back', () => {
    const store = open()
    add(store, 'a', 'b', 'c')
    const [newest] = store.recent(1)
    expect(store.recent(1, newest?.id).map(entry => entry.text)).toEqual(['b'])
  })
})

test.each<[text: string, question: string, rank: number, marked: string]>([
  ['git checkout', 'git', 0, '[git] checkout'],
  ['Git', 'git', 0, '[Git]'],
  ['git checkout', 'out git', 1, '[git] check[out]'],
  ['git checkout', 'gco', 4, '[g]it [c]heck[o]ut'],
  ['aXbXc abc', 'abc', 0, 'aXbXc [abc]'],
])('%j has %j', (text, question, rank, marked) => {
  const match = matchLine(text, question)
  let shown = ''
  let at = 0
  for (const { start, end } of match?.spans ?? []) {
    shown += `${text.slice(at, start)}[${text.slice(start, end)}]`
    at = end
  }
  expect(shown + text.slice(at)).toBe(marked)
  expect(match?.rank === rank || (rank > 1 && (match?.rank ?? 0) > 1)).toBe(true)
})

test('only this session\u2019s', () => {
  const mine = openFile('one')
  add(mine, 'echo mine')
  add(openFile('two'), 'echo theirs')
  expect(texts(mine, 'echo', { own: true })).toEqual(['echo mine'])
  expect(texts(mine, 'echo')).toEqual(['echo theirs', 'echo mine'])
})

test('a rare word is found behind many lines, by search and by walk', () => {
  const store = openFile('old')
  add(store, 'zebra --rare', 'q!x')
  const filler = Array.from({ length: 3000 }, (_, index) => `common ${index}`)
  add(store, ...filler)
  const now = openFile('new')
  expect(texts(now, 'zebra')).toEqual(['zebra --rare'])
  expect(texts(now, 'rare zeb')).toEqual(['zebra --rare'])
  for (const match of [{ prefix: 'zebra' }, { contains: '--rare' }, { contains: '!x' }, { prefix: 'q' }])
    expect(now.older(undefined, match)?.text).toBeDefined()
  expect(now.older(undefined, { contains: 'zebras' })).toBeUndefined()
})

test('a line that is kept in memory is met in its place and is in no file', () => {
  const store = openFile('one', text =>
    text.includes('token') ? 'memory' : text === 'no' ? 'nowhere' : 'file',
  )
  add(store, 'a', 'x token=1', 'b', 'no')
  ran(store, 'y token=2', 3)
  add(store, 'c')
  const walked: string[] = []
  for (let hit = store.older(undefined, {}); hit !== undefined; hit = store.older(hit.position, {}))
    walked.push(hit.text)
  expect(walked).toEqual(['c', 'y token=2', 'b', 'x token=1', 'a'])
  expect(store.recent(9).map(entry => [entry.text, entry.end?.status])).toEqual([
    ['a', undefined],
    ['x token=1', undefined],
    ['b', undefined],
    ['y token=2', 3],
    ['c', undefined],
  ])
  expect(texts(store, 'token')).toEqual(['y token=2', 'x token=1'])
  expect(store.candidates('x', 9).map(({ text }) => text)).toEqual(['x token=1'])
  expect(store.count()).toBe(5)
  store.forget('x token=1')
  expect(texts(store, 'token')).toEqual(['y token=2'])
  expect(texts(openFile('two'), '')).toEqual(['c', 'b', 'a'])
})

test('a database of the first version is brought to this one', () => {
  const old = new DatabaseSync(file())
  old.exec(`CREATE TABLE line (id INTEGER PRIMARY KEY, text TEXT NOT NULL, escaped INTEGER NOT NULL, language TEXT NOT NULL,
    session TEXT NOT NULL, cwd TEXT NOT NULL, started_at INTEGER NOT NULL, duration_ms INTEGER, status INTEGER) STRICT;
    CREATE INDEX line_session ON line (session, id); CREATE INDEX line_text ON line (text);
    INSERT INTO line VALUES (7, 'from before', 0, 'command', 'zero', '/', 5, NULL, NULL);
    PRAGMA user_version = 1`)
  old.close()
  const store = openFile()
  expect(texts(store, 'before')).toEqual(['from before'])
  add(store, 'now')
  expect(store.recent(9).map(entry => entry.id)).toEqual([7, 8])
})
