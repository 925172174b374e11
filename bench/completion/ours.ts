/** What nacre offers for lines: one JSON text for each line of standard input, in the folder it is started in. */
import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { completeLine } from '../../src/complete-line.ts'
import { chooseHost } from '../../src/os/index.ts'
import { provideNames } from '../../src/provide.ts'
import { Nacre, parseArguments } from '../../src/shell/index.ts'

const args = parseArguments([], true)
if (args.mode === 'error') throw new Error(args.message)
const nacre = new Nacre({ host: chooseHost(), arguments: args, interactive: true, provide: provideNames })
for await (const line of createInterface({ input: process.stdin })) {
  const begun = performance.now()
  let first: number | undefined
  let last: unknown
  for await (const found of completeLine(nacre, line, line.length, new AbortController().signal)) {
    if (found.choices.length > 0) first ??= performance.now() - begun
    last = found
  }
  writeSync(1, `${JSON.stringify({ line, first, done: performance.now() - begun, found: last })}\n`)
}
process.exit(0)
