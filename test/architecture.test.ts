import { globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'

const src = join(import.meta.dirname, '../src')

/** room → rooms it may import, from the table in docs/architecture.md. */
function readTable(): Map<string, Set<string>> {
  const text = readFileSync(join(src, '../docs/architecture.md'), 'utf8')
  const rows = [...text.matchAll(/^\| \d \| ([\w/]+) \| ([^|]*) \|/gm)]
  return new Map(rows.map(row => [row[1] ?? '', new Set((row[2] ?? '').match(/[\w/]+/g) ?? [])]))
}

const rooms = readTable()

/** `lang/eval/x.ts` → `lang/eval`; files at the top are the room `main`. */
function roomOf(file: string): string {
  const parts = file.split('/')
  if (parts.length === 1) return 'main'
  const two = parts.slice(0, 2).join('/')
  return rooms.has(two) ? two : (parts[0] ?? '')
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(src, file), 'utf8')
  return [...text.matchAll(/(?:from|import\()\s*['"](\.[^'"]+)['"]/g)].map(match =>
    relative(src, join(src, dirname(file), match[1] ?? '')),
  )
}

const files = globSync('**/*.{ts,tsx}', { cwd: src })

test('the table names every room', () => {
  expect(new Set(files.map(roomOf))).toEqual(
    new Set([...rooms.keys()].filter(room => files.some(f => roomOf(f) === room))),
  )
  expect(rooms.size).toBeGreaterThan(10)
})

/** What is wrong with an import, if anything is. */
function fault(room: string, target: string): string | undefined {
  const other = roomOf(target)
  if (other === room) return target === `${room}/index.ts` ? 'through its own door' : undefined
  if (room !== 'main' && rooms.get(room)?.has(other) !== true) return `${room} may not import ${other}`
  return other === 'main' || target === `${other}/index.ts` ? undefined : `behind the door of ${other}`
}

test.each(files)('%s imports only what its room may, through the door', file => {
  const faults = importsOf(file).flatMap(target => {
    const found = fault(roomOf(file), target)
    return found === undefined ? [] : [`${target}: ${found}`]
  })
  expect(faults).toEqual([])
})

test('the system is touched in os only', () => {
  const touches = /node:child_process|node:tty|process\.(platform|cwd\(|chdir|env\b|kill|on\()/
  const offenders = files.filter(
    file =>
      roomOf(file) !== 'os' &&
      roomOf(file) !== 'main' &&
      touches.test(readFileSync(join(src, file), 'utf8').replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')),
  )
  expect(offenders).toEqual([])
})
