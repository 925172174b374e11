import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openHistory, type HistoryMatch, type HistoryStore } from '../../src/store/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'nacre-history-'))
let store: HistoryStore

const open = (session: string): HistoryStore =>
  openHistory({ file: join(folder, 'history.db'), session, cwd: () => '/', onTrouble: () => undefined })

/** More than are looked at one by one. */
const many = (name: string) => Array.from({ length: 5000 }, (_, index) => ({ text: `echo ${name} ${index}` }))

/** Another session's first, then a long one's, with a line of the other among them. */
beforeAll(() => {
  const [mine, theirs] = [open('mine'), open('theirs')]
  mine.importLines('mine', [{ text: 'mine at last' }, ...many('late')])
  theirs.importLines('theirs', [{ text: 'theirs between' }])
  mine.importLines('mine', [{ text: 'mine at first' }, { text: 'echo needle one' }, ...many('early')])
  theirs.importLines('theirs', [{ text: 'theirs before' }, { text: 'zq theirs' }])
  theirs.close()
  mine.close()
  store = open('mine')
})

afterAll(() => {
  store.close()
  rmSync(folder, { recursive: true })
})

function all(match: HistoryMatch): string[] {
  const texts: string[] = []
  for (let hit = store.older(undefined, match); hit !== undefined; hit = store.older(hit.position, match))
    texts.push(`${hit.position.own ? 'own' : 'other'}: ${hit.text}`)
  return texts
}

test.each<[name: string, match: HistoryMatch, expected: string[]]>([
  ['a beginning', { prefix: 'mine' }, ['own: mine at last', 'own: mine at first']],
  ['a part', { contains: 'needle' }, ['own: echo needle one']],
  ['both', { prefix: 'echo', contains: 'needle' }, ['own: echo needle one']],
  ["the others' beginnings", { prefix: 'theirs' }, ['other: theirs between', 'other: theirs before']],
  ["the others' parts", { contains: 'heirs b' }, ['other: theirs between', 'other: theirs before']],
  ['two letters', { contains: 'zq' }, ['other: zq theirs']],
  ['nothing', { prefix: 'nowhere' }, []],
])('a walk through a long session meets %s', (_, match, expected) => {
  expect(all(match)).toEqual(expected)
})

test('every line of it, and then those of others', () => {
  const texts = all({})
  expect([texts.length, texts[0], texts.at(-3), texts.at(-1)]).toEqual([
    10_006,
    'own: echo late 4999',
    'other: theirs between',
    'other: theirs before',
  ])
})

test('a search among its own lines finds the oldest', () => {
  expect(store.search({ text: 'needle', own: true, limit: 5 }).map(({ text }) => text)).toEqual([
    'echo needle one',
  ])
})
