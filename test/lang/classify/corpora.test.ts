import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { explain, judge, type Names } from '../../../src/lang/classify/index.ts'

const corpus = join(import.meta.dirname, '../../fixtures/corpus')
const lines = readFileSync(join(corpus, 'shell-lines.txt'), 'utf8')
  .trim()
  .split('\n')
  .map(line => JSON.parse(line) as string)

const table = readFileSync(join(corpus, 'mode-table.tsv'), 'utf8')
  .split('\n')
  .filter(line => line !== '' && !line.startsWith('#'))
  .map(line => line.split('\t') as [kind: string, names: string, text: string])

test.each(table)('%s [%s] %s', (kind, names, text) => {
  const user = new Set(names.split(' ').filter(name => name !== ''))
  const line = explain(`${JSON.parse(text) as string}\0`, { names: { user }, zero: true })
  expect(line.split('\t')[1]).toBe(kind)
})

const kindsWith = (names: Names): string[] => lines.map(line => judge(line, names))

test('command lines are commands, but for one in a thousand', () => {
  const others = kindsWith({ user: new Set() }).filter(kind => kind !== 'command')
  expect(others.length).toBeLessThanOrEqual(lines.length / 1000)
})

const confusing =
  'file test id date env log node x line kill http join type target host link script sleep stack user'

test('names that are commands too turn two lines in a thousand at most', () => {
  const plain = kindsWith({ user: new Set() })
  const named = kindsWith({ user: new Set(confusing.split(' ')) })
  const turned = named.filter((kind, index) => kind !== plain[index])
  expect(turned.length).toBeLessThanOrEqual((lines.length * 2) / 1000)
})
