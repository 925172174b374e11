import { expect, test } from 'vitest'
import { makeSource } from '../../../src/diag/index.ts'
import { parse, parseNext, printCommand, walk, type ParseOptions } from '../../../src/lang/syntax/index.ts'

const pieces = [
  ...[
    '(',
    ')',
    '((',
    '))',
    '$(',
    '${',
    '$((',
    '`',
    '"',
    "'",
    "$'",
    '\\',
    '\n',
    '\\\n',
    '<<E',
    '<<-E',
    'E\n',
    '\0',
  ],
  ...[
    'if ',
    'then ',
    'fi',
    'for ',
    'do ',
    'done',
    'case ',
    'in ',
    'esac',
    ';;',
    '&&',
    '||',
    '|',
    '&',
    ';',
    '{ ',
    '} ',
  ],
  ...[
    '[[ ',
    ' ]]',
    '=~',
    'x=',
    'x[',
    'a',
    '1',
    '#',
    ' ',
    '!',
    '@(',
    '*(',
    '}',
    ']',
    '~',
    '<',
    '>',
    '<(',
    '&>',
    '>&',
  ],
  ...[
    '{a}>',
    'function ',
    'coproc ',
    'time ',
    'select ',
    ':',
    '-',
    '/',
    '%',
    'é',
    '\ud83d',
    '?',
    '=',
    '${#',
    '${!',
  ],
]

/** mulberry32: the same texts in every run. */
function randomOf(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const choices: ParseOptions[] = [
  {},
  { doors: true, isDeclared: name => name === 'a' },
  { extglob: false },
  { aliases: name => ({ a: 'x ', do: '{ ', fi: 'a\n', '1': '"' })[name] },
]

/** What is wrong with the answers for a text. */
function problemsOf(text: string, options: ParseOptions): string[] {
  const source = makeSource('test', text)
  const problems: string[] = []
  for (let at = 0; at < text.length;) {
    const { list, next, diagnostics } = parseNext(source, at, options)
    if (next <= at) return [`no progress at ${at}: ${text}`]
    for (const { span, unfinished } of diagnostics) {
      if (span.start < 0 || span.start > span.end || span.end > text.length) problems.push(`span: ${text}`)
      if (unfinished === true && next !== text.length) problems.push(`unfinished before the end: ${text}`)
    }
    if (list !== undefined) {
      walk(list, node => {
        if (node.start > node.end || node.end > text.length) problems.push(`offsets of ${node.type}: ${text}`)
      })
    }
    at = next
  }
  return problems
}

test.each([1, 2, 3, 4])('garbage is read without a crash (seed %i)', seed => {
  const random = randomOf(seed)
  for (let round = 0; round < 1500; round++) {
    const text = Array.from({ length: random(50) }, () => pieces[random(pieces.length)]).join('')
    for (const options of choices) expect(problemsOf(text, options)).toEqual([])
  }
})

test('every beginning of a right text, cut after a blank, is right or unfinished', () => {
  const text = `f() { case $x in (a|b) [[ -f "$y z" && ( a =~ ^(b c)$ ) ]] || cat <<E | wc ;; *) x=(1 "a b"
 $(a "\${x:-"b c"}") $((1 + 2)) E
E
# c
) ;; esac
} >x 2> y; for ((i = 0; i < 3; i++)) do time -p ! a & done; select v in a b; do coproc n { a; }; done
if a; then b; elif c; then d; else e; fi; while a; do b; done < <( c d ) ; function g ( a )
`
  expect(parse(makeSource('test', text)).diagnostics).toEqual([])
  for (let end = 1; end < text.length; end++) {
    if (!/\s/.test(text.charAt(end - 1))) continue
    const hard = parse(makeSource('test', text.slice(0, end))).diagnostics.filter(
      each => each.unfinished !== true,
    )
    expect({ cut: text.slice(0, end), hard }).toEqual({ cut: text.slice(0, end), hard: [] })
  }
})

test('the cost of a text grows with its length, whatever is in it', () => {
  const texts = [
    (n: number) => '(( '.repeat(100) + 'x '.repeat(n) + ') )'.repeat(100),
    (n: number) => '$\\\n'.repeat(n),
    (n: number) => 'a[b '.repeat(n),
    (n: number) => `cat ${'<<a '.repeat(n)}`,
    (n: number) => `\${a#${'+('.repeat(n)}`,
    (n: number) => `cat <<E\n${'\\'.repeat(n)}\nE\n`,
    (n: number) => `a; `.repeat(n),
  ]
  for (const text of texts) {
    const time = (n: number) => {
      const source = makeSource('test', text(n))
      const begin = performance.now()
      parse(source)
      return performance.now() - begin
    }
    time(2000)
    // A quadratic reader would need 400 times as long; a crowded machine is given room.
    const short = Math.max(1, time(4000))
    expect(time(80_000)).toBeLessThan(Math.max(1500, short * 200))
  }
})

test('what is printed reads back', () => {
  const random = randomOf(9)
  for (let round = 0; round < 3000; round++) {
    const text = Array.from({ length: random(12) }, () => pieces[random(pieces.length)]).join('')
    const { list, diagnostics } = parse(makeSource('test', text))
    if (diagnostics.length > 0) continue
    const printed = printCommand(list)
    const again = parse(makeSource('test', printed))
    expect(printCommand(again.list)).toBe(printed)
  }
})
