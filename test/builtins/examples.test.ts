import { expect, test } from 'vitest'
import { builtins } from '../../src/builtins/index.ts'
import { runShell } from './run-shell.ts'

const rows = [...builtins.values()].flatMap(builtin =>
  builtin.examples.map(example => ({ name: builtin.name, ...example })),
)

test.each(rows)('$name: $line', async ({ line, shows, status }) => {
  const result = await runShell(line)
  expect(shows ?? status, 'an example says what it shows or how it ends').toBeDefined()
  expect(result.out).toBe(shows ?? result.out)
  expect(result.status).toBe(status ?? result.status)
})

test('every builtin has a summary and an example', () => {
  const lacking = [...builtins.values()].filter(one => one.summary === '' || one.examples.length === 0)
  expect(lacking.map(one => one.name)).toEqual([])
})

test('the builtins of bash are all there', () => {
  const bash =
    '. : [ alias bg bind break builtin caller cd command compgen complete compopt continue declare dirs disown echo enable eval exec exit export false fc fg getopts hash help history jobs kill let local logout mapfile popd printf pushd pwd read readarray readonly return set shift shopt source suspend test times trap true type typeset ulimit umask unalias unset wait'
  expect([...builtins.keys()].toSorted()).toEqual(expect.arrayContaining(bash.split(' ')))
})
