import { expect, test } from 'vitest'
import { makeSource } from '../../../src/diag/index.ts'
import { makeShell } from '../../helpers/eval-shell.ts'

/** As bash 5.2 remembers the lines of a script. */
test.each([
  ['echo a', 'echo a'],
  ['  :  # c', '  :  # c'],
  ['if true\nthen\n :; fi', 'if true; then  :; fi'],
  ['f() {\n:\n}', 'f() { :; }'],
  ['a=(1\n2)', 'a=(1 2)'],
  [': a &&\n: b', ': a && : b'],
  ['case x in\nx) :;;\nesac', 'case x in x) :;; esac'],
  [': a \\\nb', ': a b'],
  [': "a\nb"', ': "a\nb"'],
])('%j', async (line, remembered) => {
  const shell = makeShell()
  const seen: string[] = []
  shell.session.history.add = text => void seen.push(text)
  await shell.run(makeSource('test', `set -o history\n${line}\n`))
  expect(seen).toEqual([remembered])
  await shell.finish(0)
})
