import type { Builtin, Outcome, Ports, Running, Shell, Status } from '../lang/eval/index.ts'
import { listAll } from './declare-list.ts'
import { misused, printed, showHelp, usage } from './usage.ts'

/** `set`: options and positional parameters. POSIX.1-2024 2.15, set; bash manual, The Set Builtin. */
export const set: Builtin = {
  name: 'set',
  synopsis: 'set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]',
  summary: 'Set or unset values of shell options and positional parameters.',
  examples: [
    { line: 'set -- a b; echo $# $2', shows: '2 b\n' },
    { line: 'set -o pipefail; false | true', status: 1 },
  ],
  special: true,
  run(args, ports, shell) {
    if (args.length === 0) return listAll(ports, shell)
    if (args[0] === '--help') return showHelp(set, ports)
    const wrong = firstUnknown(args, shell)
    if (wrong !== undefined)
      return misused(set, `${wrong}: invalid option${hint(shell, wrong)}`, ports, shell)
    if (shell.session.hintFor !== undefined && looksForeign(args))
      shell.complain(`set: ${args.slice(0, 2).join(' ')}${hint(shell, args[0])}`)
    const before = shell.options.get('noexec')
    const running = apply(args, ports, shell)
    return !before && running === 0 && shell.options.get('noexec') ? stopRunning(shell) : running
  },
}

/** What a person may have meant (`set -gx name value` is fish's). */
function hint(shell: Shell, option = ''): string {
  return shell.session.hintFor?.(`set ${option}`, shell) ?? ''
}

/** `set -x name value` and `set -e name` of fish's are something else here, and no error. */
function looksForeign([option = '', name = '']: readonly string[]): boolean {
  return /^-[ex]$/.test(option) && /^[A-Za-z_]\w*$/.test(name)
}

/** `set -n` in a script: nothing more runs, the rest of this very line neither. */
function stopRunning(shell: Shell): Outcome {
  return shell.session.interactive ? 0 : { type: 'discard', status: 0, isTolerated: true }
}

/** All letters are looked at before any is obeyed. */
function firstUnknown(args: readonly string[], shell: Shell): string | undefined {
  for (const word of args) {
    if (word.length < 2 || !/^[-+]/.test(word) || word === '--') return undefined
    for (const letter of word.slice(1))
      if (letter !== 'o' && shell.options.nameOfLetter(letter) === undefined) return `${word[0]}${letter}`
    // A name follows the `o`: bash stops looking here too.
    if (word.includes('o')) return undefined
  }
  return undefined
}

function apply(args: readonly string[], ports: Ports, shell: Shell): Running {
  let at = 0
  for (; at < args.length; at++) {
    const word = args[at] ?? ''
    if (word === '--') {
      shell.positional = args.slice(at + 1)
      return 0
    }
    if (word === '-') return endDebugging(args.slice(at + 1), shell)
    if (word === '+') continue
    if (!/^[-+]/.test(word)) break
    const on = word.startsWith('-')
    for (const letter of word.slice(1)) {
      if (letter !== 'o') {
        const status = setLetter(letter, on, ports, shell)
        if (status !== 0) return status
        continue
      }
      const name = args[at + 1]
      if (name === undefined || /^[-+]/.test(name)) return listOptions(on, ports, shell)
      at++
      const status = setOption(name, on, shell)
      if (status !== 0) return status
    }
  }
  if (at < args.length) shell.positional = args.slice(at)
  return 0
}

/** `set -`: no more `-v` and `-x`. */
function endDebugging(rest: readonly string[], shell: Shell): Status {
  shell.options.set('xtrace', false)
  shell.options.set('verbose', false)
  if (rest.length > 0) shell.positional = rest
  return 0
}

function setLetter(letter: string, on: boolean, ports: Ports, shell: Shell): Running {
  const name = shell.options.nameOfLetter(letter)
  if (name === undefined) return usage(set, ports)
  return setOption(name, on, shell)
}

/** Switches a `set -o` option by name; says so where there is none. */
export function setOption(name: string, on: boolean, shell: Shell, command = 'set'): Status {
  if (!isSetOption(name, shell)) {
    shell.complain(`${command}: ${name}: invalid option name`)
    return command === 'set' ? 2 : 1
  }
  if (on && name === 'vi') shell.options.set('emacs', false)
  if (on && name === 'emacs') shell.options.set('vi', false)
  return shell.options.set(name, on) ? 0 : 1
}

export function isSetOption(name: string, shell: Shell): boolean {
  return shell.options.list('set').some(([known]) => known === name)
}

/** `set -o` as a table, `set +o` as commands. */
export function listOptions(table: boolean, ports: Ports, shell: Shell): Running {
  const lines = shell.options
    .list('set')
    .map(([name, on]) => (table ? optionLine(name, on) : `set ${on ? '-' : '+'}o ${name}\n`))
  return printed(ports.out, lines.join(''))
}

/** A line of the tables of `set -o` and `shopt`. */
export function optionLine(name: string, on: boolean): string {
  return `${name.padEnd(15)}\t${on ? 'on' : 'off'}\n`
}
