import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, watch } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { nacreArgv, runNacre } from '../helpers/run-nacre.ts'

const folder = mkdtempSync(join(tmpdir(), 'nacre-test-'))
afterAll(() => rmSync(folder, { recursive: true }))

test.each<[string, string, string]>([
  [
    'values are never read as code',
    "pool -k 'echo {}' ::: '$(echo no)' '; echo no'",
    '$(echo no)\n; echo no\n',
  ],
  ['nor within quotes', `pool -k 'echo "{}" '"'{}'" ::: '$HOME'`, '$HOME $HOME\n'],
  ['words stay words', "pool -k printf '%s|' {} 'a  b' ::: 'x  y'", 'x  y|a  b|'],
  ['functions of the shell are commands', 'f() { echo "f:$1"; }; pool -k f ::: a b', 'f:a\nf:b\n'],
  ['a function of TypeScript', 'printf "a\\nbb\\n" | pool -k @(s => s.length)', '1\n2\n'],
  ['an async one', 'pool -k @(async s => s + "!") ::: a b', 'a!\nb!\n'],
  ['with values from around', 'const n = 10\npool -k @(s => Number(s) * n) ::: 1 2', '10\n20\n'],
  [
    "a task's numbers are in the environment of programs, functions and texts",
    `f() { printenv PARALLEL_SEQ PARALLEL_PID; }; { pool -N0 printenv PARALLEL_SEQ PARALLEL_PID ::: 1; pool f ::: ''; pool -N0 'printenv PARALLEL_SEQ PARALLEL_PID' ::: 1; } | sed s/^$$$/pid/`,
    '1\npid\n1\npid\n1\npid\n',
  ],
  [
    'an expression without a value says so',
    `pool echo '{= $_ = "x".$_ =}' ::: a 2>&1`,
    'pool: a: $_ = "x".$_: gives no value (TypeScript joins texts by +)\n',
  ],
  ['expressions of one value', "pool echo '{=2 _ + task.seq =}' ::: a ::: b", 'b1\n'],
  [
    'placeholders of your own in TypeScript',
    'pool -k --rpl \'{cut(.*?)} _.replaceAll($$1, "")\' echo {1cuta} {2cutb} ::: banana ::: b-b',
    'bnn -\n',
  ],
  ['a filter by text', `pool -k --filter '"{1}" !== "b" && {}.length < 3' echo ::: a b abc cc`, 'a\ncc\n'],
  ['expressions', 'pool -k echo "{= _.toUpperCase() =}" ::: a b', 'A\nB\n'],
  ['values of TypeScript', "const files = ['x y', 'z']\npool -k echo ::: @(files)", 'x y\nz\n'],
  [
    'objects',
    `pool -k --json @(s => ({ n: s })) ::: a | sed 's/"startedAt.*"value/"value/'`,
    '{"seq":1,"values":["a"],"status":0,"signal":0,"value":{"n":"a"}}\n',
  ],
  [
    'a joblog of a function, and what is left of it',
    "cd $(mktemp -d); pool -j1 --joblog l @(s => { if (s === 'b') throw 1; return s }) ::: a b c 2> /dev/null; cut -f1,7 l; pool -k --joblog l --resume-failed @(s => s + '!') ::: a b c",
    'a\nc\nSeq\tExitval\n1\t0\n2\t1\n3\t0\nb!\n',
  ],
  [
    'results of a function in files, and no second time',
    "cd $(mktemp -d); pool --results r @(s => s + '!') ::: a b; cat r/1/a/stdout; pool --results r --resume @(s => s + '?') ::: a c; cat r/1/*/stdout",
    'a!\na!\nb!\nc?\n',
  ],
  [
    'threads and processes that are nice',
    "pool --kind thread --nice 5 @(s => process.getBuiltinModule('os').getPriority()) ::: a; pool --kind process --nice 6 @(s => process.getBuiltinModule('os').getPriority()) ::: a\n= process.getBuiltinModule('os').getPriority()",
    '5\n6\n0\n',
  ],
  [
    'a function for each piece of a stream',
    "seq 5 | pool -k --pipe -N2 @(text => text.split('\\n').length - 1)",
    '2\n2\n1\n',
  ],
  ['a dry run of a function', 'pool --dry-run @(s => s) ::: a', '@(s => s) a\n'],
  [
    'a semaphore: as many at once as there are places, whoever starts them',
    `cd $(mktemp -d); mkfifo a; id="of $PWD"
     pool --id "$id" -j2 'read x < a; echo $x'; pool --id "$id" -j2 true
     pool --id "$id" --st -0.01 echo late; echo $?; echo first > a; pool --id "$id" --wait; pool --id "$id" --fg 'echo second; exit 3'; echo $?`,
    '1\nfirst\nsecond\n3\n',
  ],
  [
    'the programs of a command hold its place',
    `cd $(mktemp -d); mkfifo a; id="of $PWD"
     pool --id "$id" --fg 'cat a & true'; pool --id "$id" --st -0.01 true; echo $?; echo end > a; pool --id "$id" --fg true`,
    '1\nend\n',
  ],
  [
    'pieces of a stream for tasks that run',
    "seq 100000 | pool -j2 --round-robin --block 10k 'cat; echo 0' | sort -n | uniq -c | awk '$2 == 0 || $1 != 1' | tr -s ' '; cd $(mktemp -d); seq 9 | pool --round -j2 -N1 --joblog l cat > /dev/null; awk 'NR > 1 { sum += $5 } END { print sum }' l",
    ' 2 0\n18\n',
  ],
  [
    'one that ends early leaves the rest to the others',
    "seq 1000000 | pool -j1 --round-robin 'head -n 1; wc -l > /dev/null'; seq 500000 | pool -j1 --round-robin head -n 1",
    '1\n1\n',
  ],
  ['one argument of several values', "pool -j1 -m printf '[%s]' p{}s ::: 1 '2 3' 4", '[p1][2 3][4s]'],
  ['a run that fails tells how often', 'pool false ::: 1 2 3; echo $?', '3\n'],
  [
    'tasks of the shell itself leave timers their turn',
    'let ticks = 0; const clock = setInterval(() => ticks++, 1)\nseq 3000 | pool true\nclearInterval(clock)\n= ticks > 3',
    'true\n',
  ],
  [
    'comma-separated text has quotes, delimiters and line breaks in its values',
    `printf 'a,"b,c"\\n"d ""e""\\nf",g\\n' | pool -k --csv echo '<{2}>{1}'; printf 'n;m\\n1;"2;3"\\n' | pool --csv --colsep ';' --header : echo {m}`,
    '<b,c>a\n<g>d "e"\nf\n2;3\n',
  ],
  [
    'a limit is a command of the shell, for functions as well',
    'n=0; ready() { test -e go && return; touch go; return 1; }; cd $(mktemp -d); pool -k --limit ready @(s => s + "!") ::: a b; pool -k --limit "mem 100000000G" --dry-run echo ::: a',
    'a!\nb!\necho a\n',
  ],
  [
    'what takes too long ends with all that it has started',
    `pool --line-buffer --timeout 1 bash -c 'echo a; sleep 600; echo b' ::: 1; echo $?; pool --lb --timeout 1 bash -c 'trap : TERM; echo c; while :; do sleep 600; done' ::: 1; echo $?`,
    'a\n1\nc\n1\n',
  ],
  ['a reader that leaves ends it', 'seq 100000 | pool -k echo | head -n 2', '1\n2\n'],
])('pool: %s', async (_, code, stdout) => {
  expect((await runNacre(['-c', code])).stdout).toBe(stdout)
})

