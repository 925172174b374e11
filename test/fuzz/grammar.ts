/**
 * Command scripts from a grammar, for running beside bash. What is generated is deterministic, needs only an empty
 * folder, ends, and prints what it does.
 */
import type { Choices } from './choices.ts'
import { list, statement } from './grammar/commands.ts'
import { rule } from './grammar/state.ts'
import { doubleQuoted, word } from './grammar/words.ts'

const preludes = [
  '',
  'set -e\n',
  'set -u\n',
  'set -f\n',
  'set -o pipefail\n',
  'shopt -s extglob\n',
  'shopt -s nullglob\n',
  'IFS=:\n',
  'trap \'echo "exit $?"\' EXIT\n',
  "trap 'echo err' ERR\n",
  'set -eE\n',
  'set -o posix\n',
  'shopt -s lastpipe\n',
  'shopt -s dotglob globstar\n',
  'IFS=" x"\n',
  "set -E; trap 'echo err $?' ERR\n",
  "set -T; trap 'echo ret' RETURN\n",
  'exec 2>&1 2>/dev/null\n',
  'shopt -s nocasematch\n',
] as const

const world = `a=foo b='x  y' c= x1=5 r=(1 'two words' '' 4) s=([2]=p [5]='q r') p1=a p2='r[1]' p3='r[@]'
declare -A m=([k]=v ['k l']=w); declare -n ref=b; set -- p 'q r' ''
mkdir sub; printf 'l1\\nl 2\\n' >f1; echo 'echo lib $#; return 4' >lib; touch f2 g.txt .hid sub/in
`

/** A whole script. */
export function script(c: Choices): string {
  const r = rule(c, { list, word, doubleQuoted })
  const prelude = c.pick(preludes)
  const body = [statement(r), ...c.many(5, () => statement(r))].join('\n')
  // Where extended globs are off, bash's answer to one inside `$( )` depends on who reads the text.
  const extglob = /[@?*+!]\(/.test(body) ? 'shopt -s extglob\n' : ''
  return `${prelude}${extglob}${world}${body}\n`
}
