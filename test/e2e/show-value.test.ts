/** Values that are shown: elements, and outputs that take nothing more. */
import { expect, test } from 'vitest'
import { nacreArgv, run, runNacre } from '../helpers/run-nacre.ts'

const code = (...lines: string[]) => ['-c', lines.join('\n')]

test.each<[string, string[], string]>([
  ['an element', ['= <Text>hi</Text>'], 'hi\n'],
  ['in brackets', ['= (<Box><Text>a</Text><Text>b</Text></Box>)'], 'ab\n'],
  [
    "a component, and one of React's hooks",
    [
      "import { useState } from 'react'",
      'const App = ({ n }: { n: number }) => { const [m] = useState(n + 1); return <Box width={8} borderStyle="classic"><Text>{m}</Text></Box> }',
      '= <App n={3} />',
    ],
    '+------+\n|4     |\n+------+\n',
  ],
  ['names of its own count', ['const Text = () => 5', "= (<Text/>).type === Text ? 'own' : ''"], "'own'\n"],
])('an element is drawn: %s', async (_, lines, stdout) => {
  expect(await runNacre(code(...lines))).toEqual({ stdout, stderr: '', status: 0 })
})

test('a component that throws ends the script, and is told with its place', async () => {
  const { stdout, stderr, status } = await runNacre(
    code("const Bad = () => { throw new Error('bad') }", '= <Bad/>', 'echo no'),
  )
  expect([stdout, status]).toEqual(['', 1])
  expect(stderr).toMatch(/^Error: bad\n    at Bad \(-c:1:27\)\n/)
})

test.each<[string, string, number, string]>([
  ['a reader that has left', '| head -c 1 >/dev/null', 141, ''],
  ['no room left', '>/dev/full', 1, 'nacre: write error: No space left on device\n'.repeat(20)],
])('%s', async (_, to, expected, message) => {
  // More than a pipe holds.
  const text = `${"= 'x'.repeat(9000)\n".repeat(20)}false`
  const line = `"$@" -c "$0" ${to}; exit \${PIPESTATUS[0]}`
  const { stderr, status } = await run(['bash', '-c', line, text, ...nacreArgv])
  expect([stderr, status]).toEqual([message, expected])
})
