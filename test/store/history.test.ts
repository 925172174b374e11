import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { MemoryHistory, openHistory, type HistoryMatch, type HistoryStore } from '../../src/store/index.ts'

let folder = ''
let file = ''
let troubles: string[] = []
let opened: HistoryStore[] = []

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nacre-history-'))
  file = join(folder, 'state', 'history.db')
  troubles = []
  opened = []
})

afterEach(() => {
  for (const store of opened) store.close()
  rmSync(folder, { recursive: true })
})

function openFile(session = 'one'): HistoryStore {
  const store = openHistory({
    file,
    session,
    cwd: () => `/in/${session}`,
    onTrouble: message => troubles.push(message),
  })
  opened.push(store)
  return store
}

function add(store: HistoryStore, ...texts: string[]): void {
  for (const text of texts) store.begin({ text, language: 'command' })
}

/** All lines that a walk meets, newest first. */
function walk(store: HistoryStore, match: HistoryMatch = {}): string[] {
  const texts: string[] = []
  for (let hit = store.older(undefined, match); hit !== undefined; hit = store.older(hit.position, match))
    texts.push(hit.text)
  return texts
}

describe.each<[name: string, open: () => HistoryStore]>([
  ['in memory', () => new MemoryHistory()],
  ['in a file', () => openFile()],
])('%s', (_, open) => {
  test('walks from the newest to the oldest', () => {
    const store = open()
    add(store, 'a', 'b', 'c')
    expect(walk(store)).toEqual(['c', 'b', 'a'])
  })

  test('is empty at first', () => {
    expect(walk(open())).toEqual([])
    expect(open().recent(10)).toEqual([])
  })

  test.each([' ls', '\tls', '', '  ', '\n'])('%j is not kept', text => {
    const store = open()
    expect(store.begin({ text, language: 'command' })).toBeUndefined()
    expect(walk(store)).toEqual([])
  })

  test.each<[HistoryMatch, string[]]>([
    [{ prefix: 'git ' }, ['git log', 'git status']],
    [{ prefix: '%' }, ['%1']],
    [{ prefix: 'é' }, ['é世']],
    [{ contains: 'st' }, ['git status', 'stat *']],
    [{ contains: '*' }, ['stat *']],
    [{ prefix: 'git', contains: 'log' }, ['git log']],
    [{ prefix: 'GIT' }, []],
  ])('finds %j', (match, texts) => {
    const store = open()
    add(store, '%1', 'stat *', 'git status', 'é世', 'git log')
    expect(walk(store, match)).toEqual(texts)
  })

  test('keeps texts whole: lines, NUL, bytes that are no UTF-8', () => {
    const texts = ['a\n  b\n', 'x\0y', 'caf\udce9', '👩‍👧', '"q"']
    const store = open()
    add(store, ...texts)
    expect(walk(store)).toEqual(texts.toReversed())
  })

  test('forgets a line', () => {
    const store = open()
    const id = store.begin({ text: 'secret', language: 'command' })
    add(store, 'b')
    store.remove(id ?? 0)
    store.remove(99)
    add(store, 'c')
    expect(walk(store)).toEqual(['c', 'b'])
    expect(new Set(store.recent(9).map(entry => entry.id)).size).toBe(2)
  })

  test('says how a line ended', () => {
    const store = open()
    const first = store.begin({ text: 'false', language: 'command' })
    const second = store.begin({ text: 'await x', language: 'typescript' })
    store.finish(first ?? 0, { status: 1, durationMs: 12 })
    expect(store.recent(2)).toMatchObject([
      { id: first, text: 'false', language: 'command', end: { status: 1, durationMs: 12 } },
      { id: second, text: 'await x', language: 'typescript', end: undefined },
    ])
    expect(store.recent(1)).toMatchObject([{ id: second }])
    expect(store.recent(0)).toEqual([])
  })
})