test.each<[string, string]>([
  ['pool --round-robin @(f => f)', 'pool: --round-robin: for commands'],
  ["pool --limit 'load x' true ::: 1", 'pool: --limit load x: load and a number'],
  ["pool --limit 'echo (' true ::: 1", 'pool: --limit echo (: syntax error'],
  ['pool --term-seq TERM,x true ::: 1', 'pool: --term-seq TERM,x: signals and milliseconds in turn'],
  ['pool --retry-failed', 'pool: --retry-failed needs --joblog'],
  ['pool --pipe -a f wc', 'pool: --pipe: reads standard input, not -a f (use < f)'],
  ['pool --pipe @(s => s) ::: 1', 'pool: --pipe: a function gets its piece and no values'],
  ['pool --tee wc', 'pool: --tee: which tasks? (::: value ...)'],
  ['pool --cat @(s => s)', 'pool: --cat: for commands; a function gets its piece as a text'],
  ['pool --tmpdir /nowhere true ::: 1', 'pool: --tmpdir /nowhere: not a directory'],
  [`printf 'a,"b\\n' | pool --csv echo`, 'pool: --csv: a,"b: a quote is not closed'],
  ['pool --fifo wc', 'pool: --fifo: --cat gives each task a file with its piece'],
  ['pool --shard 1 wc', 'pool: --shard: sort or awk brings records together'],
  ['pool -S host true', 'pool: -S: machines are not supported yet'],
  ['pool --semaphore', 'pool: --semaphore: which command?'],
  ['pool --semaphore @(f => f)', 'pool: --semaphore: for commands, not for functions'],
  ['pool --results r.csv --resume true ::: 1', 'pool: --results r.csv: --resume needs --joblog'],
  ['pool --kept-order true ::: 1', 'pool: --kept-order: invalid option (did you mean --keep-order?)'],
  ["pool --rpl '{z}' echo {z} ::: 1", 'pool: --rpl {z}: a tag, a space and an expression'],
  ["pool echo '{= if (_) x =}' ::: 1", 'pool: if (_) x: '],
  ["pool --filter '1 +' echo ::: 1", 'pool: 1 +: '],
  ["pool echo '{= s/(/x/ =}' ::: 1", 'pool: s/(/x/: Invalid regular expression'],
  ["pool echo '{= s/a/x/e =}' ::: 1", 'pool: s/a/x/e: no flag e here'],
  ['pool --process-slot-var 1 true ::: 1', 'pool: --process-slot-var 1: not the name of a variable'],
  ['pool -s 9 -X echo ::: aaaaaaaaa', 'pool: -s 9: the command line with aaaaaaaaa is longer'],
  ['pool --wd /nowhere pwd ::: 1', 'pool: --wd /nowhere: not a directory'],
  ['pool --nice 5 @(async s => s) ::: 1', 'pool: --nice: coroutines run in the shell itself'],
  ['pool -j x true ::: 1', 'pool: x: not a number of jobs'],
  ["pool 'echo (' ::: 1", 'syntax error'],
  ['pool --resume true ::: 1', '--resume needs --joblog'],
])('%s is refused', async (code, message) => {
  const { stderr, status } = await runNacre(['-c', code])
  expect(stderr).toContain(message)
  expect(status).toBe(2)
})

