import { expect, test } from 'vitest'
import { makeSource } from '../../../src/diag/index.ts'
import { nextStatement, type Door } from '../../../src/lang/classify/index.ts'

function doorsOf(text: string, names = ''): { doors: readonly Door[]; masked: string; kind: string } {
  const user = new Set(names.split(' ').filter(name => name !== ''))
  return nextStatement(makeSource('test', text), 0, { user })
}

/** `type text`, `*` where a command may not be awaited. */
function show(text: string, names = ''): string[] {
  return doorsOf(text, names).doors.map(door => {
    const inside = text.slice(door.span.start, door.span.end)
    return `${door.type}${door.type !== 'variable' && !door.inAsync ? '*' : ''}: ${inside}`
  })
}

test.each([
  ['for (const f of [1, 2]) {\n  gzip -k $f\n}', ['command: gzip -k $f']],
  ['for (const f of xs()) gzip -k $f', ['command: gzip -k $f']],
  ['if (f()) ls\nelse pwd', ['command: ls', 'command: pwd']],
  ["if (f()) {\n  echo }\n  awk '{ print $1 }' f\n}", ['command: echo }', "command: awk '{ print $1 }' f"]],
  ['if (f()) {\n  cat <<EOF\n}\nEOF\n  ls\n}', ['command: cat <<EOF\n}\nEOF', 'command: ls']],
  ['if (f()) {\n  echo "it\'s"; ls\n  x = 5\n}', ['command: echo "it\'s"; ls']],
  [
    'if (f()) {\n  for i in 1 2; do\n    echo $i\n  done\n}',
    ['command: for i in 1 2; do\n    echo $i\n  done'],
  ],
  [
    'if (f()) {\n  [ -f x ] && ls\n  (cd /tmp && ls)\n}',
    ['command: [ -f x ] && ls', 'command: (cd /tmp && ls)'],
  ],
  ['if (f()) {\n  FOO=1 make\n  y=2\n}', ['command: FOO=1 make', 'command: y=2']],
  ['function f() {\n  const a = 1\n  ls\n}', ['command*: ls']],
  ['async function f() {\n  const a = 1\n  ls\n}', ['command: ls']],
  ['async function f() {\n  [1].map(x => {\n    ls $x\n  })\n}', ['command*: ls $x']],
  ['const f = async () => {\n  ls\n}', ['command: ls']],
  ['class A {\n  async m() {\n    ls\n  }\n  n() {\n    pwd\n  }\n}', ['command: ls', 'command*: pwd']],
  ['class A {\n  x = $(ls)\n  static {\n    pwd\n  }\n}', ['substitution*: $(ls)', 'command*: pwd']],
  ['switch (f()) {\n  case 1:\n    ls\n    break\n  default:\n    pwd\n}', ['command: ls', 'command: pwd']],
  [
    'try {\n  ls\n} catch (e) {\n  echo $e\n} finally {\n  pwd\n}',
    ['command: ls', 'command: echo $e', 'command: pwd'],
  ],
  ['while (f()) {\n  if (g()) break\n  if (h()) continue\n  ls\n}', ['command: ls']],
  ['if (f()) {\n  return 1\n}', ['command: return 1']],
  ['for (const file of [1]) {\n  file\n  file -b x\n  file.x\n}', ['command: file -b x']],
  ['{\n  const ls = 1\n  ls\n  pwd\n}', ['command: pwd']],
  ['function f() {\n  g()\n  helper\n}\n', ['command*: helper']],
  ['for (const u of [1]) {\n  u() &\n  sleep(1) & // later\n}', ['background: &', 'background: &']],
  ['if (f()) { await f() & }', ['background: &']],
  ['if (f()) sleep(1) & ;', []],
  ['switch (f()) {\n  case 1:\n    sleep(1) &\n}', ['background: &']],
  ['[1].map(x => {\n  sleep($(echo 1)) &\n})', ['substitution*: $(echo 1)', 'background*: &']],
  ['if (f()) {\n  const a = 1 &\n    2\n  y = a &\n    3\n  console.log(1 & 2)\n}', []],
  ['if (f()) {\n  sleep 1 &\n}', ['command: sleep 1 &']],
  ['function f() {\n  g(helper)\n  helper\n  const helper = 1\n}\n', []],
  ['const o = {\n  a: 1,\n  ls,\n  m() {\n    ls\n  },\n}', ['command*: ls']],
  ['function f() {\n  for (var i = 0, j = 0; i < 1; ) g()\n  j\n}', []],
  ['function f<T, U>(a: T): Promise<U> {\n  ls\n}', ['command*: ls']],
  ['class A<T> extends B<T, 1> implements C, D {\n  ls() {\n    ls\n  }\n}', ['command*: ls']],
  ['function f(a: X): void {\n  for (;;) try {\n    break\n  } catch (e) {\n    break\n  }\n}', []],
  ['if (f()) {\n  # a comment: { ( "\n  ls # and\n}', ['command: ls # and']],
  ['interface I {\n  ls: string\n  pwd\n}', []],
  ['type T = {\n  ls: string\n  pwd: 1\n}', []],
  ['enum E {\n  ls,\n  pwd,\n}', []],
  ['const x = cond\n  ? a\n  : b', []],
  ['f(\n  ls,\n  pwd\n)', []],
  [
    "const e = (\n  <div>\n    ls -l it's\n    {xs.map(x => {\n      ls $x\n    })}\n  </div>\n)",
    ['command*: ls $x'],
  ],
  ['namespace N {\n  ls\n}', ['command: ls']],
  ['const a = $(git ls-files)', ['substitution: $(git ls-files)']],
  ['const n = $(ls | wc -l).length', ['substitution: $(ls | wc -l)']],
  [
    'f($(echo ")"), $(case x in x) ls;; esac))',
    ['substitution: $(echo ")")', 'substitution: $(case x in x) ls;; esac)'],
  ],
  ['const a = `on $(hostname) ${$(date)}`', ['substitution: $(hostname)', 'substitution: $(date)']],
  ['const a = "$(ls)" + /$(x)/.source // $(ls)', []],
  ['const a = $`echo $(ls)`', []],
  ['const a = $({ cwd: "/" })`ls`', []],
  ['const a = `\\$(ls)`', []],
  ['const f = () => $(ls)', ['substitution*: $(ls)']],
  ['const a = $HOME + $x.y', ['variable: $HOME', 'variable: $x']],
  ['f({ $HOME, $x: 1 }, a.$y)', ['variable: $HOME']],
  ['const f = ($x) => $x + $y', ['variable: $y']],
  ['$x = 5', []],
])('%j', (text, expected) => {
  expect(show(text)).toEqual(expected)
})