describe('the file', () => {
  test('is not made before the first use, and only for the user', () => {
    const store = openFile()
    expect(existsSync(file)).toBe(false)
    add(store, 'a')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'state')).mode & 0o777).toBe(0o700)
    for (const side of ['-wal', '-shm']) expect(statSync(file + side).mode & 0o777).toBe(0o600)
  })

  test('is made private again', () => {
    add(openFile(), 'a')
    chmodSync(file, 0o644)
    add(openFile('two'), 'b')
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  test('keeps lines across sessions, this one\u2019s first', () => {
    const one = openFile('one')
    add(one, 'a1', 'a2')
    const two = openFile('two')
    add(two, 'b1')
    add(one, 'a3')
    expect(walk(one)).toEqual(['a3', 'a2', 'a1', 'b1'])
    expect(walk(two)).toEqual(['b1', 'a3', 'a2', 'a1'])
    expect(two.recent(9).map(entry => [entry.text, entry.session, entry.cwd])).toEqual([
      ['a1', 'one', '/in/one'],
      ['a2', 'one', '/in/one'],
      ['b1', 'two', '/in/two'],
      ['a3', 'one', '/in/one'],
    ])
  })

  test('has a line while it still runs', () => {
    add(openFile('one'), 'sleep 100')
    expect(walk(openFile('two'))).toEqual(['sleep 100'])
  })

  test('can be used again after close', () => {
    const store = openFile()
    add(store, 'a')
    store.close()
    add(store, 'b')
    expect(walk(store)).toEqual(['b', 'a'])
  })
})

/** Opens the database as another program would, and does something to it. */
function tamper(sql: string): DatabaseSync {
  const database = new DatabaseSync(file)
  database.exec(sql)
  return database
}

describe('trouble is told once, and lines stay in memory', () => {
  test.each<[name: string, reason: RegExp, spoil: () => HistoryStore]>([
    [
      'a file that is no database',
      /not a database/,
      () => {
        add(openFile(), 'x')
        opened.pop()?.close()
        writeFileSync(file, 'no database, but something of the user\u2019s\n'.repeat(100))
        return openFile()
      },
    ],
    [
      'a folder that cannot be made',
      /EEXIST|ENOTDIR/,
      () => {
        writeFileSync(join(folder, 'state'), '')
        return openFile()
      },
    ],
    [
      'a newer version',
      /newer/,
      () => {
        add(openFile(), 'x')
        tamper('PRAGMA user_version = 99').close()
        return openFile('two')
      },
    ],
    [
      'the table is gone in mid-session',
      /no such table/,
      () => {
        const store = openFile()
        add(store, 'x')
        tamper('DROP TABLE line').close()
        return store
      },
    ],
  ])('%s', (_, reason, spoil) => {
    const store = spoil()
    add(store, 'a', 'b')
    expect(walk(store)).toEqual(['b', 'a'])
    expect(troubles).toHaveLength(1)
    expect(troubles[0]).toMatch(reason)
    expect(troubles[0]).toContain(file)
  })

  test.skipIf(process.getuid?.() === 0)('a folder that may only be read', () => {
    mkdirSync(join(folder, 'state'), { mode: 0o500 })
    const store = openFile()
    add(store, 'a')
    expect(walk(store)).toEqual(['a'])
    expect(troubles).toHaveLength(1)
  })

  test('while another program holds the lock, lines wait, and are written when it is free', () => {
    add(openFile(), 'x')
    const other = tamper('BEGIN EXCLUSIVE')
    const store = openFile('two')
    const id = store.begin({ text: 'a', language: 'command' })
    store.finish(id ?? 0, { status: 3, durationMs: 1 })
    add(store, 'b')
    store.forget('x')
    expect(walk(store)).toEqual(['b', 'a', 'x'])
    expect(troubles).toEqual([expect.stringMatching(/locked; until it is free/)])
    other.exec('ROLLBACK')
    other.close()
    expect(walk(openFile('three'))).toEqual(['x'])
    add(store, 'c')
    expect(walk(store)).toEqual(['c', 'b', 'a', 'x'])
    expect(walk(openFile('three'))).toEqual(['c', 'b', 'a', 'x'])
    expect(store.recent(9).map(entry => [entry.text, entry.end?.status])).toEqual([
      ['x', undefined],
      ['a', 3],
      ['b', undefined],
      ['c', undefined],
    ])
    expect(troubles).toHaveLength(1)
  })

  test('a damaged file is left as it is', () => {
    add(openFile(), 'x')
    opened.pop()?.close()
    writeFileSync(file, 'not ours\n'.repeat(1000))
    add(openFile(), 'y')
    expect(statSync(file).size).toBe(9000)
  })
})
