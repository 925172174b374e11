/**
 * Records what vim does: `node test/repl/session/vim/record.ts < rows >> test/repl/session/vim/answers.jsonl`. A row is
 * JSON: a text, where the cursor is in it (in characters, none beyond 16 bits), and the commands that are typed one by one. Each row gets a
 * vim of its own, without configuration: `vim -u NONE -N -es`, set up as record.vim says.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folder = mkdtempSync(join(tmpdir(), 'nacre-vim-'))
const env = {
  PATH: '/usr/bin:/bin',
  LC_ALL: 'C.UTF-8',
  VIM_ROWS: join(folder, 'rows'),
  VIM_ANSWERS: join(folder, 'answers'),
}
const script = join(import.meta.dirname, 'record.vim')
for (const line of readFileSync(0, 'utf8').split('\n')) {
  if (line === '') continue
  const [text, cursor, ...keys] = JSON.parse(line) as [string, number, ...string[]]
  writeFileSync(env.VIM_ROWS, JSON.stringify({ text, cursor, keys }))
  rmSync(env.VIM_ANSWERS, { force: true })
  spawnSync('vim', ['-u', 'NONE', '-i', 'NONE', '-N', '-n', '-es', '-S', script], { env, timeout: 5000 })
  const answer = JSON.parse(readFileSync(env.VIM_ANSWERS, 'utf8')) as object
  process.stdout.write(`${JSON.stringify({ row: [text, cursor, ...keys], ...answer })}\n`)
}
rmSync(folder, { recursive: true })
