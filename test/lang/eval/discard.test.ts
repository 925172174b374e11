import { expect, test } from 'vitest'
import { makeSource } from '../../../src/diag/index.ts'
import { makeShell } from '../../helpers/eval-shell.ts'

/** What bash 5.2 does with the lines after one that is given up. */
test.each([
  ['a fault of arithmetic is none of errexit', 'set -e\necho $((1/0))\nx=on', 'on'],
  ['nor in a condition', 'set -e\nif echo $((1/0)); then :; fi\nx=on', 'on'],
  ['nor too many arguments', 'set -e\nfor i in 1; do break 1 2; done\nx=on', 'on'],
  ['a bad substitution is', 'set -e\nx=off\necho ${x: 1: -5}\nx=on', 'off'],
  ['the rest of the line is given up', 'x=off\necho $((1/0)); x=on', 'off'],
])('%s', async (_, code, answer) => {
  const shell = makeShell()
  await shell.run(makeSource('test', `exec 2>/dev/null\n${code}`))
  expect(shell.variables.get('x')).toBe(answer)
  await shell.finish(0)
})
