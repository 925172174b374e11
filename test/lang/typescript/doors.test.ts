import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeSource } from '../../../src/diag/index.ts'
import type { DoorCall } from '../../../src/lang/typescript/index.ts'
import { statementOf, testScope, type TestScope } from './helpers.ts'

let session: TestScope

/** What commands did: their text with the values of `$name` and `@(expr)` behind it. */
let ran: string[] = []

beforeAll(() => {
  const base = testScope()
  session = testScope({
    doors: {
      ...base.doors,
      run: async call => void ran.push(await described(call)),
      capture: async call => {
        const text = await described(call)
        if (text.startsWith('fail')) throw new Error(`${text}: exit status 1`)
        return text
      },
      begin: (text, code) => void ran.push(`${text} & ${String(code.run())}`),
      setVariable: (name, value) => void ran.push(`${name}=${value}`),
    },
  })
})

afterAll(() => session[Symbol.asyncDispose]())

async function described(call: DoorCall): Promise<string> {
  const text = call.source.text.slice(call.span.start, call.span.end)
  const values: unknown[] = []
  for (const [, name = '', at] of text.matchAll(/\$(\w+)|@\(()/g))
    values.push(at === undefined ? call.binding(name)?.value : '')
  for (const place of session.doors.expressions(call.source, call.span))
    values.push(await call.evaluate(place.start))
  return [text, ...values.filter(value => value !== '')].join(' ; ')
}

const outcome = async (...lines: string[]) => {
  ran = []
  const value = await session.lines(...lines)
  return value === undefined ? ran : [...ran, value]
}

test.each<[name: string, lines: string[], outcome: unknown[]]>([
  [
    'a command in a loop sees its names',
    ['for (const f of ["a", "b"]) {\n  gzip -k $f\n}'],
    ['gzip -k $f ; a', 'gzip -k $f ; b'],
  ],
  [
    '& runs an expression of a block as a job, with its names',
    ['for (const n of [1, 2]) {\n  n * 10 &\n}'],
    ['n * 10 & 10', 'n * 10 & 20'],
  ],
  [
    'two commands and code',
    ['if (1 > 0) {\n  const n = 2\n  echo $n\n  n + 1\n  ls\n}'],
    ['echo $n ; 2', 'ls'],
  ],
  ['a name of the session', ['const top1 = "t"', 'if (1) {\n  echo $top1\n}'], ['echo $top1 ; t']],
  ['a renamed name', ['const top2 = 1', 'let top2 = 2', 'if (1) {\n  echo $top2\n}'], ['echo $top2 ; 2']],
  [
    'a name not yet initialised is not in sight',
    ['if (1) {\n  echo $late1\n  const late1 = 1\n}'],
    ['echo $late1 ; '],
  ],
  [
    'an async function',
    ['async function go1(env: string) {\n  rsync dist/ host:$env\n}', 'await go1("x")'],
    ['rsync dist/ host:$env ; x'],
  ],
  ['an expression in a command', ['for (const f of [1]) {\n  echo @(f + 1)\n}'], ['echo @(f + 1) ; 2']],
  [
    'an awaited one',
    ['for (const f of [1]) {\n  echo @(await Promise.resolve(f))\n}'],
    ['echo @(await Promise.resolve(f)) ; 1'],
  ],
  ['a substitution', ['const s1 = $(git ls-files)', 's1'], ['git ls-files']],
  ['in an expression', ['const s2 = $(ls | wc -l).length', 's2'], [10]],
  ['in a template', ['const s3 = `on $(hostname)!`', 's3'], ['on hostname!']],
  ['in a function', ['const s4 = async (x: number) => $(echo $x)', 'await s4(3)'], ['echo $x ; 3']],
  ['a shell variable', ['const h1 = $HOME + "/x"', 'h1'], ['/home/me/x']],
  ['a shell variable in a shorthand', ['const h2 = { $HOME }', 'h2.$HOME'], ['/home/me']],
  ['an unset shell variable', ['const h3 = typeof $NO_SUCH', 'h3'], ['undefined']],
])('%s', async (_, lines, wanted) => {
  expect(await outcome(...lines)).toEqual(wanted)
})

test('a failing substitution rejects', async () => {
  await expect(session.lines('const f1 = $(fail now)')).rejects.toThrow('fail now: exit status 1')
})

test.each<[text: string, at: string]>([
  ['function deploy() {\n  const n = 1\n  npm run build\n}', 'npm run build'],
  ['const n9 = [1].map(x => $(echo $x))', '$(echo $x)'],
])('a function that is not async: %j', async (text, at) => {
  const source = makeSource('x', text)
  const evaluated = await session.scope.run(statementOf(source, session.scope.names()), source)
  if (!('diagnostics' in evaluated)) throw new Error('was taken')
  const [diagnostic] = evaluated.diagnostics
  expect(text.slice(diagnostic?.span.start, diagnostic?.span.end)).toBe(at)
  expect(diagnostic?.message).toContain('not async')
  expect(diagnostic?.hint).toContain('async')
})

test.each<[lines: string[], expression: string, value: unknown]>([
  [['const e1 = 4'], 'e1 * 2', 8],
  [['const e1 = 5'], 'e1 * 2', 10],
  [[], '[1, 2].map(n => n + 1)', [2, 3]],
  [[], '{ a: 1 }', { a: 1 }],
  [[], 'await Promise.resolve(3)', 3],
  [[], '$(ls).length', 2],
  [['enum E7 { A = 3 }'], 'E7.A as number', 3],
  [[], '(i: number) => i', expect.any(Function)],
])('%j @(%s)', async (lines, expression, value) => {
  await session.lines(...lines)
  expect(await session.scope.evaluateDoor(expression)).toEqual(value)
})

test('an expression without await has its value at once', () => {
  expect(session.scope.evaluateDoor('1 + 1')).toBe(2)
  expect(() => session.scope.evaluateDoor('noSuchName1')).toThrow(ReferenceError)
  expect(() => session.scope.evaluateDoor('1 +')).toThrow(SyntaxError)
})
