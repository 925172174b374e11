/** What each picture shows: keys that are typed, and what is waited for on the screen. */
import type { PtyProgram } from '../test/helpers/pty.ts'
import { branchShown, colored } from './marks.ts'

/** Puts the clock of the program forward, which stands still otherwise. */
export type Pass = (ms: number) => void

export interface Scene {
  readonly name: string
  readonly title: string
  /** Figures that are the machine's, and what stands for them in the picture. */
  readonly measured?: readonly [figures: RegExp, shown: string]
  /** Begins at the first prompt, in the project's folder. */
  play(program: PtyProgram, pass: Pass): Promise<void>
}

/** The prompt that waits: the mark behind the place, nothing typed. */
const prompt = /^\S*shop main\?? ❯( +✘ \d+)?$/

async function line(program: PtyProgram, text: string): Promise<void> {
  const prompts = (): number =>
    program
      .history()
      .split('\n')
      .filter(row => row.includes('shop main')).length
  const before = prompts()
  await branchShown(program)
  program.send(text)
  await colored(program, text)
  program.send('\r')
  await program.until(
    screen => prompts() > before && prompt.test(screen.split('\n').findLast(row => row !== '') ?? ''),
  )
  await branchShown(program)
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
    await colored(program, 'const newest = $(git log -1 --format=%s)')
  },
}

const completion: Scene = {
  name: 'completion',
  title: 'Completion with descriptions',
  async play(program) {
    await line(program, 'echo "export const plum = 2" > src/plum.ts')
    // What git says comes behind the prompt.
    await program.until(/main\? ❯$/)
    program.send('git switch che\t')
    await program.until(/checkout-page[^]*cheaper-plums|cheaper-plums[^]*checkout-page/)
    await colored(program, 'git switch che')
  },
}

const history: Scene = {
  name: 'history',
  title: 'The history to choose from',
  async play(program, pass) {
    for (const text of [
      'git status --short',
      'wc -l prices.csv',
      'const sum = (a: number, b: number) => a + b',
      'git log --oneline',
      'sum(2, 3)',
    ]) {
      await line(program, text)
      pass(70_000)
    }
    program.send('\x12')
    await program.until(/sum\(2, 3\)[^]*git log/)
    program.send('git')
    await program.until(/history: git +1\/2/)
  },
}

const jobs: Scene = {
  name: 'jobs',
  title: 'One table for all that runs',
  // Processor time and memory.
  measured: [/(?<=\d\.\ds) +\d\.\ds +\d+M(?= )/g, '  0.0s      2M'],
  async play(program, pass) {
    program.send("spawn sh -c 'echo listening on 8080; exec sleep 600'\r")
    await program.until(/⚙ 1$/m)
    pass(1600)
    program.send('(async () => { await sleep(600_000) })() &\r')
    await program.until(/⚙ 2$/m)
    pass(300)
    program.send('sleep 600 &\r')
    await program.until(/⚙ 3$/m)
    program.send('jobs --watch\r')
    await program.until(() => program.isAlternate)
    await program.until(/sleep 600[^]*leave/)
    // What is drawn then was measured when all of them had long begun.
    pass(400)
    await program.until(/ 2\.3s [^]* 0\.7s [^]* 0\.4s [^]*leave/)
  },
}

const pool: Scene = {
  name: 'pool',
  title: 'Many inputs at once, and how far they are',
  async play(program, pass) {
    // One of the two stays with its input: what the other one does has an order.
    await branchShown(program)
    const text = "pool -j 2 'test {} = plum && sleep 600; echo {} is counted' ::: plum apple pear fig quince"
    program.send(text)
    await colored(program, text)
    program.send('\r')
    await program.until(/quince is counted[^]* 4\/5 [^]* plum$/m)
    pass(2400)
    await program.until(/ 2\.4s +plum$/m)
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
    await colored(program, 'gti status && cat < src/basket.ts')
  },
}

export const scenes: readonly Scene[] = [session, completion, history, jobs, pool, error]
