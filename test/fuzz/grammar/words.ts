import { arithmetic } from './arithmetic.ts'
import { glob, parameter } from './parameters.ts'
import { block, oneOf, type Rule, scalars, singleQuoted } from './state.ts'

/** Texts for inside single quotes. */
const texts = [
  'x',
  'foo',
  'a b',
  '',
  '*',
  'f1',
  '-n',
  '3',
  '07',
  'é',
  'B',
  'a.b.c',
  'x/y',
  '~',
  '\\',
  '[z]',
  '{',
  'a:b',
  'a\nb',
  ' q ',
  'a\tb',
  '$a',
  '`',
  '"',
  'é€😀',
  '!',
  '&',
  '\\n',
  '%s',
  '[',
  '-',
  '=',
  '#',
  'a=b',
  '(',
  ')',
] as const

const bare = [
  'foo',
  'f*',
  'f?',
  '[fg]*',
  '.*',
  'x\\ y',
  '\\*',
  '{1,2}',
  '{a..c}',
  '{3..1}',
  '~+',
  'a=b',
  '\\$a',
  "$'t\\tb'",
  '@',
  '-',
  '*',
  '*/',
  '{a,b{1,2}}',
  '{01..3}',
  '{1..6..2}',
  '{,x}',
  'a{b}',
  "$'\\x41\\u e9\\''",
  '$"t"',
  '[!f]*',
  '\\a',
  '\\\\',
  'd*/*',
  '~',
  'x:~',
  '**',
  '[[:alpha:]]?',
  '{a..e..2}',
  '\\\n',
  'f[1-2]',
  '"$@"',
  '!',
  '+',
  '%',
  '^',
  '{',
  '}',
  '#',
  'a#b',
  '/',
  './f*',
] as const

export function words(r: Rule): string {
  return r.c.many(4, () => word(r)).join(' ')
}

/** One word of one to three parts. */
export function word(r: Rule): string {
  return [part(r), ...r.c.many(2, () => part(r))].join('')
}

function part(r: Rule): string {
  const { c } = r
  const deep = r.depth < 4
  return oneOf(r, [
    () => 'w',
    () => c.pick(bare),
    () => singleQuoted(c.pick(texts)),
    () => `"${doubleQuoted(r)}"`,
    () => `$${c.pick([...scalars, '1', '2', '@', '*', '#', '?'])}`,
    () => parameter(r),
    () => `"${parameter(r.down(), true)}"`,
    () => (deep ? substitution(r) : 'w'),
    () => (deep ? `"${substitution(r)}"` : 'w'),
    () => `$((${arithmetic(r)}))`,
    () => '"$@"',
    () => '"${r[@]}"',
    () => '${r[*]}',
    () => (deep ? backquoted(r) : 'w'),
  ])
}

function substitution(r: Rule): string {
  const inner = r.rules.list(r.down(2))
  return hasHereDocument(inner) ? '$(echo h)' : `$(${block(inner)})`
}

/** bash 5.2 loses what follows some of them inside `$( )` and `<( )`, where it prints what it has read. */
export function hasHereDocument(text: string): boolean {
  return /<<-?['\\]?E\d/.test(text)
}

function backquoted(r: Rule): string {
  const text = r.c.pick([
    '$a',
    '\\$a',
    '"x  y"',
    "'q'",
    '\\`echo in\\`',
    '"\\\\$a"',
    '\\\\\\\\',
    '$(echo "$a")',
    "'\\\\'",
    '"\\"i\\""',
    '"`',
    '${a#f}',
  ])
  return text === '"`' ? '"`echo \\"$b\\"`"' : `\`echo ${text}\``
}

export function doubleQuoted(r: Rule): string {
  const { c } = r
  const piece = (): string =>
    oneOf(r, [
      () =>
        c.pick([
          't',
          ' ',
          "'",
          '\\"',
          '\\\\',
          '\\$',
          '*',
          '~',
          '{a,b}',
          '\\n',
          '#',
          'é',
          '\n',
          '\\\n',
          '\\`',
          '$',
          '\\a',
          '!',
          '@',
          '  ',
        ]),
      () => `$${c.pick([...scalars, '@', '*', '#', '1'])}`,
      () => (r.depth < 4 ? parameter(r.down(), true) : 'p'),
      () => (r.depth < 3 ? substitution(r) : 'q'),
      () => `$((${arithmetic(r.down())}))`,
      () => (r.depth < 3 ? backquoted(r).replace(/^"|"$/g, '') : ''),
    ])
  // `$$` is another one in each shell.
  return [piece(), ...c.many(3, piece)].join('').replaceAll('$$', '$')
}

/** The word of a pattern: of `case`, `[[ == ]]`. */
export function pattern(r: Rule): string {
  const { c } = r
  return oneOf(r, [
    () =>
      c.pick([
        'f*',
        '?',
        '[a-z]*',
        '""',
        '*" "*',
        '\\*',
        'foo',
        '[!a]*',
        '*',
        '[]]',
        '[^x-]*',
        '[a',
        '"*"',
        '$a',
        '"$a"',
        '*o',
        '[[:upper:]]',
        "'f'*",
        'é',
        '[é]',
        '??',
        '\\f*',
      ]),
    () => word(r.down(2)),
    () => glob(r),
    () => extglob(r),
  ])
}

function extglob(r: Rule): string {
  const { c } = r
  // One that can be empty behind a `*` is what bash never matches.
  const some = (text: string): string => (/^(""|\$c| |\[a)$/.test(text) ? 'f' : text)
  const inner = (): string => (r.depth < 4 ? oneOf(r, [() => some(glob(r)), () => extglob(r.down())]) : 'f')
  return `${c.pick(['', 'f'])}${c.pick(['@', '?', '*', '+', '!'])}(${[inner(), ...c.many(2, inner)].join('|')})${c.pick(['', 'o', '*'])}`
}
