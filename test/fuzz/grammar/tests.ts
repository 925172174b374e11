import { arithmetic } from './arithmetic.ts'
import { oneOf, type Rule } from './state.ts'
import { pattern, word } from './words.ts'

/** The inside of `[[ ]]`. */
export function test(r: Rule): string {
  const { c } = r
  if (r.depth > 4) return '-n x'
  const operand = (): string => word(r.down())
  return oneOf(r, [
    () => `${c.pick(['-n', '-z', '-f', '-e', '-d', '-v', '-L', '-s', '-R', '-o', '-r', '-x'])} ${operand()}`,
    () => `-v ${c.pick(['a', 'nope', 'r[1]', 'r[9]', 'm[k]', 'r', 's', 'm[zz]', 'r[@]', 'ref', '1', '9'])}`,
    () => `${operand()} ${c.pick(['==', '!=', '='])} ${pattern(r.down())}`,
    () => `${operand()} ${c.pick(['<', '>'])} ${operand()}`,
    () =>
      `${c.pick(['1', 'x1', '" 3 "', "''", '010', '1+1', 'a', '"$c"'])} ${c.pick(['-eq', '-ne', '-lt', '-ge', '-gt', '-le'])} ${c.pick(['1', '8', 'x1', "'2 + 1'", '$((2))'])}`,
    () => `${operand()} =~ ${regex(r)}`,
    () => `! ${test(r.down())}`,
    () => `( ${test(r.down())} ) ${c.pick(['&&', '||'])} ${test(r.down())}`,
    () => `${test(r.down())} ${c.pick(['&&', '||', '\n&&'])} ${test(r.down())}`,
    () => operand(),
    () => `$(( ${arithmetic(r.down())} )) -gt 0`,
    () => `f1 ${c.pick(['-nt', '-ot', '-ef'])} ${c.pick(['f2', 'nofile', 'f1'])}`,
  ])
}

function regex(r: Rule): string {
  return r.c.pick([
    '^f',
    'o+',
    '(f)(o*)',
    '[a-z]$',
    '"."',
    '.',
    '(x|f)',
    '^$',
    '[[:space:]]',
    '\\.',
    "'o'",
    '$a',
    '"$a"',
    '(a)|(b)',
    'f{1,2}',
    '^(.)(.)?',
    '[^f]',
    '()',
    '\\$',
    'o*$',
    '(f(o))',
    '[.]',
    '\\w',
    '\\bf',
    'x"y"z',
    '(^f|o$)',
    '["\']',
    '[]o]',
    '*',
    '(',
  ])
}

/** The arguments of `[` and `test`. */
export function oldTest(r: Rule): string {
  const { c } = r
  const operand = (): string => word(r.down(2))
  return oneOf(r, [
    () => `${operand()} ${c.pick(['=', '!=', '-eq', '-nt', '\\<', '==', '-lt', '-a', '-o'])} ${operand()}`,
    () => `${c.pick(['-n', '-z', '-f', '-e', '!', '-d', '-v', '-t'])} ${operand()}`,
    () => `! ${c.pick(['-n', '-z'])} ${operand()}`,
    () => operand(),
    () => `\\( ${operand()} = ${operand()} \\) ${c.pick(['-a', '-o'])} ${c.pick(['-n x', '! x', '-z ""'])}`,
    () => '',
  ])
}
