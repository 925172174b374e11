import { arithmetic } from './arithmetic.ts'
import { oneOf, type Rule, singleQuoted } from './state.ts'
import { word, words } from './words.ts'

export function builtin(r: Rule): string {
  const { c } = r
  return oneOf(r, [
    () =>
      `read ${c.pick(['-r a b', 'a', '-a r', 'a b c', '-r', '-d : a', '-n 3 a', '-N 3 a', '-r a', '-d "" a b', '-ra r', '', '-e a', '-s a b', 'r[1] m[k]'])} <<< ${word(r)}; echo "$?"; declare -p a b r REPLY`,
    () =>
      `IFS=${c.pick([':', '" :"', "$'\\n'", "''", 'x', '","', "' '", '"$IFS:"'])} read ${c.pick(['-r a b', 'a b c', '-ra r', 'a'])} <<< ${word(r)}; declare -p a b c r`,
    () => `printf ${singleQuoted(format(r))} ${words(r)}; echo "|$?"`,
    () =>
      `printf -v ${c.pick(['a', 'r[2]', 'm[k]', 'x1'])} ${singleQuoted(format(r))} ${words(r)}; declare -p a r m x1`,
    () =>
      `mapfile ${c.pick(['', '-t', '-n 1', '-s 1', '-O 2', '-t -n 2', '-d : -t', "-d ''", "-C 'echo cb' -c 1"])} r <<< ${word(r)}; declare -p r`,
    () =>
      `set -- ${c.pick(['-a -b x', '-ab x', '-bx -a', 'y -a', '-- -a', '-c', '-b', '-abx y'])}; OPTIND=1; while getopts ${c.pick(['ab:', ':ab:', 'abc'])} o; do echo "$o $OPTARG $OPTIND"; done; echo "$OPTIND $o"`,
    () => `let ${singleQuoted(arithmetic(r))}; echo "$? $x1"`,
    () =>
      `echo ${c.pick(['-e', '-n', '-ne', '-E', '-nn', '-x', '--'])} ${c.pick(["'a\\tb\\n'", "'\\x41\\0101\\u00e9'", "'a\\cb'", '"\\\\"', '-n', 'x'])} ${words(r)}`,
    () =>
      c.pick([
        'type -t cd',
        'type -t f1',
        'command -v ls',
        'command -v f1',
        'declare -f f1',
        'declare -F',
        'alias q="echo al"\nq x',
        'shopt -s expand_aliases\nalias q="echo al "\nalias w=W\nq w',
        'hash',
        'umask',
        'set -o | head -3',
        'caller',
        'times | wc -l',
        'dirs',
        'ulimit -n >/dev/null',
        'getopts a o',
        'type echo',
        'unalias -a',
        'help >/dev/null',
        'declare -f f2',
        'compgen -v a',
        'compgen -W "aa ab b" a',
        'wait',
        'jobs',
        'shopt extglob',
        'echo ${BASH_SOURCE[0]##*/} ${FUNCNAME[0]} $BASH_SUBSHELL',
        'echo "$SHLVL $0"',
        'disown 2>&1',
        'echo "$_"',
        ': a b; echo "$_"',
        'kill -l 15',
        'test -t 0 || echo no tty',
        'logout',
      ]),
    () =>
      `exec ${c.pick(['3>out0', '3>&-', '3<f1', '4>&1', '3>>out1', '5<&0', '>out0', '{fd}>out1', '3<>out0'])}; echo "e $?"`,
    () =>
      c.pick([
        'echo three >&3',
        'read -r a <&3; echo "$a"',
        'cat <&3',
        'echo x >&4',
        'cat out0',
        'read -u 3 a b; echo "$a $b"',
        'exec 3>&1 >out0',
        'exec >&3 3>&-',
        'echo to $fd >&$fd',
        'exec {fd}>&-',
      ]),
    () =>
      `source ${c.pick(['./f1', './nofile', '/dev/stdin <<< "echo src \\$#"', './lib', './lib x y'])}; echo "s $?"`,
    () =>
      `command ${c.pick(['echo', 'eval', '-v echo', 'nosuch', 'printf %s', 'true', '-p echo', 'exit', 'unset a', 'export a=3', 'set --'])} ${word(r)}`,
  ])
}

function format(r: Rule): string {
  const { c } = r
  const piece = (): string =>
    c.pick([
      '%s',
      '%d',
      '%5s|',
      '%-5s|',
      '%05d',
      '%x',
      '%o',
      '%c',
      '%b',
      '%q',
      '%%',
      '\\n',
      '\\t',
      '%.2s',
      '%*s',
      '%+d',
      '% d',
      '%#x',
      '%u',
      '%i',
      '%5.1f',
      '%e',
      '%g',
      '\\x41',
      '\\101',
      '%X',
      '%(%Y)T',
      '%-*s|',
      '%.*s',
      'x',
      '%10b|',
      '%Q',
      '%',
      '%z',
      '%.3d',
      '%G',
      '%a',
      "\\'",
      '\\c',
      '\\u00e9',
      '%ld',
    ])
  return [piece(), ...c.many(3, piece)].join('').replaceAll('%(%Y)T', '%(%C)T')
}
