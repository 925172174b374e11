/**
 * Every node type, flag and operator that the parser can make is run, and as bash runs it: nothing is accepted and then
 * ignored. What nodes.ts declares is read from its text, so a new node fails here until a row runs it.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeSource } from '../../../src/diag/index.ts'
import { parse, quoteSingle, walk } from '../../../src/lang/syntax/index.ts'
import { output } from '../../helpers/eval-shell.ts'

const nodes = readFileSync(join(import.meta.dirname, '../../../src/lang/syntax/nodes.ts'), 'utf8')

/** `Type`, `Type.flag` and `Type:operator` of all that nodes.ts declares. */
function declared(): Set<string> {
  const text = nodes
    .replace(/\/\*\*.*?\*\//gs, '')
    .replace(/\/\/.*$/gm, '')
    .replace(/readonly \{ readonly condition: List; readonly body: List \}\[\]/, 'unknown')
    .replace(/export type RedirectOperator =([^]*?)\n\n/, '')
  const operators = /export type RedirectOperator =([^]*?)\n\n/.exec(nodes)?.[1] ?? ''
  const found = new Set<string>()
  for (const [body, types = ''] of text.matchAll(/\{[^{}]*readonly type: ('\w+'(?: \| '\w+')*)[^{}]*\}/g)) {
    for (const type of types.split(' | ').map(quoted => quoted.slice(1, -1))) {
      found.add(type)
      for (const [, flag] of body.matchAll(/readonly (\w+)\??: boolean/g)) found.add(`${type}.${flag}`)
      const choices =
        /readonly (?:operator|anchor|direction|terminator|timed)\??: ((?:'[^']*'(?: \| )?)+)/.exec(body)
      for (const choice of choices?.[1]?.split(' | ') ?? []) found.add(`${type}:${choice.slice(1, -1)}`)
    }
  }
  for (const [, operator] of operators.matchAll(/'([^']+)'/g)) found.add(`Redirect:${operator}`)
  return found
}

/** The same keys of one parsed text. */
function made(code: string): Set<string> {
  const found = new Set<string>()
  const note = (value: object): void => {
    const type = 'type' in value ? String(value.type) : ''
    found.add(type)
    for (const [name, field] of Object.entries(value) as [string, unknown][]) {
      if (field === true) found.add(`${type}.${name}`)
      if (['operator', 'anchor', 'direction', 'terminator', 'timed'].includes(name))
        found.add(`${type}:${String(field)}`)
    }
  }
  const visitAll = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    note(value)
    for (const inner of Object.values(value)) visitAll(inner)
  }
  visitAll(parse(makeSource('row', code)).list)
  return found
}

/** Programs that between them hold everything; what each prints is asked of bash where bash is. */
const rows: [code: string, shown: string][] = [
  [`echo a\\ b 'c d' $'e\\tf' "g h" $"i"`, 'a b c d e\tf g h i\n'],
  ['x=5 y=; echo $x ${x} ${#x} ${y:-d} ${y-e} ${z:=f} ${z=g} ${x:+h} ${q+i}', '5 5 1 d f f h\n'],
  ['(echo ${q:?gone}) 2>/dev/null; (echo ${q?gone}) 2>/dev/null; echo $?', '1\n'],
  ['r=x x=7; echo ${!r} ${!x@} ${!x*}', '7 x x\n'],
  [
    'p=a/b/a.c; echo ${p#*/} ${p##*/} ${p%/*} ${p%%/*} ${p/a/X} ${p//a/X} ${p/#a/X} ${p/%c/X}',
    'b/a.c a.c a/b a X/b/a.c X/b/X.c X/b/a.c a/b/a.X\n',
  ],
  [
    'p=abc; echo ${p:1} ${p:1:1} ${p^} ${p^^} ${p^[a]}; p=ABC; echo ${p,} ${p,,} ${p~} ${p~~} ${p@Q}',
    "bc b Abc ABC Abc\naBC abc aBC abc 'ABC'\n",
  ],
  ['(echo ${x!}) 2>/dev/null; echo $?', '1\n'],
  [
    'a=(1 2 [5]=6); a+=(7); a[1]+=0; echo ${a[@]} "${a[*]}" ${a[5]}; a=([1]+=9); echo ${a[1]}',
    '1 20 6 7 1 20 6 7 6\n9\n',
  ],
  ['echo $(echo s) `echo b` $((1 + 2)) $[3 + 4]; echo hi > t.$$; echo $(< t.$$); rm t.$$', 's b 3 7\nhi\n'],
  ['cat <(echo in); echo out > >(cat); wait $!', 'in\nout\n'],
  [
    'shopt -s extglob\ncase xay in x@(a|b)y) echo at;; esac; case x in ?(x)*(y)+(x)!(z)) echo no;; *) echo other;; esac',
    'at\nno\n',
  ],
  ['{ echo group; } 2>&1; (echo sub)', 'group\nsub\n'],
  [
    'if false; then :; elif true; then echo elif; else :; fi; if false; then :; else echo else; fi',
    'elif\nelse\n',
  ],
  [
    'for i in 1 2; do echo $i; done; set -- p; for i do echo $i; done; for ((i = 0; i < 2; i++)); do echo $i; done',
    '1\n2\np\n0\n1\n',
  ],
  ['select s in one; do echo $s; break; done <<< 1 2>/dev/null', 'one\n'],
  ['i=0; while [ $i -lt 1 ]; do i=1; done; until [ $i = 2 ]; do i=2; done; echo $i', '2\n'],
  ['case b in a) echo a;; b) echo b;& c) echo c;;& ?) echo q;; esac', 'b\nc\nq\n'],
  [
    '[[ -n x && ( a == a* || ! -z x ) ]] && echo yes; [[ ab =~ ^a(.)$ ]] && echo ${BASH_REMATCH[1]}',
    'yes\nb\n',
  ],
  ['((3 > 2)) && echo arithmetic', 'arithmetic\n'],
  ['f() { echo f $1; }; function g { echo g; }; f 1; g', 'f 1\ng\n'],
  [
    'coproc cat; echo c >&${COPROC[1]}; read v <&${COPROC[0]}; echo $v; { coproc N { read w; echo $w; }; } 2>/dev/null; echo n >&${N[1]}; read v <&${N[0]}; echo $v',
    'c\nn\n',
  ],
  ['! false; echo $?; { time true; time -p true; } 2>/dev/null; true && false || echo or', '0\nor\n'],
  ['{ echo o; echo e >&2; } |& cat; sleep 0 & wait $!; echo $?', 'o\ne\n0\n'],
  [
    'echo 1 > t.$$; echo 2 >> t.$$; echo 3 >| t.$$; cat < t.$$; echo 4 <> t.$$ >&0; cat t.$$; rm t.$$',
    '3\n4\n',
  ],
  [
    '{ echo a; echo b >&2; } &> t.$$; echo c &>> t.$$; cat t.$$ 0<&0 3>&1; rm t.$$; exec {fd}>&1; echo d >&$fd',
    'a\nb\nc\nd\n',
  ],
  [`v=1; cat <<A; cat <<-'B'; cat <<< c\na $v\nA\n\tb $v\nB`, 'a 1\nb $v\nc\n'],
  ['declare -a d=(x y); declare e=5; echo ${d[1]} $e', 'y 5\n'],
]

/** What only nacre has: covered by the doors' own tests. */
const ours = ['TypeScriptDoor']

describe('all that the parser makes is run', () => {
  test('the rows hold every type, flag and operator', () => {
    const covered = new Set(rows.flatMap(([code]) => [...made(code)]))
    expect([...declared()].filter(key => !covered.has(key) && !ours.includes(key))).toEqual([])
  })

  test.each(rows)('%s', async (code, shown) => {
    expect(await output(`shopt -s extglob\neval ${quoteSingle(code)}`)).toBe(shown)
  })

  test.skipIf(!existsSync('/bin/bash'))(
    'bash says the same',
    () => {
      for (const [code, shown] of rows) {
        const { stdout } = spawnSync('bash', ['-O', 'extglob', '-c', `{\n${code}\n} 2>&1`], {
          encoding: 'utf8',
        })
        expect(stdout, code).toBe(shown)
      }
    },
    60_000,
  )
})

test('walk reaches what the tree holds', () => {
  const types = new Set<string>()
  walk(
    parse(makeSource('row', rows.map(([code]) => code).join('\n'))).list,
    node => void types.add(node.type),
  )
  expect(types.size).toBeGreaterThan(30)
})
