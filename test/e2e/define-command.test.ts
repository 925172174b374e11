import { expect, test } from 'vitest'
import { runNacre } from '../helpers/run-nacre.ts'

const definition = `
commands.define('deploy', {
  help: 'Deploys a thing.',
  args: ['target'],
  flags: { dryRun: { type: 'boolean', short: 'n', help: 'say only' }, level: { choices: ['a', 'b'], default: 'a' } },
}, async ({ args, flags, stdin, env, cwd }) => {
  if (args.target === 'fail') throw new Error('it failed')
  if (args.target === 'three') return 3
  if (args.target === 'up') return (await stdin.text()).toUpperCase()
  if (args.target === 'where') return [cwd, (await $\`pwd\`).stdout.trim(), env.MARK]
  console.log(args.target, flags.dryRun, flags.level)
})
commands.define('count', async function* () { for (let i = 0; ; i++) yield { i } })
commands.alias('greet', 'echo hello $1 and \${2:-none}')
commands.alias('sed', 'sed -n')
commands.alias('swap', 'echo $2 $1 $#')
commands.define('give', ({ args }) => Number(args.args[0]))
commands.define('fails', ({ args }) => { throw Object.assign(new Error('bad'), { exitCode: Number(args.args[0]) }) })
commands.define('seven', async () => { await $\`exit 7\` })
commands.define('both', {}, async ({ stdin, stdout, stderr }) => {
  await stderr.line('to stderr')
  for await (const line of stdin) await stdout.line(line.toUpperCase())
})
`

test.each<[line: string, stdout: string, status: number]>([
  ['deploy prod -n --level b', 'prod true b\n', 0],
  ['echo hello | deploy up | cat', 'HELLO\n', 0],
  ['deploy three', '', 3],
  ['deploy three || echo no', 'no\n', 0],
  ['x=$(deploy prod); echo "<$x>"', '<prod false a>\n', 0],
  ['(cd /usr; MARK=m; deploy where)', '/usr\n/usr\nm\n', 0],
  ['count | head -2', '{"i":0}\n{"i":1}\n', 0],
  [
    'count | @(async function* (i) { for await (const o of i.objects()) { yield o.i * 2; if (o.i > 0) return } })',
    '0\n2\n',
    0,
  ],
  ['deploy prod > /dev/null', '', 0],
  ['true | @(i => console.log("x")) | tr x y', 'y\n', 0],
  ['type -t deploy', 'builtin\n', 0],
  ['greet bob; greet a b', 'hello bob and none\nhello a and b\n', 0],
  ['seq 3 | sed 2p', '2\n', 0],
  // What it returns or throws is its status.
  ['for n in 0 3 300 -1 x; do give $n; echo $?; done', '0\n3\n44\n255\n1\n', 0],
  ['give 1 && echo no; ! give 1 && echo yes; give 5', 'yes\n', 5],
  ['(fails 9) 2>/dev/null; echo $?; seven 2>/dev/null; echo $?; fails 999 2>/dev/null', '9\n7\n', 1],
  ['f() { give 6; }; f; echo $?; if give 0; then echo zero; fi', '6\nzero\n', 0],
  ['await $`give 8`.nothrow().exitCode.then(code => console.log(code))', '8\n', 0],
  ['set -o pipefail; seq 2 | give 4 | cat; echo ${PIPESTATUS[@]}', '0 4 0\n', 0],
  // Its streams are those of the command line.
  ['seq 2 | both 2>/dev/null | tac', '2\n1\n', 0],
  ['both <<< hi 2>&1 >/dev/null | cat; both <<< hi 2>&1 | wc -l', 'to stderr\n2\n', 0],
  ['x=$(both <<< "a b" 2>/dev/null); echo "<$x>"; both 2>&1 <<EOF\nhere\nEOF', '<A B>\nto stderr\nHERE\n', 0],
  ['both < /dev/null 2> /dev/null & wait $!; echo $?', '0\n', 0],
  // Aliases.
  ['swap "a b" c; swap x', 'c a b 2\nx 1\n', 0],
  ['commands.remove("swap"); swap 2>/dev/null; echo $?', '127\n', 0],
  ['help -s deploy', 'deploy: deploy [options] target\n', 0],
])('%s', async (line, stdout, status) => {
  const result = await runNacre(['-c', definition + line])
  expect(result).toEqual({ stdout, stderr: '', status })
})

test('--help is made from the definition', async () => {
  const { stdout, status } = await runNacre(['-c', `${definition}deploy --help`])
  expect(status).toBe(0)
  expect(stdout).toBe(`usage: deploy [options] target

Deploys a thing.

  -n, --dry-run       say only
      --level string  (a, b) [default: a]
  -h, --help          show this
`)
})

test.each<[line: string, message: string, status: number]>([
  [
    'deploy --hepl',
    'deploy: unknown option: --hepl (did you mean --help?)\nusage: deploy [options] target',
    2,
  ],
  ['deploy', 'deploy: missing argument: target', 2],
  ['deploy fail', 'Error: it failed\n    at -c:7:', 1],
  ["commands.define('cd', () => 0)", 'commands: cd is a builtin', 1],
])('%s says what is wrong', async (line, message, status) => {
  const result = await runNacre(['-c', definition + line])
  expect(result.stderr).toContain(message)
  expect(result.status).toBe(status)
})
