import { arithmetic } from './arithmetic.ts'
import { assignment } from './assignments.ts'
import { builtin } from './builtins.ts'
import { redirects } from './redirects.ts'
import { block, oneOf, type Rule, scalars, singleQuoted } from './state.ts'
import { oldTest, test } from './tests.ts'
import { doubleQuoted, hasHereDocument, pattern, word, words } from './words.ts'

export function list(r: Rule): string {
  const parts = [statement(r.down()), ...r.c.many(2, () => statement(r.down()))]
  return parts.join(parts.some(part => part.includes('\n')) ? '\n' : '; ')
}

export function statement(r: Rule): string {
  if (r.depth > 3) return simple(r)
  const { c } = r
  const inner = (): string => block(list(r))
  return oneOf(r, [
    () => simple(r),
    () => assignment(r),
    () => `printf "<%s>" ${words(r)}; echo`,
    () => `${simple(r)} ${c.pick(['&&', '||'])} ${simple(r)} ${c.pick(['&&', '||'])} ${simple(r)}`,
    () =>
      `if ${condition(r)}; then${inner()}${c.pick(['', 'e'])}`.replace(
        /e$/,
        `elif ${condition(r)}; then${inner()}`,
      ) + `else${inner()}fi`,
    () =>
      `for v in ${words(r)}; do echo "$v";${inner()}${c.pick([':', 'break', 'continue', 'break 2', 'continue 2'])}; done${redirects(r)}`,
    () => loop(r),
    () => caseCommand(r),
    () => `(${block(list(r))})${redirects(r)}`,
    () => `{${inner()}}${redirects(r)}`,
    () => func(r),
    () => pipeline(r),
    () => hereDocument(r),
    () => `cat <<< ${word(r)}`,
    () => `[[ ${test(r)} ]]; echo "t $? \${BASH_REMATCH[*]}"`,
    () => `(( ${arithmetic(r)} )); echo "n $? $x1"`,
    () => `! ${simple(r)}; echo "not $?"`,
    () => `eval ${singleQuoted(oneOf(r, [() => simple(r), () => list(r)]))}`,
    () => `printf '%q\\n' ${words(r)}`,
    () => builtin(r),
    () => trap(r),
    () =>
      `for ((i=${c.below(3)}; i<${c.below(4)}; i++)); do${inner()}${c.pick([':', 'continue', 'break'])}; done`,
    () => `set ${c.pick(['-e', '+e', '-u', '-f', '+f', '-o pipefail', '-E', '-T', '+u', '-a'])}`,
    () =>
      `shopt -${c.pick(['s', 'u'])} ${c.pick(['extglob', 'nullglob', 'dotglob', 'nocasematch', 'globstar', 'inherit_errexit', 'lastpipe', 'failglob', 'nocaseglob'])}`,
    () => `${list(r)} &\nwait $!; echo "w $?"`,
    () => {
      const inner = list(r)
      return hasHereDocument(inner) ? 'cat <(echo h)' : `cat ${c.pick(['<', '< <'])}(${block(inner)})`
    },
  ])
}

function loop(r: Rule): string {
  const counter = `k${r.unique()}`
  const { c } = r
  return `${counter}=0; ${c.pick(['while', 'until !'])} (( ${counter}++ < ${c.below(4)} )); do${block(list(r))}${c.pick([':', 'break', 'continue', ''].slice(0, 3))}; done${redirects(r)}`
}

function caseCommand(r: Rule): string {
  const { c } = r
  const end = (): string => c.pick([';;', ';&', ';;&'])
  return `case ${word(r)} in ${c.pick(['', '('])}${pattern(r)})${block(list(r))}${end()} ${pattern(r)}|y) echo second${end()} *) echo other;; esac`.replace(
    /; (;;&?|;&)/g,
    '\n$1',
  )
}

function func(r: Rule): string {
  const { c } = r
  const name = `f${r.unique()}`
  const start = c.pick([
    '',
    'local a=1; ',
    'set -- ; ',
    'local -a r=(1 2); ',
    'local IFS=:; ',
    'local x1 b=$1; ',
    'local -; set -f; ',
    'local -n ref=a; ',
    'local -A m=([k]=loc); ',
    'shift; ',
    'declare a=2; ',
    'local a; ',
  ])
  const body = `${start}${list(r)}\n${c.pick([':', 'return 3', 'false', 'return', 'unset a', `(( q_${name}++ > 1 )) || ${name} x`, 'echo "${FUNCNAME[@]}"', 'echo "$a/$b"', 'exit 4', '(return 5)', 'eval "return 6"'])}`
  const shape = c.pick(['{', '('])
  const close = shape === '{' ? '}' : ')'
  return `${c.pick(['', 'function '])}${name}() ${shape}${block(body)}${close}${redirects(r)}\n${c.pick(['', '', 'a=tmp ', '! '])}${name} ${words(r)}; echo "f: $?"`
}

