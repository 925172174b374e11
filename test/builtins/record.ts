/**
 * Records what bash answers: `node test/builtins/record.ts < lines >> test/builtins/bash-answers.jsonl`, a command line
 * each. Each is run by bash 5.2 in an empty directory; its output, status and the number of lines on stderr are kept.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

for (const code of readFileSync(0, 'utf8').split('\n')) {
  if (code === '' || code.startsWith('# ')) continue
  const cwd = mkdtempSync(join(tmpdir(), 'nacre-record-'))
  const env = { PATH: '/usr/bin:/bin', HOME: '/root', LC_ALL: 'C.UTF-8', SHLVL: '1' }
  const answer = spawnSync('bash', ['-c', code], { cwd, env, input: '', timeout: 10_000 })
  rmSync(cwd, { recursive: true, force: true })
  const text = (bytes: Buffer): string => bytes.toString('latin1').replaceAll(cwd, 'DIR')
  const err = text(answer.stderr).replace(/^(bash|environment): (line \d+: )?/gm, '')
  const row = { code, out: text(answer.stdout), err, status: answer.status }
  process.stdout.write(`${JSON.stringify(row)}\n`)
}
