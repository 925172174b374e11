import { expect, test } from 'vitest'
import { makeSource } from '../../../src/diag/index.ts'
import { nextStatement, type Statement } from '../../../src/lang/classify/index.ts'

/** All statements of a text, each with the names of those before it. */
function read(text: string, names = ''): Statement[] {
  const user = new Set(names.split(' ').filter(name => name !== ''))
  const statements: Statement[] = []
  for (let at = 0; at < text.length;) {
    const statement = nextStatement(makeSource('test', text), at, { user: new Set(user) })
    expect(statement.next).toBeGreaterThan(at)
    for (const name of statement.declares) user.add(name)
    if (statement.span.end > statement.span.start) statements.push(statement)
    at = statement.next
  }
  return statements
}

const texts = (text: string, names = ''): string[] =>
  read(text, names).map(({ kind, span }) => `${kind}: ${text.slice(span.start, span.end)}`)

test.each([
  ['const d = 5; echo $d', ['typescript: const d = 5', 'command: echo $d']],
  ['echo a; const d = 5', ['command: echo a; const d = 5']],
  ['const a = 1\nls', ['typescript: const a = 1', 'command: ls']],
  ['const a = b()\n  .c()\n  ?.d\nls', ['typescript: const a = b()\n  .c()\n  ?.d', 'command: ls']],
  ['const a = b()\n\n// so\n  .c()', ['typescript: const a = b()\n\n// so\n  .c()']],
  ['const a = 1\n./run', ['typescript: const a = 1', 'command: ./run']],
  ['const a = 1\n.venv/bin/x', ['typescript: const a = 1', 'command: .venv/bin/x']],
  ['const a = 1\n. ./env.sh', ['typescript: const a = 1', 'command: . ./env.sh']],
  ['const a = 1\n(ls)', ['typescript: const a = 1', 'command: (ls)']],
  ['const a = 1\n[ -f x ]', ['typescript: const a = 1', 'command: [ -f x ]']],
  ['const a = 1\n`which ls` -l', ['typescript: const a = 1', 'command: `which ls` -l']],
  ['const a = 1\n/bin/ls', ['typescript: const a = 1', 'command: /bin/ls']],
  ['const a = 1\n< f cat', ['typescript: const a = 1', 'command: < f cat']],
  ['const a = 1\n-1', ['typescript: const a = 1', 'typescript: -1']],
  ['const a = 1\n  && 2', ['typescript: const a = 1\n  && 2']],
  ['const a = 1\n  ?? 2', ['typescript: const a = 1\n  ?? 2']],
  ['const a = 1\n  ? 2\n  : 3', ['typescript: const a = 1\n  ? 2\n  : 3']],
  ['const a = 1\n: > f', ['typescript: const a = 1', 'command: : > f']],
  ['const a: number\n  = 1', ['typescript: const a: number\n  = 1']],
  ['const a = 1\n= a', ['typescript: const a = 1', 'typescript: a']],
  ['= [{ a: 1 }]\n= status', ['typescript: [{ a: 1 }]', 'typescript: status']],
  ['function f() { return 1 }\n= f()', ['typescript: function f() { return 1 }', 'typescript: f()']],
  ['class A {}\n= 2', ['typescript: class A {}', 'typescript: 2']],
  ['let a\n  = 1', ['typescript: let a\n  = 1']],
  ['const a = 1 +\n2', ['typescript: const a = 1 +\n2']],
  ['const a = 1\n  * 2', ['typescript: const a = 1\n  * 2']],
  ['const a = 1\n*.sh', ['typescript: const a = 1', 'command: *.sh']],
  ['const f = x =>\n  x', ['typescript: const f = x =>\n  x']],
  ['if (1) {\n}\nelse {\n}\nls', ['typescript: if (1) {\n}\nelse {\n}', 'command: ls']],
  ['if (1) f(); else g(); ls', ['typescript: if (1) f(); else g()', 'command: ls']],
  ['try {\n} catch {\n}\nfinally {\n}\nls', ['typescript: try {\n} catch {\n}\nfinally {\n}', 'command: ls']],
  ['do {\n}\nwhile (0)\nls', ['typescript: do {\n}\nwhile (0)', 'command: ls']],
  ['class A\n{\n}\nls', ['typescript: class A\n{\n}', 'command: ls']],
  ['for (let i = 0; i < 3; i++) f(i); ls', ['typescript: for (let i = 0; i < 3; i++) f(i)', 'command: ls']],
  ['const s = `\n;ls\n`; ls', ['typescript: const s = `\n;ls\n`', 'command: ls']],
  ['const r = /[/;]\'"/; ls', ['typescript: const r = /[/;]\'"/', 'command: ls']],
  ['const x = a / b; ls / c', ['typescript: const x = a / b', 'command: ls / c']],
  ['f(1) & ls -l', ['command: f(1) & ls -l'].map(text => text.replace('command', 'typescript'))],
  ['x = 5\nx', ['typescript: x = 5', 'typescript: x']],
  ['[a, b] = [1, 2]\n', ['command: [a, b] = [1, 2]']],
  ['import { x as y } from "z"\ny', ['typescript: import { x as y } from "z"', 'typescript: y']],
  ['enum E { A }\nE', ['typescript: enum E { A }', 'typescript: E']],
  ['type T = 1\nT', ['typescript: type T = 1', 'command: T']],
  [
    'cat <<EOF; pwd\nconst a\nEOF\nconst b = 1',
    ['command: cat <<EOF; pwd\nconst a\nEOF', 'typescript: const b = 1'],
  ],
  ['const a = 1 # one\nls', ['typescript: const a = 1 # one', 'command: ls']],
  ['# a\n// b\n/* c\n */ls', ['comment: # a', 'comment: // b', 'comment: /* c\n */', 'command: ls']],
  ['const x = 5 +* 3\nls', ['error: const x = 5 +* 3', 'command: ls']],
  ['ls | | wc\nls', ['error: ls | | wc', 'command: ls']],
  ['const x = {\nls', ['unfinished: const x = {\nls']],
])('%j', (text, expected) => {
  expect(texts(text)).toEqual(expected)
})

