import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { run, runNacre } from '../helpers/run-nacre.ts'

const folder = mkdtempSync(join(tmpdir(), 'nacre-test-'))
afterAll(() => rmSync(folder, { recursive: true }))
writeFileSync(join(folder, 'IN'), 'l1\nl 2\nl3\n')

const hasParallel =
  existsSync('/usr/bin/parallel') && readFileSync('/usr/bin/parallel', 'utf8').includes('GNU Parallel')

/** Command lines whose output and status must be GNU parallel's own; with what they read. */
const rows: readonly (readonly [string, string?])[] = [
  ['-k echo {} ::: a b c'],
  ["-k echo ::: a 'b c' ''"],
  ['-k echo {1} {2} ::: a b ::: 1 2 :::+ x y'],
  ['-k --tag echo hi {} ::: a b'],
  ['-k echo {.} {/} {//} {/.} {#} ::: d/a.tar.gz b /x/y'],
  ['-k --colsep , echo {2} {1} ::: a,b c,d'],
  ["-j1 --halt now,fail=1 'echo {}; exit {}' ::: 0 2 3"],
  ["-j1 --halt soon,success=1 'echo {}; exit {}' ::: 1 0 2"],
  ["'exit {}' ::: 1 1 0"],
  ["-k -q echo 'a  b' {} ::: x"],
  ["-k --retries 2 'echo t{}; exit 1' ::: 1"],
  ['-k -v echo {} ::: a'],
  ["--tagstring 'T{#}' -k echo {} ::: a b"],
  ['-k -n2 echo ::: 1 2 3'],
  ['-k -N2 echo {1}-{2} ::: a b c'],
  ['-k --header : echo {x} {y} ::: x 1 2 ::: y 3'],
  ["-k --trim lr 'echo [{}]' ::: ' a '"],
  ['-k -I ,, echo ,, {} ::: a'],
  ['-j2 -k -X echo p{}s ::: 1 2 3 4'],
  ['-j2 -k -m echo ::: 1 2 3 4 5 6'],
  ["-k --dry-run echo {} ::: 'a b' \"it's\" 'x$y' '' 'p|q'"],
  ["-k 'echo {} | tr a-z A-Z' ::: 'a  b' 'c;d'"],
  ["-k echo {} '>&2' ::: x"],
  ['-k --link echo {1}{2} ::: a b ::: 1 2'],
  ['-k echo {2} {1} {-1} ::: a ::: b'],
  ["-k -j1 --line-buffer --tag 'echo {}a; echo {}b' ::: 1 2"],
  ['-0 -k echo', 'a\0b c\0'],
  ['-k -d , echo', 'a,b,c'],
  ['-r -k echo', 'x\n\ny\n'],
  ['-k -a IN echo'],
  ['-k echo {1} {2} ::: q :::: IN'],
  ["-k ::: 'echo hi' 'echo $((1+2))'"],
  ['--results out -k echo {} ::: a b; cat out/1/a/stdout out/1/b/seq; rm -r out'],
  ["--joblog log -j1 'exit {}' ::: 0 3; cut -f1,2,5-9 log; rm log"],
]

test.runIf(hasParallel).each(rows)('as GNU parallel: pool %s', async (line, input = '') => {
  const options = { input, cwd: folder }
  const expected = await run(['bash', '-c', `parallel ${line}`], options)
  const found = await runNacre(['-c', `pool ${line}`], options)
  expect({ stdout: found.stdout, status: found.status }).toEqual({
    stdout: expected.stdout,
    status: expected.status,
  })
})

test.skipIf(hasParallel)('GNU parallel is not on this machine: nothing is compared with it', () => {
  expect(hasParallel).toBe(false)
})