test('a masked text has the same length, and its line ends', () => {
  const text = 'if (f()) {\n  cat <<EOF\n}\nEOF\n  const a = $(ls) + `x $(pwd)` # so\n}'
  const { masked } = doorsOf(text)
  expect(masked).toBe('if (f()) {\n  ;        \n \n   \n  const a = 0     + `x ${0  }`     \n}')
  expect(masked.length).toBe(text.length)
})

test('a door knows the names in sight', () => {
  const text = `async function f(p, { q: r = 1 }, ...s) {
  for (const [i, j] of p) {
    try { let inner = 1 } catch (e) {
      ls $i
    }
    function late() {}
  }
}`
  const [door] = doorsOf(text, 'outer').doors
  const names = door?.type === 'command' ? [...door.names] : []
  expect(names.toSorted()).toEqual(['arguments', 'e', 'f', 'i', 'j', 'late', 'outer', 'p', 'r', 's'])
})

test('a shell variable whose name TypeScript has is TypeScript’s', () => {
  expect(show('f($x)', '$x')).toEqual([])
})

test('a shorthand property is told apart', () => {
  expect(doorsOf('f({ $x })').doors).toMatchObject([{ type: 'variable', name: 'x', shorthand: true }])
})

test('a fault inside a door lies where it is in the source', () => {
  const statement = nextStatement(makeSource('test', 'if (f()) {\n  ls | | wc\n}'), 0, { user: new Set() })
  expect(statement.kind).toBe('error')
  expect(statement.diagnostics[0]?.span.start).toBe(18)
})