test.each([
  ['= 1 + 2', '1 + 2'],
  ['= { a: 1 }', '{ a: 1 }'],
  ['= function () {}', 'function () {}'],
  ['= <Box />', '<Box />'],
  ['=\t[1,\n2]', '[1,\n2]'],
])('%j is shown', (text, inner) => {
  const [statement] = read(text)
  expect(statement).toMatchObject({ kind: 'typescript', show: true, expression: true, masked: inner })
})

test('an object in braces is one expression, a block is not', () => {
  expect(read('{ a: 1, b: 2 }')[0]?.expression).toBe(true)
  expect(read('{ const a = 1; f(a) }')[0]?.expression).toBe(false)
})

test.each([
  ['Promise.resolve(1) &', 'Promise.resolve(1)', 20],
  ['f(1) & # later', 'f(1)', 6],
  ['f(1) &; ls', 'f(1)', 7],
  ['f(1) &\nls', 'f(1)', 7],
])('%j runs in the background', (text, inner, next) => {
  const [statement] = read(text)
  expect(statement).toMatchObject({ kind: 'typescript', background: true, masked: inner })
  expect(statement?.next).toBeGreaterThanOrEqual(next)
})

test('`&` before an operand, or after a declaration, is no background', () => {
  expect(read('f(1) & 2')[0]?.background).toBe(false)
  expect(read('const x = 1 &')[0]).toMatchObject({ kind: 'unfinished', background: false })
})

test.each([
  ['const { a, b: [c], ...d } = e', 'a c d'],
  ['let a = 1, b', 'a b'],
  ['x = y = 5', 'x y'],
  ['x.y = 5', ''],
  ['function f() { const a = 1 }', 'f'],
  ['class C {}', 'C'],
  ['import a, { b as c, type D } from "e"', 'a c'],
  ['import type { T } from "t"', ''],
  ['export const a = 1', 'a'],
  ['interface I {}', ''],
  ['namespace N { export const a = 1 }', 'N'],
  ['if (true) { var v = 1; let l = 2 }', 'v'],
])('%j declares [%s]', (text, names) => {
  expect(read(text)[0]?.declares.join(' ')).toBe(names)
})

test.each([
  ['const x = 5 +* 3', 13, /Unexpected token/, undefined],
  ['const x = {', 11, /Expected/, true],
  ['echo )', 5, /./, undefined],
  ['x=~/a', 3, /./, undefined],
])('%j: a diagnostic at %i', (text, start, message, unfinished) => {
  const diagnostic = read(text, 'x')[0]?.diagnostics[0]
  expect(diagnostic?.message).toMatch(message)
  expect([diagnostic?.span.start, diagnostic?.unfinished]).toEqual([start, unfinished])
})

