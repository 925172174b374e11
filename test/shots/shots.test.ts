/** The pictures in the documentation: what they are drawn from, and that the script that makes them still can. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRequire } from 'node:module'
import type * as headless from '@xterm/headless'
import { expect, test } from 'vitest'
import { palettes } from '../../shots/palette.ts'
import { scenes } from '../../shots/scenes.ts'
import { drawScreen } from '../../shots/svg.ts'
import { root, run } from '../helpers/run-nacre.ts'

const { Terminal } = createRequire(import.meta.url)('@xterm/headless') as typeof headless

async function drawn(text: string, background: 'dark' | 'light' = 'dark'): Promise<string> {
  const terminal = new Terminal({ cols: 20, rows: 2, allowProposedApi: true })
  await new Promise<void>(done => terminal.write(text, done))
  const { active: buffer } = terminal.buffer
  return drawScreen({ buffer, columns: 20, from: 0, to: 2 }, palettes[background], 'a & b')
}

test.each([
  ['plain', ['fill="#d6d9e4">plain</text>', '<title>a &amp; b</title>', 'fill="#1e2028"/>']],
  ['\x1b[1;31mred\x1b[0m <b>', ['fill="#ef6b73" font-weight="bold">red</text>', '> &lt;b&gt;</text>']],
  ['\x1b[7mturned', ['fill="#d6d9e4"/>', 'fill="#1e2028">turned</text>']],
  ['\x1b[38;5;208mcube', ['fill="#ff8700">cube</text>']],
  ['\x1b[38;2;1;2;3;4mtrue', ['fill="#010203" text-decoration="underline">true</text>']],
  ['a漢b', ['x="20.4" y="25" textLength="16.8" fill="#d6d9e4">漢</text>', 'x="37.2"']],
])('%j', async (text, parts) => {
  const picture = await drawn(text)
  for (const part of parts) expect(picture).toContain(part)
})

test('every scene is in the documentation', () => {
  const files = scenes.flatMap(({ name }) =>
    ['dark', 'light'].flatMap(background => [80, 200].map(width => `${name}-${background}-${width}.svg`)),
  )
  expect(files.filter(file => !existsSync(join(root, 'docs/shots', file)))).toEqual([])
})

test('npm run shots draws what is on the screen', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nacre-shots-test-'))
  try {
    const { status, stderr } = await run([process.execPath, join(root, 'shots/run.ts'), 'completion'], {
      env: { SHOTS: folder },
    })
    expect(stderr).toBe('')
    expect(status).toBe(0)
    const picture = readFileSync(join(folder, 'completion-light-80.svg'), 'utf8')
    expect(picture).toMatch(/>git<\/text>[^]*switch[^]*>cheaper-plums/)
    expect(picture).toContain(`fill="${palettes.light.background}"`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}, 60_000)

test('the same picture twice is the same file: no clock, and nothing that comes late', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nacre-shots-test-'))
  const take = async (): Promise<string> => {
    const { status, stderr } = await run([process.execPath, join(root, 'shots/run.ts'), 'jobs-dark-80'], {
      env: { SHOTS: folder },
    })
    expect(stderr).toBe('')
    expect(status).toBe(0)
    return readFileSync(join(folder, 'jobs-dark-80.svg'), 'utf8')
  }
  try {
    const first = await take()
    expect(first).toContain(' 2.3s ')
    expect(await take()).toBe(first)
  } finally {
    rmSync(folder, { recursive: true })
  }
}, 60_000)
