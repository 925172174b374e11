/** Every block of code in the pages is run, or says why it is not. */
import { spawn } from 'node:child_process'
import { chmodSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { nacreArgv, root, run, type RunResult } from '../helpers/run-nacre.ts'
import { blocksOf, commandsOf, type Block } from './blocks.ts'

/** What is run, by the extension its file gets. */
const languages: Readonly<Record<string, string>> = {
  ts: '.ts',
  js: '.mjs',
  tsh: '.tsh',
  sh: '.sh',
  bash: '.sh',
}

const pages = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/*.md', { cwd: root })].map(
  (page): [string, Block[]] => [page, blocksOf(readFileSync(join(root, page), 'utf8'))],
)

const folder = mkdtempSync(join(tmpdir(), 'nacre-docs-'))
afterAll(() => rmSync(folder, { recursive: true }))

const quote = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`

write('bin/nacre', `#!/bin/sh\nexec ${nacreArgv.map(quote).join(' ')} "$@"\n`)
chmodSync(join(folder, 'bin/nacre'), 0o755)

const environment = {
  HOME: join(folder, 'home'),
  XDG_CACHE_HOME: join(folder, 'cache'),
  PATH: `${folder}/bin:${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
  NO_COLOR: '1',
}

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), text)
}

/** Both outputs as a terminal would get them. */
async function both(line: string, cwd: string): Promise<string> {
  const child = spawn(nacreArgv[0], [...nacreArgv.slice(1), '-c', `{ ${line}\n} 2>&1`], {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  return Buffer.concat(await Array.fromAsync(child.stdout as AsyncIterable<Buffer>)).toString()
}

async function runCommands(block: Block, cwd: string): Promise<void> {
  for (const { typed, shows } of commandsOf(block.text)) expect(await both(typed, cwd), typed).toBe(shows)
}

function runFile(block: Block, cwd: string, name: string): Promise<RunResult> {
  const argv = block.language === 'bash' ? ['bash'] : ['nacre']
  return run([...argv, name], { cwd, env: environment })
}

describe.each(pages)('%s', (page, blocks) => {
  const code = blocks.filter(({ language }) => language !== 'text')

  test('every block has a language', () => {
    expect(blocks.filter(({ language }) => language === '').map(({ line }) => `${page}:${line}`)).toEqual([])
  })

  for (const block of code) {
    // Sessions at the prompt are test/e2e/transcript.test.ts's.
    if (block.norun !== undefined || block.language === 'nacre') continue
    const cwd = `${page}/${block.section}`.replaceAll(/[^\w./-]+/g, '-')
    test(`line ${block.line}: ${block.file ?? block.language}`, { timeout: 60_000 }, async () => {
      mkdirSync(join(folder, cwd), { recursive: true })
      if (block.language === 'console') return await runCommands(block, join(folder, cwd))
      const name = block.file ?? `block${languages[block.language]}`
      write(join(cwd, name), block.text)
      if (block.file !== undefined) return
      expect(languages, `${block.language} is no language that is run`).toHaveProperty(block.language)
      const { stdout, stderr, status } = await runFile(block, join(folder, cwd), name)
      expect([stderr, status]).toEqual(['', 0])
      expect(stdout).toBe(block.shows ?? stdout)
    })
  }
})