test.each([
  ["$(ls).split('\\n')", /`= ` before it makes it TypeScript/],
  ["/x/g[Symbol.replace]('x', 'y')", /`= `/],
  ['<Text>a</Text>', /`= ` before it makes it TypeScript/],
  ['echo )', /no `\(` is open/],
])('%s is a command that cannot be parsed, with a hint', (text, hint) => {
  const statement = read(text)[0]
  expect([statement?.kind, statement?.language]).toEqual(['error', 'command'])
  expect(statement?.diagnostics[0]?.hint).toMatch(hint)
})

test('an assignment to a TypeScript name says what would be the shell’s', () => {
  expect(read('x=~/a', 'x')[0]?.diagnostics[0]?.hint).toContain('TypeScript name')
})

test.each([
  ['brackets', '('.repeat(50_000)],
  ['closed brackets', `x = ${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  ['functions', `f(${'() => {\n'.repeat(5000)}`],
  ['templates', `x = ${'`${'.repeat(20_000)}`],
  ['elements', `x = ${'<a>'.repeat(20_000)}`],
  ['assignments', `${'x = '.repeat(20_000)}1`],
  ['arrows', `${'x => '.repeat(20_000)}1`],
  ['conditions', `${'if (1) '.repeat(20_000)};`],
  ['alternatives', `${'if (1); else '.repeat(20_000)};`],
])('%s nested too deep for the parser are refused', (_name, text) => {
  const { kind, diagnostics } = nextStatement(makeSource('test', text), 0, { user: new Set() })
  expect(['error', 'unfinished']).toContain(kind)
  expect(diagnostics[0]?.message).toMatch(/./)
})

test.each([
  'for (const f of files) { gzip $f }',
  'for (const f of files) { head -1 $f }',
  'if (1 < 2) { git commit -m "x" }',
  'for (const f of files) { ./run $f }',
  "switch (x) { case 'logs': docker logs web; break }",
])('%s: the hint is where commands stand in a block', text => {
  const [statement] = read(text, 'files')
  expect(statement?.kind).toBe('error')
  expect(statement?.diagnostics[0]?.hint).toBe('a command in a block stands on a line of its own')
})

test.each(["if (grep -q 'a b' $f) {\n}", 'if (! cmp -s a $b) { x++ }', 'while (git diff --quiet) {\n}'])(
  '%s: the hint is how a command is asked',
  text => {
    expect(read(text, '')[0]?.diagnostics[0]?.hint).toContain('if (status === 0)')
  },
)

test.each(['const job = crawl(urls) &', 'let a = f() & \necho hi there', 'var a = f()  &\n{'])(
  '%s: the hint is how a job gets a name',
  text => {
    const statement = read(text, 'urls').at(0)
    expect(statement?.diagnostics[0]?.hint).toContain('jobs.start(f)')
  },
)

test.each(['const a = f() & { b c }', 'f(a &', 'const a = f() &&\nb c'])('%s: no word of jobs', text => {
  expect(read(text, 'f')[0]?.diagnostics[0]?.hint ?? '').not.toContain('jobs.start')
})

test.each(['const a = { b c }', 'for (const f of files) { f.g() h }'])('%s: no such hint', text => {
  expect(read(text, 'files')[0]?.diagnostics[0]?.hint ?? '').not.toContain('line of its own')
})

test.each([
  ['const a = [1, 2,\n  3\nconst b = 4', 'unclosed `[` opened at 1:11'],
  ['if (1 < 2) {\n  echo a', 'unclosed `{` opened at 1:12'],
  ['function f() {\n  if (x) {\n    g(1,\n  }\n}', 'unclosed `(` opened at 3:6'],
  ['const a = f(1, { b: [2)', 'unclosed `[` opened at 1:21'],
  ['const a = f(1, { b: 2', 'unclosed `{` opened at 1:16'],
])('%j: the hint is where the bracket was opened', (text, hint) => {
  expect(read(text)[0]?.diagnostics[0]?.hint).toBe(hint)
})

test.each(['const a = { b: }', 'const a = 1]', 'const a = (1 +)'])('%j: no bracket is open', text => {
  expect(read(text)[0]?.diagnostics[0]?.hint ?? '').not.toContain('unclosed')
})
