/** A short run of the fuzzer with a fixed seed: what it once found stays found. */
import { expect, test } from 'vitest'
import { Choices, randomSource } from './choices.ts'
import { differences, hasBash } from './compare.ts'
import { script } from './grammar.ts'

const firstSeed = 8_133
const count = 60

test.skipIf(!hasBash)(
  `${count} scripts from the grammar give what bash gives`,
  async () => {
    const scripts = Array.from({ length: count }, (_, index) =>
      script(new Choices([], randomSource(firstSeed + index))),
    )
    const found = await differences(scripts)
    const differing = scripts.flatMap((text, index) =>
      found[index] === undefined ? [] : [{ seed: firstSeed + index, text, ...found[index] }],
    )
    expect(differing).toEqual([])
  },
  60_000,
)
