/** What each picture shows: keys that are typed, and what is waited for on the screen. */
import type { PtyProgram } from '../test/helpers/pty.ts'

export interface Scene {
  readonly name: string
  readonly title: string
  /** Begins at the first prompt, in the project's folder. */
  play(program: PtyProgram): Promise<void>
}

/** The prompt that waits: the mark behind the place, nothing typed. */
const prompt = /^\S*shop main ❯( +✘ \d+)?$/

async function line(program: PtyProgram, text: string): Promise<void> {
  const prompts = (): number =>
    program
      .history()
      .split('\n')
      .filter(row => row.includes('shop main')).length
  const before = prompts()
  program.send(`${text}\r`)
  await program.until(
    screen => prompts() > before && prompt.test(screen.split('\n').findLast(row => row !== '') ?? ''),
  )
}

const session: Scene = {
  name: 'session',
  title: 'Commands and TypeScript on one prompt',
  async play(program) {
    await line(program, 'ls src')
    await line(program, "const files = $(ls src).split('\\n')")
    await line(program, 'wc -l @(files.map(f => `src/${f}`))')
    await line(program, 'cat prices.csv | @(i => i.csv())')
    await line(program, 'grep -q banana prices.csv')
    program.send('const newest = $(git log -1 --format=%s)')
    await program.until(/format=%s\) +ts/)
  },
}

const completion: Scene = {
  name: 'completion',
  title: 'Completion with descriptions',
  async play(program) {
    await line(program, 'echo "export const plum = 2" > src/plum.ts')
    program.send('git switch che\t')
    await program.until(/checkout-page[^]*cheaper-plums|cheaper-plums[^]*checkout-page/)
  },
}

const history: Scene = {
  name: 'history',
  title: 'The history to choose from',
  async play(program) {
    for (const text of [
      'git status --short',
      'wc -l prices.csv',
      'const sum = (a: number, b: number) => a + b',
      'git log --oneline',
      'sum(2, 3)',
    ])
      await line(program, text)
    program.send('\x12')
    await program.until(/sum\(2, 3\)[^]*git log/)
    program.send('git')
    await program.until(screen => !/\n.*const sum = .*\n.*$/.test(screen.split('\n').slice(-8).join('\n')))
  },
}

const jobs: Scene = {
  name: 'jobs',
  title: 'One table for all that runs',
  async play(program) {
    program.send("spawn sh -c 'echo listening on 8080; exec sleep 600'\r")
    await program.until(/⚙ 1$/m)
    program.send('(async () => { await sleep(600_000) })() &\r')
    await program.until(/⚙ 2$/m)
    program.send('sleep 600 &\r')
    await program.until(/⚙ 3$/m)
    program.send('jobs --watch\r')
    await program.until(() => program.isAlternate)
    await program.until(/sleep 600[^]*leave/)
  },
}

const pool: Scene = {
  name: 'pool',
  title: 'Many inputs at once, and how far they are',
  async play(program) {
    program.send(
      "pool -j 3 'test {} = plum && sleep 600; echo {} is counted' ::: apple pear plum fig quince\r",
    )
    await program.until(/quince is counted[^]* plum$/m)
  },
}

const error: Scene = {
  name: 'error',
  title: 'What is wrong, and where',
  async play(program) {
    await line(program, "const prices = $(tail -n +2 prices.csv | cut -d , -f 2).split('\\n').map(Number)")
    await line(program, 'prices.reduce((a, b) => a + b.price.amount, 0)')
    await line(program, 'cat prices.csv | | wc -l')
    program.send('gti status && cat < src/basket.ts')
    await program.until(/basket\.ts +✘ 2$/m)
  },
}

export const scenes: readonly Scene[] = [session, completion, history, jobs, pool, error]
