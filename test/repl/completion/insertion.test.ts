/** What completion puts into a line means the name it stands for: each name is completed and the line is run. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeSource } from '../../../src/diag/index.ts'
import type { Shell } from '../../../src/lang/eval/index.ts'
import { complete } from '../../../src/repl/completion/engine.ts'
import { encodeBytes } from '../../../src/value/index.ts'
import { makeShell } from '../../helpers/eval-shell.ts'

const names = [
  'a b',
  "it's",
  'say "hi"',
  'do$lar',
  'do$(x)',
  'back`tick`',
  'new\nline',
  'tab\there',
  '-dash',
  '~tilde',
  '#hash',
  'star*',
  'what?',
  'br[ack]',
  'cur{l,y}',
  'a;b',
  'a&b',
  'pipe|',
  'par(en)',
  'ex!clam',
  'back\\slash',
  'ümlaut',
  '日本語',
  'e😀ji',
  '=eq',
  'key=value',
  'col:on',
  '@at',
  '@(door)',
  'by\udc80te',
  ' leading',
  'trailing ',
  '%percent',
  'es\x1bcape',
  '^caret',
  'le<ss',
  'mixed \'"$ all',
  'é combining e\u0301',
]

let folder: string
let shell: Shell

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'nacre-insertion-')))
  for (const [index, name] of names.entries()) {
    mkdirSync(join(folder, String(index)))
    const path = Buffer.concat([Buffer.from(join(folder, `${index}/`)), encodeBytes(name)])
    writeFileSync(path, '')
  }
  shell = makeShell()
})

afterAll(async () => {
  await shell.finish(0)
  rmSync(folder, { recursive: true })
})

/** The line with its only completion put in. */
async function completed(line: string): Promise<string> {
  const host = {
    shell,
    names: () => ({ user: new Set<string>() }),
    globals: () => Promise.resolve([]),
    members: () => Promise.resolve([]),
    output: () => Promise.resolve(''),
  }
  let result = `${line}: nothing`
  for await (const found of complete(line, line.length, host, new AbortController().signal)) {
    const [only] = found.choices
    if (only !== undefined && found.choices.length === 1)
      result = line.slice(0, found.start) + only.text + only.suffix
  }
  return result
}

/** The argument that a line has for its command. */
async function argument(line: string): Promise<string> {
  const { output } = await shell.capture(makeSource('test', `${line}\nprintf x`))
  return output.slice(0, -1)
}

describe.each(names.map((name, index) => [name, index] as const))('%j', (name, index) => {
  const expected = name.startsWith('-') ? `./${name}` : name
  test.each(['printf %s ', "printf %s '", 'printf %s "', `printf %s ''`, `printf %s ""`])(
    '%s',
    async line => {
      shell.changeDirectory(join(folder, String(index)))
      expect(await argument(await completed(line))).toBe(expected)
    },
  )
  test.each(['', "'", '"'])('below a folder, in %s', async quote => {
    shell.changeDirectory(folder)
    expect(await argument(await completed(`printf %s ${quote}${index}/`))).toBe(`${index}/${name}`)
  })
  // A dash begins an option.
  test.skipIf(name.startsWith('-'))('behind what its first character is typed as', async () => {
    shell.changeDirectory(join(folder, String(index)))
    const [first = ''] = name
    const typed = /[\w~]/.test(first)
      ? first === '~'
        ? '\\~'
        : first
      : /[^\x00-\x7f]/.test(first)
        ? first
        : `\\${first}`
    expect(await argument(await completed(`printf %s ${typed}`))).toBe(expected)
  })
})
