import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { run, runNacre } from '../helpers/run-nacre.ts'

const folder = mkdtempSync(join(tmpdir(), 'nacre-test-'))
afterAll(() => rmSync(folder, { recursive: true }))
writeFileSync(join(folder, 'IN'), 'l1\nl 2\nl3\n')
writeFileSync(join(folder, 'TWO'), '1\n2\n3\n')

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
  ['-k --arg-sep ,, echo ,, a b'],
  ['-k --arg-file-sep // echo // IN'],
  ['-k -a IN -a TWO echo'],
  ['-k --link -a IN -a TWO echo'],
  ['-k echo :::: IN TWO'],
  ['-k echo ::: a b :::+ c d e'],
  ['-k echo ::: a b c :::+ d'],
  ['-k echo {2} {1} :::: IN :::+ 1 2 3'],
  ['-j1 -k -X echo a{}b ::: 1 2 3 4 5'],
  ['-j1 -k -m echo a{}b ::: 1 2 3'],
  ['-j1 -k -s 20 -X echo p{}s ::: a b c d e f g'],
  ['-j1 -k -s 20 -m --dry-run echo p{}s ::: a b c d e f g'],
  ['-k -N3 echo ::: 1 2 3 4'],
  ['-k -N0 echo hi ::: 1 2'],
  ['-k -L2 echo', 'l1\nl2\nl3\n'],
  ['-k --max-args 2 echo ::: 1 2 3'],
  ['-k --plus echo {..} {...} {+/} {+.} {+..} {+...} {/..} {/...} {##} ::: d/a.b.c.d x/y.z .e'],
  ['-k --plus echo {%.gz} {#a} {/a/X} ::: abc.gz aa.gz'],
  ['-k --plus echo {,A} {,,A} {^a} {^^a} {,,AB} {^^ab} ::: ABA AaBbA aab'],
  ['-k --plus echo {:2} {:1:2} {:-def} ::: abcdef'],
  ['-k --plus echo {2..} {1/..} {-1+.} ::: a.b.c ::: d/e.f.g'],
  ['-k --er ,, echo ,, {.} {} ::: x/y.z'],
  ['-k --bnr ,, echo ,, {/} ::: x/y.z'],
  ['-k --dnr ,, --bner __ echo ,, __ ::: x/y.z'],
  ['-j1 -k --seqreplace ,, --slotreplace __ echo ,, __ ::: a b'],
  ['-k --replace=,, echo ,, ::: a'],
  ["-k --tagstring '{1} {2}' echo ::: a b ::: c"],
  ['-k --tagstring {#}-{/.} echo ::: a/b.c'],
  ["-k --colsep '\\t' echo {2}-{1}", 'a\tb\nc\td\n'],
  ['-k --colsep , --header : echo {a} {b} {1}', 'a,b\n1,2\n3,4\n'],
  ["-k --trim l echo '[{}]' ::: ' a '"],
  ['-k --dryrun -X -j1 echo ::: a b'],
  ["--dry-run -k ::: 'echo a' 'ls | wc'"],
  ['-t -k echo ::: a'],
  ["-k --retries 3 'echo {}; exit {}' ::: 0 1"],
  ["-k --timeout 1 'echo a; sleep 5; echo b' ::: 1"],
  ['-k --delay 0.1 echo ::: a b'],
  ['-k --nice 5 nice ::: ""'],
  ['-k --memfree 1k echo ::: a'],
  ['--shuf -j1 echo ::: 1 2 3 4 5 6 | sort'],
  ["-k --halt soon,fail=30% -j1 'echo {};exit {}' ::: 1 1 1 1 0 0 0 0 0 0"],
  ["-k --halt 1 -j1 'echo {};exit {}' ::: 1 0"],
  ["-k --halt-on-error 2 -j1 'echo {};exit {}' ::: 1 0"],
  ['-k -E STOP echo ::: a STOP b'],
  ['-k --skip-first-line echo', 'h\na\n'],
  ['-k --wd /tmp pwd ::: a'],
  ["-k 'echo $PARALLEL_SEQ $PARALLEL_JOBSLOT' ::: a"],
  ['-k --pipe -N2 cat -n', 'a\nb\nc\n'],
  ['-k --pipe --block 4 wc -c', 'l1\nl 2\nl3\n'],
  ["-k --pipe --recend ';' -N1 'cat; echo ='", 'a;b;c'],
  ["-k --pipe --rrs --recend ';' -N1 'cat; echo ='", 'a;b;c'],
  ["-k --pipe --recstart l -N1 'cat; echo ='", 'l1\nl2\nx\nl3\n'],
  ["-k --pipe --regexp --recend '[0-9]\\n' -N1 'cat; echo ='", 'a\n1\nb\n2\n'],
  ["-k --pipe --block 4 --recend '' 'cat; echo ='", 'l1\nl2\nl3'],
  ["-k --pipe --header : -N1 'cat; echo ='", 'h\na\nb\n'],
  ['-k --pipe --tagstring {#} -N1 cat', 'a\nb\n'],
  [
    '-k --pipe --block 30k --joblog log wc -c; cut -f1,5-9 log; rm log',
    Array.from({ length: 20_000 }, (_, i) => `${i}\n`).join(''),
  ],
  ["-k echo '>' {} ::: a; ls a 2>&1 | head -1"],
  ["-k 'for i in 1 2; do echo $i{}; done' ::: a b"],
  ['-k echo {3} ::: a ::: b'],
  ['-k nonexistingcmd ::: a'],
  ["--joblog log 'exit {}' ::: 0 3; parallel=1; cut -f7 log | sort; rm log"],
  ['-k --header : --results h echo {x} ::: x 1 2; find h | sort; rm -r h'],
  ["-k --rpl '{z} s/a/b/' echo {z} {1z} ::: banana a"],
  ["-k --rpl '{/(.+?)/(.*?)} s/$$1/$$2/;' echo {/a/Z} {1/n/b} ::: banana"],
  ["-k --rpl 'XX s/a/b/' --rpl '{:%(.+?)} s:$$1(\\.[^/]+)*$::' echo XX {:%_file} {1:%le} ::: my_file.tar.gz"],
  ["-k echo '{= s/a/b/g; s:n:M: =}' '{=2 s/x/y/ =}' ::: banana ::: xx"],
  ["-k echo '{= s/(.)(.)/$2\\1/ =}' '{= s/\\./\\//; =}' ::: ab.c"],
  ["-k echo '{= tr/a-z/A-Z/ =}' '{= y/ab/x/ =}' ::: abc"],
  // A task that is left out counts as failed there.
  ["-k --filter '{1} < {2}+1' echo {#} {1} {2} ::: 1 2 3 ::: 1 2 3 | cat"],
  ["-k --filter '{1} > 9' echo {#} {} ::: 1 20 10 | cat"],
  ["-k --results x.csv -j1 echo {} ::: a 'b,\"c\"' ''; cut -d, -f1,2,5- x.csv; rm x.csv"],
  ["-k --results x.tsv -j1 echo {1} {2} ::: a 'b c' ::: 1; cut -f1,2,5- x.tsv; rm x.tsv"],
  ['-j1 --header : --results h.csv echo {x} ::: x 1 2; cut -d, -f1,2,5- h.csv; rm h.csv'],
  ['-j1 -N2 --results n.csv echo ::: a b c; cut -d, -f5- n.csv; rm n.csv'],
  ["--results o.csv 'exit {}' ::: 3; cut -d, -f5-8 o.csv; rm o.csv"],
  ['-j1 --results -.tsv echo ::: a b | cut -f1,2,5-'],
  [
    String.raw`-j1 --results x.json 'echo {}; echo err >&2' ::: a b; sed 's/time": [0-9.]*, "JobRuntime": [0-9.]*//; s/\\u000a/\\n/g' x.json; rm x.json`,
  ],
  ["--results 'out_{}.txt' echo {} ::: p q; cat out_p.txt out_q.txt.seq; ls out*; rm out*"],
  ["--results 'dir/{}/' echo {} ::: p q; find dir | sort; cat dir/p/stdout; rm -r dir"],
  ['--files echo ::: a | xargs cat'],
  ['-k --files --tag echo {} ::: a | cut -f1'],
  ['--files --results fd echo ::: a; cat fd/1/a/stdout; rm -r fd'],
  ["-k --process-slot-var=own -j1 'echo $own' {} ::: a b"],
  ["--semaphore --fg --id nacre-test 'echo $PWD | wc -l; exit 4'"],
  ["--id nacre-test --fg echo ab '|' tr a x"],
  ["-j2 --pipe --round-robin -N2 'cat; echo =' | sort", '1\n2\n3\n4\n5\n'],
  ['-j1 --pipe --round -N2 cat -n', 'a\nb\nc\nd\n'],
  ["-N0 env ::: 1 | grep -E '^PARALLEL_(SEQ|JOBSLOT)=' | sort"],
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
