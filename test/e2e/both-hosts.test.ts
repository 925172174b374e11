/** One script through everything, and slow readers of the shell's own streams, on both hosts. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nacreArgv, run, runNacre } from '../helpers/run-nacre.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'nacre-hosts-'))
  for (const name of ['a', 'b', 'c']) writeFileSync(join(folder, `${name}.ts`), `// ${name}\n`)
  writeFileSync(join(folder, 'package.json'), '{"dependencies":{"zod":"1","ink":"2"}}\n')
  const git = 'git init -q . && git add . && git -c user.name=n -c user.email=n@n commit -qm one'
  execFileSync('sh', ['-c', git], { cwd: folder })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const script = `git log --oneline | head -3 | cut -d ' ' -f 2
const files = $(git ls-files '*.ts').split('\\n')
= files.length
wc -l @(files) | tail -1
for (const f of files.slice(0, 2)) {
  head -1 $f
}
cat package.json | @(i => i.json()) | @(p => Object.keys(p.dependencies)) | sort
head -c 50000000 /dev/zero | @(i => i.bytes()) | wc -c
yes 2>/dev/null | head -1
ls | wc -l > .n; cat .n
console.log('typed'); echo run
nosuchcommand-xyz
type X = string
`
const shown = 'one\n3\n 3 total\n// a\n// b\nink\nzod\n50000000\ny\n4\ntyped\nrun\n'

describe.each(['posix', 'portable'])('on the %s host', host => {
  const env = { NACRE_HOST: host }

  test('a script of both languages', async () => {
    writeFileSync(join(folder, '.all.tsh'), script)
    const result = await runNacre(['.all.tsh'], { cwd: folder, env })
    expect(result.stdout).toBe(shown)
    expect(result.stderr).toBe('.all.tsh: line 13: nosuchcommand-xyz: command not found\n')
  })

  const touch = 'process.stdin.isTTY; process.stdout.isTTY; process.stderr.isTTY\n'
  test.each([
    ['stdout', `head -c 5000000 /dev/zero`, '2>/dev/null'],
    ['stdout that TypeScript has touched', `${touch}head -c 5000000 /dev/zero`, '2>/dev/null'],
    ['stderr', `head -c 5000000 /dev/zero >&2`, '2>&1 >/dev/null'],
    ['stderr that TypeScript has touched', `${touch}head -c 5000000 /dev/zero >&2`, '2>&1 >/dev/null'],
  ])('a slow reader of %s loses nothing', async (_, code, redirection) => {
    const result = await run(
      ['sh', '-c', `"$0" "$1" -c "$2" ${redirection} | { sleep 0.3; wc -c; }`, ...nacreArgv, code],
      { env },
    )
    expect(result.stdout.trim()).toBe('5000000')
  })

  test('nor does a slow reader of stdin', async () => {
    const code = `${touch}(sleep 0.3; wc -c)`
    const result = await runNacre(['-c', code], { env, input: Buffer.alloc(5_000_000) })
    expect(result.stdout.trim()).toBe('5000000')
  })
})
