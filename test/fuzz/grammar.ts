/**
 * Command scripts from a grammar, for running beside bash. What is generated is deterministic, needs only an empty
 * folder, and prints what it does.
 */
import type { Choices } from './choices.ts'

const names = ['a', 'b', 'c', 'd', 'x1'] as const
const arrays = ['r', 's'] as const
const plain = [
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
] as const

/** A whole script. */
export function script(c: Choices): string {
  const prelude = c.pick([
    '',
    'set -e\n',
    'set -u\n',
    'set -f\n',
    'set -o pipefail\n',
    'shopt -s extglob\n',
    'shopt -s nullglob\n',
    'IFS=:\n',
    'IFS=\n',
    'trap \'echo "exit $?"\' EXIT\n',
    "trap 'echo err' ERR\n",
    'set -eE\n',
  ])
  const setUp = `a=foo b='x  y' c= r=(1 'two words' '' 4)\nset -- p 'q r' ''\ntouch f1 f2 g.txt .hid 2>/dev/null\n`
  return prelude + setUp + [statement(c, 0), ...c.many(5, () => statement(c, 0))].join('\n') + '\n'
}

function statement(c: Choices, depth: number): string {
  if (depth > 2) return simple(c, depth)
  return c.pick<() => string>([
    () => simple(c, depth),
    () => assignment(c, depth),
    () => `show ${word(c, depth)}`.replace(/^show/, 'printf "<%s>"') + '; echo',
    () => `${simple(c, depth)} && ${simple(c, depth)} || ${simple(c, depth)}`,
    () => `if ${condition(c, depth)}; then ${list(c, depth)}; else ${list(c, depth)}; fi`,
    () =>
      `for v in ${words(c, depth)}; do echo "$v"; ${list(c, depth)}; ${c.pick([':', 'break', 'continue'])}; done`,
    () => `i=0; while [ $i -lt ${c.below(4)} ]; do i=$((i+1)); ${list(c, depth)}; done`,
    () =>
      `case ${word(c, depth)} in ${pattern(c, depth)}) ${list(c, depth)} ${c.pick([';;', ';&', ';;&'])} ${pattern(c, depth)}|y) echo second;; *) echo other;; esac`,
    () => `( ${list(c, depth)} )`,
    () => `{ ${list(c, depth)}; }${redirects(c, depth)}`,
    () =>
      `f() { ${c.pick(['local a=1; ', '', 'set -- ;'])}${list(c, depth)}; ${c.pick([':', 'return 3', 'false'])}; }; f ${words(c, depth)}; echo "f: $?"`,
    () =>
      `${simple(c, depth)} | ${c.pick(['cat', 'while read -r l; do echo "<$l>"; done', 'sort', '{ cat; echo end; }', 'sed s/a/A/'])}`,
    () => `cat <<${c.pick(['', '-'])}${c.pick(['EOF', "'EOF'"])}\n${hereText(c, depth)}\nEOF`,
    () => `cat <<< ${word(c, depth)}`,
    () => `[[ ${test(c, depth)} ]]; echo "t $?"`,
    () => `(( ${arithmetic(c, depth)} )); echo "n $?"`,
    () => `! ${simple(c, depth)}; echo "not $?"`,
    () => `eval ${quoted(simple(c, depth))}`,
    () => `select_=1; printf '%q\\n' ${words(c, depth)}`,
    () =>
      `read -r ${c.pick(['a b', 'a', '-a r', 'a b c'])} <<< ${word(c, depth)}; declare -p a b r 2>/dev/null`,
  ])()
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`

function list(c: Choices, depth: number): string {
  return [statement(c, depth + 1), ...c.many(2, () => statement(c, depth + 1))]
    .join('; ')
    .replaceAll(/\nEOF; /g, '\nEOF\n')
    .replace(/\nEOF$/, '\nEOF\n:')
}

function condition(c: Choices, depth: number): string {
  return c.pick<() => string>([
    () => 'true',
    () => 'false',
    () => simple(c, depth),
    () => `[[ ${test(c, depth)} ]]`,
    () => `! ${simple(c, depth)}`,
  ])()
}

function simple(c: Choices, depth: number): string {
  return c.pick<() => string>([
    () => `echo ${words(c, depth)}${redirects(c, depth)}`,
    () => `printf '[%s]\\n' ${words(c, depth)}${redirects(c, depth)}`,
    () => 'true',
    () => 'false',
    () => `echo "$?"`,
    () => `(exit ${c.below(4)})`,
    () => `${c.pick(names)}=${word(c, depth)} sh -c 'echo "$a/$b"'`,
    () => `test ${word(c, depth)} ${c.pick(['=', '!=', '-eq', '-nt'])} ${word(c, depth)} 2>/dev/null`,
    () => `unset ${c.pick(names)}`,
    () => `shift 2>/dev/null`,
    () => `set -- ${words(c, depth)}`,
    () => `declare -p ${c.pick([...names, ...arrays])} 2>/dev/null`,
    () => `cat ${c.pick(['f1', 'g.txt', 'nofile'])} 2>/dev/null`,
    () => `echo "\${#r[@]} \${!r[@]}" "$#"`,
  ])()
}

function assignment(c: Choices, depth: number): string {
  return c.pick<() => string>([
    () => `${c.pick(names)}=${word(c, depth)}`,
    () => `${c.pick(names)}+=${word(c, depth)}`,
    () => `${c.pick(arrays)}=(${words(c, depth)})`,
    () => `${c.pick(arrays)}+=(${words(c, depth)})`,
    () => `${c.pick(arrays)}[${c.below(6)}]=${word(c, depth)}`,
    () => `declare -A m; m[${c.pick(['k', 'a b', '$a'])}]=${word(c, depth)}; echo "\${m[@]}"; unset m`,
    () =>
      `declare -${c.pick(['i', 'l', 'u'])} d; d=${c.pick(['3+4', 'aBc', '$((2*3))'])}; echo "$d"; unset d`,
    () => `export ${c.pick(names)}=${word(c, depth)}`,
  ])()
}

function words(c: Choices, depth: number): string {
  return c.many(4, () => word(c, depth)).join(' ')
}

/** One word of one to three parts. */
function word(c: Choices, depth: number): string {
  return [part(c, depth), ...c.many(2, () => part(c, depth))].join('')
}

function part(c: Choices, depth: number): string {
  const deep = depth < 3
  return c.pick<() => string>([
    () => 'w',
    () =>
      c.pick([
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
      ]),
    () => `'${c.pick(plain)}'`,
    () => `"${doubleQuoted(c, depth)}"`,
    () => `$${c.pick([...names, '1', '2', '@', '*', '#', '?'])}`,
    () => parameter(c, depth),
    () => `"${parameter(c, depth + 1)}"`,
    () => (deep ? `$(${list(c, depth + 2)})` : 'w'),
    () => (deep ? `"$(${list(c, depth + 2)})"` : 'w'),
    () => `$((${arithmetic(c, depth)}))`,
    () => `"$@"`,
    () => `"\${r[@]}"`,
    () => `\${r[*]}`,
    () => (deep ? `\`echo ${c.pick(['$a', '\\$a', '"x  y"', "'q'"])}\`` : 'w'),
  ])()
}

