import { existsSync, mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder } from '../../src/store/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'nacre-folders-'))

test('with those above it, also when it is there', () => {
  const path = join(folder, 'a/b/c')
  makeFolder(path, 0o700)
  makeFolder(path)
  expect(['a', 'a/b', 'a/b/c'].map(name => statSync(join(folder, name)).mode & 0o777)).toEqual([
    0o700, 0o700, 0o700,
  ])
})

test.runIf(existsSync('/proc/self'))('where nothing can be made', () => {
  expect(() => makeFolder('/proc/none/a/b')).toThrow(/ENOENT/)
})
