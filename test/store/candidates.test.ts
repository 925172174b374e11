import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { MemoryHistory, openHistory, type HistoryStore } from '../../src/store/index.ts'

let folder = ''
let cwd = '/a'
let opened: HistoryStore[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nacre-history-'))
  cwd = '/a'
})
afterEach(() => {
  for (const store of opened) store.close()
  opened = []
  rmSync(folder, { recursive: true })
})

function openFile(session = 'one'): HistoryStore {
  const store = openHistory({
    file: join(folder, 'history.db'),
    session,
    cwd: () => cwd,
    onTrouble: () => {},
  })
  opened.push(store)
  return store
}

function add(store: HistoryStore, ...texts: string[]): void {
  for (const text of texts) store.begin({ text, language: 'command' })
}

describe.each<[name: string, open: () => HistoryStore]>([
  ['in memory', () => new MemoryHistory(() => cwd)],
  ['in a file', () => openFile()],
])('%s', (_, open) => {
  test('what begins so and is longer, newest first', () => {
    const store = open()
    add(store, 'git a', 'ls', 'git b', 'git', 'GIT c', 'git a')
    expect(store.candidates('git', 10).map(({ text }) => text)).toEqual(['git a', 'git b', 'git a'])
    expect(store.candidates('git', 1).map(({ text }) => text)).toEqual(['git a'])
    expect(store.candidates('x', 10)).toEqual([])
  })

  test('with where it ran, how it ended and what came before', () => {
    const store = open()
    add(store, 'make')
    const id = store.begin({ text: 'git a', language: 'command' })
    store.finish(id ?? 0, { status: 3, durationMs: 1 })
    cwd = '/b'
    expect(store.candidates('git', 10)).toEqual([
      { text: 'git a', here: false, own: true, status: 3, after: 'make' },
    ])
    cwd = '/a'
    expect(store.candidates('git', 10)[0]?.here).toBe(true)
  })

  test('a prefix with wildcards of SQL, quotes or half a pair is a text like any other', () => {
    const store = open()
    add(store, '50% a', "50%' b")
    expect(store.candidates('50%', 10).map(({ text }) => text)).toEqual(["50%' b", '50% a'])
    expect(store.candidates("50%'", 10)).toHaveLength(1)
    expect(store.candidates('\ud83d', 10)).toEqual([])
  })
})

test('lines of other sessions are theirs, and what came before is of the same session', () => {
  const mine = openFile('one')
  const theirs = openFile('two')
  add(theirs, 'theirs before')
  add(mine, 'mine before')
  add(theirs, 'git a')
  expect(mine.candidates('git', 10)).toMatchObject([{ own: false, after: 'theirs before' }])
})

test('a line older than many is found', () => {
  const store = openFile()
  add(store, 'rare one', ...Array.from({ length: 2500 }, (_, index) => `common ${index}`))
  expect(store.candidates('rare', 10).map(({ text }) => text)).toEqual(['rare one'])
})
