import { expect, test } from 'vitest'
import { takeOver } from '../../../src/builtins/settings/take-over.ts'

test.each<[string, string[]]>([
  ["alias ll='ls -l'; alias", ["alias ll='ls -l'"]],
  ['export A=1 B="$(date)"; A=2', ['export A=1 B="$(date)"', 'A=2']],
  ['A=1; B=2; export C=$A', ['A=1', 'export C=$A']],
  ['A=1; export A', ['A=1', 'export A']],
  ['PATH=~/bin:$PATH', ['PATH=~/bin:$PATH']],
  ['[ -d ~/bin ] && PATH=~/bin:$PATH', ['[ -d ~/bin ] && PATH=~/bin:$PATH']],
  ['[[ -x x ]] || alias x=y', ['[[ -x x ]] || alias x=y']],
  ['if [ -d x ]; then\n  export A=1\nfi', ['if [ -d x ]; then\n  export A=1\nfi']],
  ['if uname -a; then alias a=b; export C=1; fi', ['alias a=b']],
  ['{ alias a=b; echo hi; }', ['alias a=b']],
  // Nothing of these: other people's prompts and histories, functions, what prints or runs, loops.
  ["PS1='$ '; export PS1 HISTSIZE=5; HISTFILE=x", []],
  ['f() { alias a=b; }; eval "$(x)"; source y; bind z; for i in 1; do alias a=b; done', []],
  ['export -f f; export -n A; alias -g G=x; alias -p', []],
  ['A=1 alias a=b; alias a=b | cat; export A=1 &', []],
  // zsh's own.
  ['path=(~/bin $path); path+=(/opt/bin)', ['PATH=~/bin:$PATH', 'PATH=$PATH:/opt/bin']],
  ['path=(/a/b "${path[@]}")', ['PATH=/a/b:$PATH']],
  // Not readable as a whole: line by line.
  ["alias a=b\nfor f (x y) echo $f\nexport C='1\n2'\nexport D=1", ['alias a=b', 'export D=1']],
])('%j', (text, lines) => expect(takeOver(text).lines).toEqual(lines))

test('what it counts', () => {
  const { aliases, exports, setsPath } = takeOver(
    'alias a=b c=d\nexport PATH=x:$PATH E=1\n[ -d x ] && alias e=f',
  )
  expect({ aliases, exports, setsPath }).toEqual({ aliases: 3, exports: 1, setsPath: true })
})
