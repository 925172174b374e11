import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { Versions } from '../../../src/lang/typescript/versions.ts'

const dir = mkdtempSync(join(tmpdir(), 'nacre-versions-'))
afterAll(() => rmSync(dir, { recursive: true }))

/** A file last changed at this many seconds; gives its address. */
function file(name: string, seconds: number): string {
  const path = join(dir, name)
  writeFileSync(path, '')
  utimesSync(path, seconds, seconds)
  return pathToFileURL(path).href
}

test('a module whose import is newer than itself is one module', () => {
  const versions = new Versions()
  const [parent, child] = [file('a.ts', 100), file('b.ts', 200)]
  expect(versions.address(parent)).toBe(parent)
  versions.imported(parent, child)
  expect(versions.address(child)).toBe(child)
  expect(versions.address(parent)).toBe(parent)
})

test('what changed, or imports what changed, has a new address', () => {
  const versions = new Versions()
  const [parent, child, other] = [file('a.ts', 100), file('b.ts', 200), file('c.ts', 300)]
  versions.imported(parent, child)
  for (const url of [parent, child, other]) versions.address(url)
  file('b.ts', 250)
  expect(versions.address(parent)).toBe(`${parent}?changed=250000`)
  expect(versions.address(child)).toBe(`${child}?changed=250000`)
  expect(versions.address(other)).toBe(other)
})