function doubleQuoted(c: Choices, depth: number): string {
  const piece = (): string =>
    c.pick<() => string>([
      () => c.pick(['t', ' ', "'", '\\"', '\\\\', '\\$', '*', '~', '{a,b}', '\\n', '#', 'é']),
      () => `$${c.pick(names)}`,
      () => (depth < 3 ? parameter(c, depth + 1) : 'p'),
      () => (depth < 2 ? `$(echo ${word(c, depth + 2)})` : 'q'),
      () => `$((${arithmetic(c, depth + 1)}))`,
    ])()
  return [piece(), ...c.many(3, piece)].join('')
}

function parameter(c: Choices, depth: number): string {
  const name = c.pick<string>([...names, '1', '2', '3', '@', '*', 'r[1]', 'r[@]', 'r[-1]', 'nope'])
  const operand = (): string => (depth > 2 ? c.pick(['z', '', '*']) : word(c, depth + 1))
  return c.pick<() => string>([
    () => `\${${name}}`,
    () => `\${${name}${c.pick([':-', '-', ':+', '+'])}${operand()}}`,
    () => `\${${c.pick(names)}${c.pick([':=', '='])}${operand()}}`,
    () => `\${#${name}}`,
    () => `\${${name}${c.pick(['#', '##', '%', '%%'])}${glob(c)}}`,
    () =>
      `\${${name}${c.pick(['/', '//', '/#', '/%'])}${glob(c)}/${c.pick(['R', '', '&', '$a', '"q r"', '\\/'])}}`,
    () => `\${${name}:${c.pick(['0', '1', '2', ' -1', ' -2'])}${c.pick(['', ':0', ':1', ':2'])}}`,
    () => `\${${name}${c.pick(['^', '^^', ',', ',,'])}${c.pick(['', '[fx]'])}}`,
    () => `\${${name}@${c.pick(['Q', 'U', 'L', 'u', 'E', 'a', 'A'])}}`,
    () => `\${!${c.pick(['r[@]', 'a', 'x*'])}}`,
  ])()
}

