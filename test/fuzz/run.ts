/**
 * `npm run fuzz [-- seconds [seed]]`: scripts from the grammar on nacre and bash, differences shrunk and printed as rows.
 * Ends with status 1 if there was one.
 */
import { Choices, randomSource, shrink } from './choices.ts'
import { difference } from './compare.ts'
import { script } from './grammar.ts'

const seconds = Number(process.argv[2] ?? 60)
const firstSeed = Number(process.argv[3] ?? Date.now() % 1_000_000)
const until = performance.now() + seconds * 1000
let ran = 0
const found = new Set<string>()

async function differs(choices: readonly number[]): Promise<boolean> {
  return (await difference(script(new Choices(choices)))) !== undefined
}

async function trySeed(seed: number): Promise<void> {
  const choices = new Choices([], randomSource(seed))
  const text = script(choices)
  ran++
  if ((await difference(text)) === undefined) return
  const small = script(new Choices(await shrink(choices.made, differs, 150)))
  if (found.has(small)) return
  found.add(small)
  const { ours, theirs } = (await difference(small)) ?? {}
  console.log(`\nseed ${seed}\n${small}  bash  ${JSON.stringify(theirs)}\n  nacre ${JSON.stringify(ours)}`)
}

for (let seed = firstSeed; performance.now() < until; seed += 2)
  await Promise.all([trySeed(seed), trySeed(seed + 1)])
console.log(`\n${ran} scripts from seed ${firstSeed}, ${found.size} differences`)
process.exitCode = found.size > 0 ? 1 : 0
