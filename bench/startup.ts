/** From exec to exit, and the memory for it: `npm run bench -- startup`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nacre, node, peakMemory, peers, race, report } from './measure.ts'

const base = { name: 'node -e 0', argv: [node, '-e', '0'] }
const rounds = 15

for (const [code, bar] of [
  ['true', '1.3× node'],
  ['ls -l | wc -l', '2× node'],
  ['date', undefined],
  ['git --version | cat', undefined],
  ['for f in *.json; do test -r "$f" && echo "${f%.json}" >/dev/null; done', undefined],
] as const) {
  const medians = race(
    [
      base,
      { name: 'nacre', argv: [...nacre, '-c', code] },
      ...peers({
        bash: path => ({ name: 'bash', argv: [path, '-c', code] }),
        fish: path => ({ name: 'fish', argv: [path, '-c', code] }),
        zsh: path => ({ name: 'zsh', argv: [path, '-c', code] }),
        xonsh: path => ({ name: 'xonsh', argv: [path, '--no-rc', '-c', code] }),
      }),
    ],
    rounds,
  )
  report(`-c '${code}'`, medians, base.name, bar)
}

const folder = mkdtempSync(join(tmpdir(), 'nacre-bench-'))
try {
  const script = join(folder, 'hello.ts')
  writeFileSync(
    script,
    'const greet = (name: string): string => `hello ${name}`\nconsole.log(greet("you"))\n',
  )
  const hello = race(
    [
      { name: 'node hello.ts', argv: [node, script] },
      { name: 'nacre hello.ts', argv: [...nacre, script] },
    ],
    rounds,
  )
  report('hello.ts', hello, 'node hello.ts', '1.5× node')
} finally {
  rmSync(folder, { recursive: true, force: true })
}

const memory = new Map(
  [base, { name: 'nacre -c true', argv: [...nacre, '-c', 'true'] }].map(each => [
    each.name,
    peakMemory(each),
  ]),
)
report('peak memory', memory, base.name, '1.4× node', 'MB')
