/** Ten thousand coroutine jobs at once beside one, and functions in processes of their own: `npm run bench -- jobs`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nacre, peakMemory, race, report, type Contestant } from './measure.ts'

const folder = mkdtempSync(join(tmpdir(), 'nacre-bench-'))
const count = 10_000
const lines = (line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n')

function script(name: string, text: string): Contestant {
  const file = join(folder, `${name.replaceAll(/\W+/g, '-')}.tsh`)
  writeFileSync(file, `${text}\nawait\n`)
  return { name, argv: [...nacre, file] }
}

const one = script('one', 'await sleep(1000) &')
const many = [
  script(
    'lines, all the same',
    lines(() => 'await sleep(1000) &'),
  ),
  script(
    'lines, all different',
    lines(at => `await sleep(1000 + 0 * ${at}) &`),
  ),
  script('jobs.start in a loop', `for (let i = 0; i < ${count}; i++) jobs.start(() => sleep(1000))`),
]
report('10,000 jobs that sleep for a second', race([one, ...many], 5), 'one', 'one + 1500 ms')
report(
  'the most memory',
  new Map([one, ...many].map(contestant => [contestant.name, peakMemory(contestant)])),
  'one',
  '300 MB',
  'MB',
)

const spawned = (name: string, times: number): Contestant =>
  script(name, `for (let i = 0; i < ${times}; i++) await spawn(() => 1)`)
report(
  'spawn(fn): starts in a row',
  race([spawned('one', 1), spawned('eleven', 11)], 5),
  'one',
  'ten warm ones: milliseconds',
)
rmSync(folder, { recursive: true })
