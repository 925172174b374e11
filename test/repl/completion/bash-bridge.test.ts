/** The scripts of bash-completion, here a small one that is built as they are: one is always loaded, the others on demand. */
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeSource } from '../../../src/diag/index.ts'
import type { Shell } from '../../../src/lang/eval/index.ts'
import { complete } from '../../../src/repl/completion/engine.ts'
import { makeShell } from '../../helpers/eval-shell.ts'

const main = String.raw`
echo loading; echo loading >&2
_init_completion() {
  COMPREPLY=() cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} cword=$COMP_CWORD
  words=("\${COMP_WORDS[@]}")
  [[ $cur == = ]] && cur=
  [[ $prev == = ]] && prev=\${COMP_WORDS[COMP_CWORD-2]}
  return 0
}
_minimal() { local cur; _init_completion; compopt -o filenames; COMPREPLY=($(compgen -f -- "$cur")); }
_completion_loader() {
  local file=$XDG_DATA_DIRS/bash-completion/completions/$1
  if [[ -f $file ]]; then . "$file" && return 124; fi
  complete -F _minimal -- "$1" && return 124
}
complete -D -F _completion_loader
_install_xspec() { complete -f -X "$1" "$2"; }
complete -W 'red green' paint
_install_xspec '!*.gz' unpack
`.replaceAll('\\$', '$')

const shipit = String.raw`
_shipit() {
  local cur prev words cword
  _init_completion || return
  left=behind; cd /; echo noise; echo noise >&2
  case $prev in
    --target) COMPREPLY=($(compgen -W "$(shipit --targets)" -- "$cur")); return ;;
    --host) COMPREPLY=($(compgen -W 'one\ host two' -- "$cur")); return ;;
    load) cd - > /dev/null; compopt -o filenames; COMPREPLY=($(compgen -f -- "$cur")); return ;;
  esac
  if [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W '--target= --dry-run' -- "$cur"))
    [[ $COMPREPLY == *= ]] && compopt -o nospace
  else
    COMPREPLY=($(compgen -W 'load unload release' -- "$cur"))
  fi
}
complete -F _shipit shipit
`.replaceAll('\\$', '$')

let folder: string
let shell: Shell

function program(name: string, text: string): void {
  writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${text}\n`)
  chmodSync(join(folder, 'bin', name), 0o755)
}

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'nacre-bridge-')))
  const scripts = join(folder, 'share/bash-completion')
  for (const path of ['bin', 'work/notes']) mkdirSync(join(folder, path), { recursive: true })
  mkdirSync(join(scripts, 'completions'), { recursive: true })
  writeFileSync(join(scripts, 'bash_completion'), main)
  writeFileSync(join(scripts, 'completions/shipit'), shipit)
  writeFileSync(join(scripts, 'completions/broken'), 'exit 3')
  for (const name of ['work/a.gz', 'work/a.txt', 'work/it has.gz']) writeFileSync(join(folder, name), '')
  program('shipit', '[ "$1" = --targets ] && echo staging stable production')
  for (const name of ['paint', 'unpack', 'broken']) program(name, ':')
  shell = makeShell()
  shell.changeDirectory(join(folder, 'work'))
  const exported = { HOME: folder, PATH: `${folder}/bin:/usr/bin:/bin`, XDG_DATA_DIRS: join(folder, 'share') }
  for (const [name, value] of Object.entries(exported)) shell.variables.set(name, value)
  await shell.run(makeSource('t', `export ${Object.keys(exported).join(' ')}`))
})

afterAll(async () => {
  shell.changeDirectory('/')
  await shell.finish(0)
  rmSync(folder, { recursive: true })
})

async function texts(text: string): Promise<string[]> {
  const { signal } = new AbortController()
  const host = {
    shell,
    names: () => ({ user: new Set<string>() }),
    globals: () => Promise.resolve([]),
    members: () => Promise.resolve([]),
    output: () => Promise.resolve(''),
  }
  let found: readonly { readonly text: string; readonly suffix: string }[] = []
  for await (const now of complete(text, text.length, host, signal)) found = now.choices
  return found.map(one => one.text + one.suffix)
}

test.each<[name: string, text: string, found: string[]]>([
  ['a script that is loaded on demand', 'shipit ', ['load ', 'release ', 'unload ']],
  ['a word that is begun', 'shipit re', ['release ']],
  ['options, one that wants a value', 'shipit --', ['--dry-run ', '--target=']],
  [
    'a value behind `=`, which a program knows',
    'shipit --target=st',
    ['--target=stable ', '--target=staging '],
  ],
  ['a value that is a word of its own', 'shipit --target pro', ['production ']],
  ['files, where the user is', 'shipit load no', ['notes/']],
  ['words of a line that is always loaded', 'paint ', ['green ', 'red ']],
  ['files that a pattern picks', 'unpack a', ['a.gz ']],
  ['a file with a blank', 'unpack it', ['it\\ has.gz ']],
  ['a script that ends its shell: files', 'broken a.t', ['a.txt ']],
  ['what no script speaks of: files', 'cat a.t', ['a.txt ']],
])('%s', async (_, text, found) => {
  expect(await texts(text)).toEqual(found)
})

test('nothing of it is left in the session', async () => {
  expect(await texts('shipit unl')).toEqual(['unload '])
  expect(shell.functions.has('_shipit')).toBe(false)
  expect(shell.variables.get('left')).toBeUndefined()
  expect(shell.cwd).toBe(join(folder, 'work'))
})