const glob = (c: Choices): string =>
  c.pick(['f', '*', '?', '*o', 'o*', '[a-f]', '[!f]', '"*"', '\\*', '$b', ' ', 'x*y', "'x'"])

function pattern(c: Choices, depth: number): string {
  return c.pick<() => string>([
    () => c.pick(['f*', '?', '[a-z]*', '""', '*" "*', '\\*', 'foo', '[!a]*']),
    () => word(c, depth + 2),
  ])()
}

function arithmetic(c: Choices, depth: number): string {
  if (depth > 3) return String(c.below(10))
  return c.pick<() => string>([
    () => String(c.below(20)),
    () => c.pick(['x1', 'i', 'r[0]', '$#', '${#a}', '0x1f', '010', '2#101', '-3', '9223372036854775807']),
    () =>
      `${arithmetic(c, depth + 1)} ${c.pick(['+', '-', '*', '/', '%', '**', '<<', '>>', '&', '|', '^', '<', '>', '==', '!=', '<=', '&&', '||', ','])} ${c.below(7)}`,
    () => `(${arithmetic(c, depth + 1)})`,
    () => `${c.pick(['!', '~', '-', '+'])}${arithmetic(c, depth + 1)}`,
    () => `${arithmetic(c, depth + 1)} ? ${c.below(5)} : ${arithmetic(c, depth + 1)}`,
    () => `x1 ${c.pick(['=', '+=', '-=', '*=', '<<=', '|='])} ${arithmetic(c, depth + 1)}`,
    () => c.pick(['x1++', '++x1', 'x1--']),
  ])()
}

function test(c: Choices, depth: number): string {
  if (depth > 3) return '-n x'
  return c.pick<() => string>([
    () => `${c.pick(['-n', '-z', '-f', '-e', '-d', '-v'])} ${word(c, depth + 1)}`,
    () => `${word(c, depth + 1)} ${c.pick(['==', '!=', '=', '<', '>'])} ${pattern(c, depth + 1)}`,
    () => `${c.below(5)} ${c.pick(['-eq', '-ne', '-lt', '-ge'])} ${c.below(5)}`,
    () =>
      `${word(c, depth + 1)} =~ ${c.pick(['^f', 'o+', '(f)(o*)', '[a-z]$', '"."', '.'])} && echo "\${BASH_REMATCH[@]}" && [[ -n x`.replace(
        / && echo .*$/,
        '',
      ),
    () => `! ${test(c, depth + 1)}`,
    () => `( ${test(c, depth + 1)} ) ${c.pick(['&&', '||'])} ${test(c, depth + 1)}`,
  ])()
}

function redirects(c: Choices, depth: number): string {
  return c
    .many(2, () =>
      c.pick<() => string>([
        () => ' 2>&1',
        () => ' 2>/dev/null',
        () => ` >out${c.below(2)}`,
        () => ` >>out${c.below(2)}`,
        () => ' 3>&1 1>&2 2>&3 3>&-',
        () => ' </dev/null',
        () => ` > ${word(c, depth + 2)}`,
        () => ' >&2',
      ])(),
    )
    .join('')
}

function hereText(c: Choices, depth: number): string {
  return c
    .many(3, () =>
      c.pick<() => string>([
        () => 'line',
        () => '\ttab $a',
        () => parameter(c, depth + 1),
        () => '$(echo sub)',
        () => '\\$a \\\\ "q" `echo b`',
        () => "it's $((1+2))",
      ])(),
    )
    .join('\n')
}
