/**
 * Records what bash answers to whole scripts: `node test/posix/record.ts < lines >> test/posix/scripts.jsonl`, a script a
 * line. Each is a file that bash 5.2 runs in an empty directory; what a fork could not show (EXIT traps of the shell itself,
 * globs and files) is seen here.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

for (const code of readFileSync(0, 'utf8').split('\n')) {
  if (code === '' || code.startsWith('# ')) continue
  const folder = mkdtempSync(join(tmpdir(), 'nacre-record-'))
  writeFileSync(join(folder, '.script'), `${code}\n`)
  const env = { PATH: '/usr/bin:/bin', HOME: '/root', LC_ALL: 'C.UTF-8' }
  const answer = spawnSync('bash', ['.script'], { cwd: folder, env, input: '', timeout: 10_000 })
  rmSync(folder, { recursive: true, force: true })
  process.stdout.write(
    `${JSON.stringify({ code, out: answer.stdout.toString('latin1'), status: answer.status })}\n`,
  )
}
