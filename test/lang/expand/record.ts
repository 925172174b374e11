/** Asks bash again for every row of recorded.json: `node test/lang/expand/record.ts`. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { prelude } from './prelude.ts'

type Row = [setup: string, words: string, answer?: unknown]
type Topics = Record<string, { files: string[]; rows: Row[] }>

const path = join(import.meta.dirname, 'recorded.json')
const topics = JSON.parse(readFileSync(path, 'utf8')) as Topics
const show = String.raw`show() { printf '%s\0' "$@"; }`

function makeFiles(files: readonly string[]): string {
  const directory = mkdtempSync(join(tmpdir(), 'nacre-record-'))
  for (const file of files) {
    mkdirSync(join(directory, file.endsWith('/') ? file : dirname(file)), { recursive: true })
    if (!file.endsWith('/')) writeFileSync(join(directory, file), '')
  }
  return directory
}

function ask(setup: string, words: string, cwd: string): unknown {
  const script = join(cwd, '..', 'nacre-record.sh')
  writeFileSync(script, `shopt -s extglob\n${show}\n${prelude}\n${setup}\nshow x ${words}\n`)
  const result = spawnSync('bash', ['--norc', script], {
    cwd,
    env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' },
  })
  if (result.stdout.length > 0) return result.stdout.toString().split('\0').slice(1, -1)
  const [line = ''] = result.stderr.toString().trim().split('\n')
  return { error: line.replace(/^.*?: line \d+: /, '') }
}

console.error(execFileSync('bash', ['--version']).toString().split('\n')[0])
const lines = Object.entries(topics).map(([name, { files, rows }]) => {
  const cwd = makeFiles(files)
  const answers = rows.map(
    ([setup, words]) => `      ${JSON.stringify([setup, words, ask(setup, words, cwd)])}`,
  )
  rmSync(cwd, { recursive: true })
  return `  ${JSON.stringify(name)}: {\n    "files": ${JSON.stringify(files)},\n    "rows": [\n${answers.join(',\n')}\n    ]\n  }`
})
writeFileSync(path, `{\n${lines.join(',\n')}\n}\n`)
