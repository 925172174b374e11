/** Whatever the text: a diagnostic or a ShellError, within a second, and nothing else. */
import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { mutation, noise, read } from './bytes.ts'
import { Choices, randomSource } from './choices.ts'

const scripts = [
  '/usr/bin/ldd',
  '/usr/bin/xzgrep',
  '/usr/bin/zdiff',
  '/usr/lib/git-core/git-filter-branch',
].filter(file => existsSync(file))

async function milliseconds(text: string): Promise<number> {
  const begin = performance.now()
  try {
    await read(text)
  } catch (error) {
    throw new Error(`on ${JSON.stringify(text)}`, { cause: error })
  }
  return performance.now() - begin
}

test('random pieces', async () => {
  for (let seed = 0; seed < 3000; seed++) {
    const text = noise(new Choices([], randomSource(seed)))
    expect(await milliseconds(text), text).toBeLessThan(1000)
  }
}, 30_000)

describe.skipIf(scripts.length === 0)('changed scripts', () => {
  test.each(scripts)(
    '%s',
    async file => {
      for (let seed = 0; seed < 200; seed++) {
        const text = mutation(new Choices([], randomSource(seed)), file)
        expect(await milliseconds(text), text).toBeLessThan(1000)
      }
    },
    30_000,
  )
})
