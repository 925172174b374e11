/**
 * `npm run fuzz [-- seconds [seed]]`: scripts from the grammar on nacre and bash, differences shrunk and printed as rows.
 * Ends with status 1 if there was one.
 */
import { Choices, randomSource, shrink } from './choices.ts'
import { differences } from './compare.ts'
import { script } from './grammar.ts'

const seconds = Number(process.argv[2] ?? 60)
const firstSeed = Number(process.argv[3] ?? Date.now() % 1_000_000)
const until = performance.now() + seconds * 1000
const together = 25
const found = new Set<string>()
let ran = 0

const textOf = (choices: readonly number[]): string => script(new Choices(choices))

async function differ(candidates: readonly (readonly number[])[]): Promise<boolean[]> {
  return (await differences(candidates.map(textOf))).map(difference => difference !== undefined)
}

async function trySeeds(from: number): Promise<void> {
  const made = Array.from({ length: together }, (_, index) => {
    const choices = new Choices([], randomSource(from + index))
    script(choices)
    return choices.made
  })
  const differing = await differ(made)
  ran += together
  for (const [index, choices] of made.entries())
    if (differing[index] === true) await report(from + index, choices)
}

async function report(seed: number, choices: readonly number[]): Promise<void> {
  const small = textOf(await shrink(choices, differ, 300))
  const [difference] = await differences([small])
  if (difference === undefined || found.has(small)) return
  found.add(small)
  const { ours, theirs } = difference
  console.log(`\nseed ${seed}\n${small}  bash  ${JSON.stringify(theirs)}\n  nacre ${JSON.stringify(ours)}`)
}

for (let seed = firstSeed; performance.now() < until; seed += together) await trySeeds(seed)
console.log(`\n${ran} scripts from seed ${firstSeed}, ${found.size} differences`)
process.exitCode = found.size > 0 ? 1 : 0
