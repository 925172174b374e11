/** Whole-program rows: `nacre -c code` gives this output and status. Both hosts pass, but for what docs/limits.md lists. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { hosts, skips } from '../helpers/hosts.ts'
import { runNacre } from '../helpers/run-nacre.ts'

const folder = mkdtempSync(join(tmpdir(), 'nacre-e2e-'))
writeFileSync(join(folder, 'package.json'), JSON.stringify({ dependencies: { zod: '1', ink: '2' } }))
writeFileSync(join(folder, 'a b.txt'), 'hello\n')

const rows: [title: string, code: string, stdout: string, status?: number][] = [
  ['a builtin', 'echo hello', 'hello\n'],
  ['a program', '/bin/echo hello', 'hello\n'],
  ['a pipeline of programs', 'printf "b\\na\\n" | sort | head -1', 'a\n'],
  [
    'builtins and programs in one pipeline',
    'for i in 3 1 2; do echo $i; done | sort | while read x; do echo "<$x>"; done',
    '<1>\n<2>\n<3>\n',
  ],
  ['an endless writer ends with its reader', 'yes | head -1', 'y\n'],
  ['an endless builtin writer too', 'while :; do echo y; done | head -1', 'y\n'],
  ['and, or, not', 'true && echo a || echo b; ! false && echo c', 'a\nc\n'],
  ['statuses', 'false; echo $?; (exit 7); echo $?; sh -c "exit 300"; echo $?', '1\n7\n44\n'],
  ['not found', 'nosuchcommand-xyz 2>/dev/null; echo $?', '127\n'],
  ['not executable', '/etc/passwd 2>/dev/null; echo $?', '126\n'],
  ['killed by a signal', 'sh -c "kill -TERM \\$\\$"; echo $?', '143\n'],
  ['exit', 'exit 3', '', 3],
  ['redirections', 'echo a > f; echo b >> f; cat < f; rm f', 'a\nb\n'],
  ['stderr to stdout', 'ls /nonexistent-xyz 2>&1 >/dev/null | wc -l', '1\n'],
  ['a here-document', 'cat <<EOF\nhi $((1+2)) $(echo x)\nEOF', 'hi 3 x\n'],
  ['a quoted here-document', "cat <<'EOF'\n$x `y`\nEOF", '$x `y`\n'],
  ['a here-string', 'cat <<< "a  b"', 'a  b\n'],
  ['command substitution', 'x=$(printf "a\\n\\n"); echo "[$x]"', '[a]\n'],
  ['quoting', `echo 'a  b' "c  d" e\\ f $'g\\th'`, 'a  b c  d e f g\th\n'],
  ['globs', 'echo *.txt "*.txt"', 'a b.txt *.txt\n'],
  ['braces', 'echo {1..3} a{b,c}d', '1 2 3 abd acd\n'],
  [
    'parameter operators',
    'x=abc.tar.gz; echo ${x%%.*} ${x#*.} ${#x} ${y:-none} ${x/tar/zip}',
    'abc tar.gz 10 none abc.zip.gz\n',
  ],
  ['arithmetic', 'echo $((2**10 + 7 % 4)) $(( 1 << 40 ))', '1027 1099511627776\n'],
  [
    'if, case, while, until',
    'if [ 1 -lt 2 ]; then case ab in a*) echo yes;; esac; fi; i=0; until [ $i = 2 ]; do i=$((i+1)); done; echo $i',
    'yes\n2\n',
  ],
  ['functions and arguments', 'f() { echo "$# $1"; return 4; }; f "a b" c; echo $?', '2 a b\n4\n'],
  ['a subshell changes nothing', 'x=1; (x=2; cd /; export Y=1); echo $x ${Y-unset}', '1 unset\n'],
  ['background and wait', 'sh -c "exit 5" & wait $!; echo $?', '5\n'],
  ['traps', "trap 'echo bye' EXIT; echo hi", 'hi\nbye\n'],
  ['set -e', 'set -e; false; echo no', '', 1],
  ['positional parameters', 'set -- a b c; shift; echo $# "$@"', '2 b c\n'],
  ['arrays', 'a=(x "y z"); a+=(w); echo ${#a[@]} "${a[1]}"', '3 y z\n'],
  ['process substitution', 'cat <(echo one) <(echo two)', 'one\ntwo\n'],
  ['a variable in the environment of one command', 'A=1 sh -c "echo \\$A"; echo ${A-unset}', '1\nunset\n'],
  ['$$ is the pid of nacre', '[ "$$" -gt 1 ] && sh -c "[ \\$PPID = $$ ]" && echo same', 'same\n'],
  ['TypeScript', 'const x = [1, 2, 3].map(n => n * 2)\n= x.length', '3\n'],
  ['types vanish', 'type X = string\nenum E { A = 4 }\nconst y: X = "v" + E.A\necho $y', 'v4\n'],
  ['a statement each side of ;', 'const d = 5; echo $d', '5\n'],
  ['a binding in a command', 'const name = "a b"\nprintf "<%s>" $name', '<a b>'],
  [
    'a value in a word',
    'const list = ["x", "y z", "*"]\nprintf "<%s>" p/@(list).e @(1 + 1)',
    '<p/x.e><p/y z.e><p/*.e><2>',
  ],
  [
    'stage functions',
    'cat package.json | @(i => i.json()) | @(p => Object.keys(p.dependencies)) | sort',
    'ink\nzod\n',
  ],
  ['a value as the first stage', '@([3, 1, 2]) | sort', '1\n2\n3\n'],
  ['objects as NDJSON', '@([{ a: 1 }]) | cat', '{"a":1}\n'],
  [
    'a stage that stops reading',
    'yes | @(async function* (i) { for await (const l of i) { yield l; return } })',
    'y\n',
  ],
  ['a captured command in TypeScript', 'const out = $(printf "a\\nb\\n").split("\\n")\n= out.length', '2\n'],
  ['a failing capture throws', 'try { $(false) } catch { console.log("threw") }', 'threw\n'],
  ['a shell variable in TypeScript', 'V=seven\nconsole.log($V.toUpperCase())', 'SEVEN\n'],
  ['commands in a block', 'for (const f of ["a", "b c"]) {\n  echo "[$f]"\n}', '[a]\n[b c]\n'],
  [
    'commands in a block see inner names',
    'for (const n of [1, 2]) {\n  const m = n * 10\n  if (m > 10) {\n    echo @(m + 1) | tr 2 X\n  }\n}',
    'X1\n',
  ],
  [
    'a name that a command assigns is the shell’s there',
    'const f = "ts"\nfor f in a b; do echo $f; done\necho $f\nread f <<< in; echo $f',
    'a\nb\nts\nin\n',
  ],
  ['eval and sourced commands see no TypeScript', 'const v = 1\neval \'echo "[$v]"\'', '[]\n'],
  ["zx's $", 'const r = await $`printf ${"a b"}`\nconsole.log(r.stdout)', 'a b\n'],
  ["zx's $ rejects", 'try { await $`exit 3` } catch (e) { console.log(e.exitCode) }', '3\n'],
  ['top-level await', 'const v = await Promise.resolve(4)\n= v', '4\n'],
  ['status and env', 'false\n= status\nenv.FOO = "bar"\nsh -c "echo \\$FOO"', '1\nbar\n'],
  [
    'a name that is not UTF-8',
    'f=$\'\\xff.bin\'; : > $f; ls | grep -c bin; x=$(ls *.bin); [ "$x" = "$f" ] && echo same; rm $f',
    '1\nsame\n',
  ],
  ['nothing runs with an undefined value', 'const dir = undefined\necho before @(dir)/ after', '', 1],
]

const faults: [title: string, args: string[], status: number, stderr: RegExp][] = [
  ['a TypeScript error is status 1', ['-c', 'null.x()'], 1, /TypeError/],
  [
    'a syntax error is status 2, with its place',
    ['-c', 'echo a\nif then fi'],
    2,
    /-c:2:4: .*\n.*if then fi\n\s+\^/,
  ],
  ['a TypeScript syntax error too', ['-c', 'const x = 5 +* 3'], 2, /-c:1:1\d: .*\n.*const x/],
  ['unclosed constructs name their beginning', ['-c', 'if true; then\necho x'], 2, /hint: .*1:1/],
  ['undefined in a word has a hint', ['-c', 'rm -rf @(undefined)/'], 1, /undefined/],
  ['a command that is not there', ['-c', 'nosuchcommand-xyz'], 127, /nosuchcommand-xyz: command not found/],
  ['an unknown option', ['--nope'], 2, /--nope: invalid option\nusage:/],
  ['worker comes later', ['worker', 'redis://localhost'], 2, /worker/],
  ['a command in a plain function', ['-c', 'function f() {\n  const a = 1\n  ls -l\n}'], 2, /async/],
]

describe.each(hosts)('on the %s host', host => {
  const skipped = skips(host)
  const env = { NACRE_HOST: host }

  for (const [title, code, stdout, status = 0] of rows) {
    test.skipIf(skipped.has(title))(`${title}`, async () => {
      const result = await runNacre(['-c', code], { cwd: folder, env })
      expect({ stdout: result.stdout, status: result.status }, result.stderr).toEqual({ stdout, status })
    })
  }

  test.each(faults)('%s', async (_title, args, status, stderr) => {
    const result = await runNacre(args, { cwd: folder, env })
    expect(result.stderr).toMatch(stderr)
    expect(result.status).toBe(status)
  })
})
