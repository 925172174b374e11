import { arithmetic } from './arithmetic.ts'
import { oneOf, type Rule, scalars } from './state.ts'

const names = [
  ...scalars,
  '1',
  '2',
  '3',
  '@',
  '*',
  'r[1]',
  'r[@]',
  'r[-1]',
  'nope',
  'r[*]',
  's[@]',
  'm[k]',
  'm[@]',
  'm[$a]',
  'm["k l"]',
  'ref',
  'r',
  'm',
  's[2]',
  'r[$((1))]',
  'r[a=0]',
  '10',
  'ref[0]',
  'r[${#r[@]}-1]',
] as const

/** `${…}` with every operator; inside double quotes the operand is quoted text. */
export function parameter(r: Rule, quoted = false): string {
  const { c } = r
  const name = c.pick(names)
  const operand = (): string => {
    if (r.depth > 4) return c.pick(['z', '', '*', "'q'", '"d  e"', '$a', '}'.replace('}', '\\}')])
    return quoted
      ? oneOf(r, [
          // bash wants a single quote closed there, and expands braces between inner quotes.
          () => r.rules.doubleQuoted(r.down()).replaceAll("'", '').replaceAll('{a,b}', 'ab'),
          () => `"${r.rules.doubleQuoted(r.down()).replaceAll("'", '').replaceAll('{a,b}', 'ab')}"`,
          () => "'q r'",
        ])
      : r.rules.word(r.down())
  }
  return oneOf(r, [
    () => `\${${name}}`,
    () => `\${${name}${c.pick([':-', '-', ':+', '+'])}${operand()}}`,
    () => `\${${c.pick([...scalars, 'r[1]', 's[4]'])}${c.pick([':=', '='])}${operand()}}`,
    () => `\${#${name === 'ref[0]' ? 'ref' : name}}`,
    () => `\${${name}${c.pick(['#', '##', '%', '%%'])}${glob(r)}}`,
    () => `\${${name}${c.pick(['/', '//', '/#', '/%'])}${glob(r)}${c.pick(['/', ''])}${replacement(r)}}`,
    () => `\${${name}:${offset(r)}${c.pick(['', ':0', ':1', ':2', ': -1', ':$x1', ':1+1'])}}`,
    () => `\${${name}${c.pick(['^', '^^', ',', ',,', '~', '~~'])}${c.pick(['', '[fx]', '?', 'f', '$a'])}}`,
    () => `\${${name}@${c.pick(['Q', 'U', 'L', 'u', 'E', 'a', 'A', 'K', 'k'])}}`,
    () =>
      `\${!${c.pick(['r[@]', 'a', 'x*', 'p1', 'ref', 'm[@]', 's[*]', 'p2', '1', 'x@', 'p3', 'p1-d', 'p2#f', 'p3:1', 'p3@Q'])}}`,
    () => `\${${name}${c.pick([':?', '?'])}${operand()}}`,
  ])
}

function offset(r: Rule): string {
  return oneOf(r, [
    () => r.c.pick(['0', '1', '2', ' -1', ' -2', '${#a}-1', 'x1', '(1)', '$((1))', '9', ' -9', '1?2:0', '']),
    () => ` ${arithmetic(r.down(2))}`.replaceAll(':', '+').replaceAll('?', '+'),
  ])
}

function replacement(r: Rule): string {
  return oneOf(r, [
    () =>
      r.c.pick([
        'R',
        '',
        '&',
        '$a',
        '"q r"',
        '\\/',
        '\\&',
        '"&"',
        "'&'",
        '/',
        '\\\\&',
        '$b&',
        '~',
        '"$b"',
        "it's".replace("'", "\\'"),
        '[&]',
        '${b}',
      ]),
    () => (r.depth < 3 ? r.rules.word(r.down(2)) : 'R'),
  ])
}

export function glob(r: Rule): string {
  return r.c.pick([
    'f',
    '*',
    '?',
    '*o',
    'o*',
    '[a-f]',
    '[!f]',
    '"*"',
    '\\*',
    '$b',
    ' ',
    'x*y',
    "'x'",
    '[[:space:]]',
    '"$a"',
    '${a}',
    'o',
    ' *',
    '[ ]',
    '\\?',
    '[a',
    '$c',
    'f?',
    '""',
    '*[o]',
    '??',
    '/',
    '\\/',
    '.',
    '~',
  ])
}
