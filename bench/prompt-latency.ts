/** How long a key takes to be seen, and the first prompt to be there: the real prompt in a terminal. */
import { buildPromptDriver, PromptProgram } from '../test/helpers/prompt-driver.ts'

function percentile(sorted: readonly number[], part: number): string {
  return (sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(2)
}

function report(name: string, times: number[]): void {
  times.sort((a, b) => a - b)
  console.log(`${name}: p50 ${percentile(times, 0.5)} ms, p95 ${percentile(times, 0.95)} ms`)
}

await buildPromptDriver()
const starts: number[] = []
for (let run = 0; run < 10; run++) {
  const begun = performance.now()
  const program = new PromptProgram()
  await program.prompted()
  starts.push(performance.now() - begun)
  program.dispose()
}
report('first prompt', starts)

const program = new PromptProgram()
await program.prompted()
const keys: number[] = []
for (let count = 0; count < 400; count++) {
  const key = String.fromCharCode(97 + (count % 26))
  const before = program.output.length
  const begun = performance.now()
  program.send(key)
  await program.written(output => output.indexOf(key, before) !== -1)
  keys.push(performance.now() - begun)
  if (count % 60 === 59) program.send('\x15')
  if (count % 60 === 59) await program.prompted()
}
report('key to echo', keys)

program.send('\x15')
await program.prompted()

const lines: number[] = []
for (let count = 0; count < 30; count++) {
  const begun = performance.now()
  program.send(`: ${count}\r`)
  await program.until(screen => screen.endsWith(`: ${count}\ntest ❯`))
  lines.push(performance.now() - begun)
}
report('line to next prompt (with /bin/sh)', lines)
program.dispose()