test.each<[string, string, string]>([
  ['map', '= await pool.map([1, 2, 3], x => x * 2)', '[ 2, 4, 6 ]\n'],
  ['map of coroutines', '= await pool.map([1, 2], async x => { await sleep(5); return x })', '[ 1, 2 ]\n'],
  [
    'map of processes',
    "= await pool.map([1], () => process.argv.length > 0, { kind: 'process' })",
    '[ true ]\n',
  ],
  ['imap', 'for await (const r of pool.imap([3], x => x + 1)) { console.log(r) }', '4\n'],
  [
    'submit',
    'await using p = pool({ size: 1 })\n= await p.submit((a: number, b: number) => a + b, 1, 2)',
    '3\n',
  ],
  [
    'what cannot travel is named',
    'const w = new WeakMap()\ntry { pool.map([1], () => w) } catch (e) { console.log(e.message) }',
    '`w` cannot go to a worker: it is a WeakMap, which lives in this process only\n',
  ],
  [
    'an error has its item',
    "try { await pool.map(['a'], x => { throw new Error(x) }) } catch (e) { console.log(e.item, e.index, e.message) }",
    'a 0 a\n',
  ],
  [
    'all failures',
    "try { await pool.map([1, 2], x => { if (x === 2) throw 1; return x }, { halt: 'never' }) } catch (e) { console.log(e.message, e.results) }",
    '1 of 2 tasks failed [ 1 ]\n',
  ],
  [
    'progress',
    'await pool.map([1, 2], x => x, { size: 1, onProgress: p => console.log(p.done, p.total) })',
    '1 2\n2 2\n',
  ],
  [
    'a run is a job',
    'const j = pool.map([1], x => x)\nconsole.log(j.kind, j.progress?.total, await j)',
    'pool 1 [ 1 ]\n',
  ],
  [
    'cancelled',
    'const j = pool.map([1], async () => { await sleep(9999) })\nj.cancel()\ntry { await j } catch (e) { console.log(e.name) }\nprocess.exit()',
    'AbortError\n',
  ],
])('pool.%s', async (_, code, stdout) => {
  const result = await runNacre(['-c', code])
  expect(result.stdout + result.stderr).toBe(stdout)
})

test('a shell that is killed resumes with exactly what was not finished', async () => {
  const log = join(folder, 'log')
  const done = join(folder, 'done')
  const command = (resume: string): string =>
    `pool ${resume} -j2 --joblog ${log} 'test {} -gt 6 -a ! -e ${folder}/go && sleep 60; echo {} >> ${done}' ::: {1..12}`
  const child = spawn(nacreArgv[0], [...nacreArgv.slice(1), '-c', command('')], {
    stdio: 'ignore',
    detached: true,
  })
  await until(() => lines(log) === 7)
  process.kill(-(child.pid ?? 0), 'SIGKILL')
  await runNacre(['-c', `: > ${folder}/go; ${command('--resume')}`])
  const finished = readFileSync(done, 'utf8').trim().split('\n').map(Number)
  expect(finished.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
})

function lines(file: string): number {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').length - 1 : 0
}

/** Looks at each change of the folder. */
async function until(claim: () => boolean): Promise<void> {
  const changes = watch(folder)
  await new Promise<void>(resolve => {
    const look = (): void => void (claim() && resolve())
    changes.on('change', look)
    look()
  })
  changes.close()
}
