import { expect, test } from 'vitest'
import { explain, judge, type Names } from '../../../src/lang/classify/index.ts'

const none: Names = { user: new Set() }

test('one line a statement, commands inside blocks after it', () => {
  const text = '# hi\nls -l\nif (f()) {\n  gzip x\n  x = 1\n}\n\nconst a = 1; a\necho )\n'
  expect(explain(text, { names: none })).toBe(
    [
      '1:1\tcomment\t# hi',
      '2:1\tcommand\tls -l',
      '3:1\ttypescript\tif (f()) {',
      '  4:3\tcommand\tgzip x',
      '8:1\ttypescript\tconst a = 1',
      '8:14\ttypescript\ta',
      '9:1\terror\techo )',
      '',
    ].join('\n'),
  )
})

test('records are judged alone, a line each', () => {
  const text = 'const ls = 1\0ls\0\0# a\nls\0a; const x = [\0const y = 1; const x = [\0x = {'
  const kinds = explain(text, { names: none, zero: true })
    .trimEnd()
    .split('\n')
    .map(line => line.split('\t')[1])
  expect(kinds).toEqual([
    'typescript',
    'command',
    'comment',
    'comment',
    'command',
    'unfinished',
    'unfinished',
  ])
})

test('a record’s commands inside a block are not listed', () => {
  expect(explain('if (f()) {\n  ls\n}\0', { names: none, zero: true })).toBe('1:1\ttypescript\tif (f()) {\n')
})

test('JSON lines', () => {
  const lines = explain('if (f()) {\n  ls\n}\nx', { names: { user: new Set('x') }, json: true })
  expect(
    lines
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line) as unknown),
  ).toEqual([
    { line: 1, column: 1, kind: 'typescript', text: 'if (f()) {' },
    { line: 2, column: 3, kind: 'command', text: 'ls', inside: true },
    { line: 4, column: 1, kind: 'typescript', text: 'x' },
  ])
})

test('blank text has no line', () => {
  expect(explain('\n  \n', { names: none })).toBe('')
})

test('a judgement follows the names, also where a set grows', () => {
  const user = new Set<string>()
  expect(judge('x', { user })).toBe('command')
  user.add('x')
  expect(judge('x', { user })).toBe('typescript')
})