function pipeline(r: Rule): string {
  const { c } = r
  const tail = c.pick([
    'cat',
    'while read -r l; do echo "<$l>"; done',
    'sort',
    '{ cat; echo end; }',
    'sed s/a/A/',
    'read -r a',
    '(cat; exit 3)',
    'tr a-z A-Z',
    '{ read a; echo "$a"; }',
    'mapfile -t r',
    'grep -c .',
  ])
  return `${oneOf(r, [() => simple(r), () => `{${block(list(r))}}`])} ${c.pick(['|', '| cat |'])} ${tail}; echo "p \${PIPESTATUS[*]}"`
}

function hereDocument(r: Rule): string {
  const { c } = r
  const word_ = `E${r.unique()}`
  const dash = c.pick(['', '-'])
  const quote = c.pick(['', "'", '\\'])
  const begin = quote === "'" ? `'${word_}'` : `${quote}${word_}`
  // bash loses commands behind an empty one inside `$( )`.
  const lines = [
    hereLine(r),
    ...c.many(2, () => hereLine(r)),
    `${dash === '-' ? c.pick(['', '\t']) : ''}${word_}`,
  ].join('\n')
  const second = r.depth < 2 ? c.pick(['', ` - 3<<X${word_}`]) : ''
  const more = second === '' ? '' : `\nthree $b\nX${word_}`
  return `${c.pick(['cat', 'cat /dev/fd/3'].slice(0, 1))}${second === '' ? '' : ' /dev/fd/3'} <<${dash}${begin}${second}${c.pick(['', ' | cat -n', ' >&2', ' && echo yes'])}\n${lines}${more}`
}

function hereLine(r: Rule): string {
  return oneOf(r, [
    () =>
      r.c.pick([
        'line',
        '\ttab $a',
        '$(echo sub)',
        '\\$a \\\\ "q" `echo b`',
        "it's $((1+2))",
        '  two',
        'a\\',
        '"$b"',
        "'$b'",
        '\t\t"',
        '$',
        '\\"',
        "${a:-'x'}",
        '${a:-"x"}',
        '$r ${r[@]}',
        '~',
        '*',
        '$@',
        '${a//o/"0"}',
        "$'x'",
        '`echo "\\$a"`',
      ]),
    // Not `$$`, nor a backquote that is not closed.
    () => doubleQuoted(r.down()).replaceAll('"', '').replaceAll('$$', '$').replaceAll('\\`', ''),
  ])
}

function trap(r: Rule): string {
  const { c } = r
  const action = c.pick([
    'echo "T $?"',
    'echo T',
    '',
    'x1=9',
    'exit 6',
    'false',
    'echo "$BASH_COMMAND"',
    'echo "L $LINENO"',
    'trap - ERR; echo once',
  ])
  return oneOf(r, [
    () => `trap ${singleQuoted(action)} ${c.pick(['EXIT', 'ERR', 'RETURN', 'USR1', '0', 'DEBUG'])}`,
    () => `trap ${c.pick(['-', "''"])} ${c.pick(['EXIT', 'ERR', 'RETURN', 'DEBUG', 'USR1'])}`,
    () => 'trap -p ERR',
    () => `trap 'echo U' USR1; trap -p USR1`,
  ])
}

function condition(r: Rule): string {
  return oneOf(r, [
    () => 'true',
    () => 'false',
    () => simple(r),
    () => `[[ ${test(r)} ]]`,
    () => `! ${simple(r)}`,
    () => `(( ${arithmetic(r.down())} ))`,
    () => `{${block(list(r.down()))}}`,
    () => `[ ${oldTest(r)} ]`,
  ])
}

export function simple(r: Rule): string {
  const { c } = r
  return oneOf(r, [
    () => `echo ${words(r)}${redirects(r)}`,
    () => `printf '[%s]\\n' ${words(r)}${redirects(r)}`,
    () =>
      c.pick([
        'true',
        'false',
        ':',
        'echo "$?"',
        r.depth < 2 ? 'echo "$LINENO"' : 'echo "$?"',
        'echo "$a|$b|$c|$x1"',
        'pwd -P | sed "s,.*/,,"',
        'echo "$-"',
        'echo "${r[*]}"',
        'cd sub 2>/dev/null',
        'cd - >/dev/null 2>&1',
      ]),
    () => `(exit ${c.below(4)})`,
    () =>
      `${c.pick(scalars)}=${word(r)} ${c.pick([`sh -c 'echo "$a/$b"'`, 'eval \'echo "$a"\'', 'true', ': $a', 'env | grep ^[abcdx]1*= | sort'])}`,
    () => `test ${oldTest(r)}${c.pick(['', '; echo "$?"'])}`,
    () =>
      `unset ${c.pick([...scalars, 'r[1]', 'r', 'm[k]', '-v a', '-n ref', 'ref', 's[-1]', 'r[@]', '-f f1'])}`,
    () =>
      c.pick([
        'shift',
        'shift 2',
        'exit',
        'exit 3',
        'return 2',
        'break',
        'command false',
        'builtin echo hi',
        'return',
      ]),
    () => `set -- ${words(r)}`,
    () => `declare -p ${c.pick([...scalars, 'r', 's', 'm', 'ref', 'nope'])}`,
    () => `cat ${c.pick(['f1', 'g.txt', 'nofile', 'out0', 'out1', '-'])}`,
    () => 'echo "${#r[@]} ${!r[@]}" "$#"',
  ])
}
