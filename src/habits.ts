/**
 * What people type who come from another shell, and how it is said here. Told to a person only, and only where no such
 * command is there (`set -x name`: where it does something else).
 */
const behindCommand = 'TypeScript begins a line of its own: a line that begins with a command is commands'

const habits: Readonly<Record<string, string>> = {
  // fish
  and: 'here: &&',
  begin: 'here: { …; }',
  contains: "here: [[ $x == *part* ]], or TypeScript's includes()",
  count: 'here: $#, ${#list[@]}, or list.length',
  end: 'here: fi, done, esac or }',
  fish_add_path: "here: env.path.unshift('dir'), or export PATH=dir:$PATH",
  fish_config: 'here: config',
  funced: 'here: type shows a function; rc.tsh is where it is kept',
  funcsave: 'here: rc.tsh is where functions are kept',
  functions: 'here: declare -F, or type name',
  math: 'here: 1 + 2, or $((1 + 2))',
  nextd: 'here: pushd and popd',
  not: 'here: !',
  or: 'here: ||',
  prevd: 'here: cd -',
  random: 'here: $RANDOM, or Math.random()',
  'set -e': 'a command that fails ends the shell now, until set +e; a variable is erased by unset name',
  'set -g': 'a variable is set by name=value, and exported by export name=value',
  'set -l': 'a variable is set by name=value, in a function by local name=value',
  'set -U': 'a variable is set by name=value, for later sessions in rc.tsh',
  'set -x': 'commands are traced now, until set +x; a variable is exported by export name=value',
  set_color: "here: printf '\\e[31m', or chalk in TypeScript",
  switch: "here: case … in …) …;; esac, or TypeScript's switch (x) { … }",
  string: "here: ${x^^}, ${x//a/b}, or TypeScript's 'a b'.split(' ')",
  // TypeScript, behind a command on the same line
  class: behindCommand,
  const: behindCommand,
  interface: behindCommand,
  throw: behindCommand,
  var: behindCommand,
  // zsh
  autoload: 'here: source file',
  bindkey: 'here: bind, or keymap({ … })',
  compdef: 'here: complete',
  compinit: 'here: completion is on without it',
  print: 'here: echo or printf',
  rehash: 'here: new programs are found without it',
  setopt: 'here: shopt -s, set -o, or config',
  unsetopt: 'here: shopt -u, set +o, or config',
  vared: 'here: read -e -i "$name" name',
  whence: 'here: type',
  zmodload: 'here: there is nothing to load',
  zstyle: 'here: config',
}

/** What a person may have meant by a command, or by `set` with an option. */
export function habitHint(command: string): string | undefined {
  return Object.hasOwn(habits, command) ? habits[command] : undefined
}
