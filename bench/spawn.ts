/** 300 times /bin/true in a loop, start-up subtracted, beside the peers: `npm run bench -- spawn`. */
import { median, nacre, peers, report, time, type Contestant } from './measure.ts'

const loop = 'i=0; while [ $i -lt 300 ]; do /bin/true; i=$((i+1)); done'
const shells: Contestant[] = [
  ...peers({ bash: path => ({ name: 'bash', argv: [path] }) }),
  { name: 'nacre', argv: nacre },
  ...peers({
    dash: path => ({ name: 'dash', argv: [path] }),
    zsh: path => ({ name: 'zsh', argv: [path] }),
  }),
]

const run = (shell: Contestant, code: string): number => time({ ...shell, argv: [...shell.argv, '-c', code] })
const times = new Map(shells.map(shell => [shell.name, [] as number[]]))
for (let round = 0; round < 9; round++) {
  for (const shell of shells) times.get(shell.name)?.push(run(shell, loop) - run(shell, 'true'))
}
report(
  '300 × /bin/true, start-up subtracted',
  new Map([...times].map(([name, t]) => [name, median(t)])),
  'bash',
  '1.0× bash',
)
