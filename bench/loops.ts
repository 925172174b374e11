/** What scripts repeat: `npm run bench -- loops`. The start is measured beside each and subtracted. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nacre, peers, race, type Contestant } from './measure.ts'

const folder = mkdtempSync(join(tmpdir(), 'nacre-bench-'))
for (let i = 0; i < 10_000; i++) writeFileSync(join(folder, `file-${i}.txt`), '')

const works = [
  ['300 × /bin/true', 'i=0; while [ $i -lt 300 ]; do /bin/true; i=$((i+1)); done', '1× bash'],
  ['200,000 turns of while', 'i=0; while [ $i -lt 200000 ]; do i=$((i+1)); done', '0.4× bash'],
  ['200 × $(/bin/echo hi)', 'i=0; while [ $i -lt 200 ]; do x=$(/bin/echo hi); i=$((i+1)); done', '1.1× bash'],
  ['50 MB captured', "x=$(head -c 50M /dev/zero | tr '\\0' a)", '0.7× bash'],
  ['glob of 10,000 files', `for i in 1 2 3 4 5; do set -- ${folder}/*.txt; done`, '1× bash'],
] as const

try {
  const start = race(shells(':'), 7)
  for (const [title, code, bar] of works) {
    const whole = race(shells(code), 5)
    const own = [...whole].map(([name, value]) => [name, value - (start.get(name) ?? 0)] as const)
    const base = own.find(([name]) => name === 'bash')?.[1] ?? Number.NaN
    console.log(`\n${title}   (bar: ${bar})`)
    for (const [name, value] of own)
      console.log(`  ${name.padEnd(10)} ${value.toFixed(1).padStart(9)} ms  ${(value / base).toFixed(2)}×`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function shells(code: string): Contestant[] {
  return [
    ...peers({ bash: path => ({ name: 'bash', argv: [path, '-c', code] }) }),
    { name: 'nacre', argv: [...nacre, '-c', code] },
    ...peers({
      dash: path => ({ name: 'dash', argv: [path, '-c', code] }),
      zsh: path => ({ name: 'zsh', argv: [path, '-c', code] }),
    }),
  ]
}
