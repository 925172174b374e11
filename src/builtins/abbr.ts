import { quoteSingle, quoteWord } from '../lang/syntax/index.ts'
import type { Builtin, Ports, Running, Shell } from '../lang/eval/index.ts'
import { type AbbrCall, readAbbrCall } from './abbr-options.ts'
import { type Abbreviation, abbreviations, wholeWord } from './abbreviations.ts'
import { failed, misused, printed, showHelp } from './usage.ts'

/** `abbr`: words that become longer ones while they are typed. fish manual, abbr. */
export const abbr: Builtin = {
  name: 'abbr',
  synopsis:
    'abbr [-a] name [--position command|anywhere] [-r pattern] [--set-cursor[=marker]] (-f function | expansion) | -e name ... | --rename old new | -s | -l | -q name ...',
  summary: 'Abbreviations, which the prompt expands at Space and Enter.',
  examples: [{ line: 'abbr gco git checkout; abbr --show', shows: "abbr -a -- gco 'git checkout'\n" }],
  run(args, ports, shell) {
    const call = readAbbrCall(args)
    if (call === 'help') return showHelp(abbr, ports)
    if (typeof call === 'string') return misused(abbr, call, ports, shell)
    switch (call.action) {
      case 'add':
        return add(call, shell)
      case 'erase':
        return erase(call.words, shell)
      case 'rename':
        return rename(call.words, shell)
      case 'show':
        return list(call, each => show(each), ports, shell)
      case 'list':
        return list(call, each => each.name, ports, shell)
      case 'query':
        return call.words.some(name => abbreviations(shell.session).has(name)) ? 0 : 1
    }
  },
}

function add(call: AbbrCall, shell: Shell): Running {
  const { words, position = 'command', regex: pattern, cursorMarker } = call
  const [name, ...rest] = words
  const refuse = (message: string): Running => failed(shell, `abbr: ${message}`, 2)
  if (name === undefined || name === '') return refuse('--add: a name is expected')
  if (/\s/.test(name)) return refuse(`--add: ${name}: a name cannot have blanks in it`)
  if (position !== 'command' && position !== 'anywhere')
    return refuse(`${position}: invalid position, it is command or anywhere`)
  if (call.function === undefined && rest.length === 0)
    return refuse('--add: requires at least two arguments')
  if (call.function !== undefined && rest.length > 0)
    return refuse('--function: no expansion can be given besides')
  if (cursorMarker === '') return refuse('--set-cursor: the marker cannot be empty')
  const fault = pattern === undefined ? undefined : faultOf(pattern)
  if (fault !== undefined) return refuse(fault)
  const expansion =
    call.function === undefined
      ? ({ type: 'text', text: rest.join(' ') } as const)
      : ({ type: 'function', name: call.function } as const)
  const all = abbreviations(shell.session)
  all.delete(name)
  all.set(name, { name, pattern, position, cursorMarker, expansion })
  return 0
}

function faultOf(pattern: string): string | undefined {
  try {
    wholeWord(pattern)
    return undefined
  } catch (error) {
    return `${pattern}: ${(error as Error).message}`
  }
}

/** Status 4 where there was none of a name, as in fish. */
function erase(names: readonly string[], shell: Shell): Running {
  const all = abbreviations(shell.session)
  const missing = names.filter(name => !all.delete(name))
  return names.length === 0 ? 1 : missing.length > 0 ? 4 : 0
}

/** The abbreviation keeps its place among the others. */
function rename(words: readonly string[], shell: Shell): Running {
  const all = abbreviations(shell.session)
  const [from, to, more] = words
  if (from === undefined || to === undefined || more !== undefined)
    return failed(shell, 'abbr: --rename: requires exactly two arguments', 2)
  if (!all.has(from)) return failed(shell, `abbr: --rename: no abbreviation named ${from}`)
  if (/\s/.test(to) || to === '')
    return failed(shell, `abbr: --rename: ${to}: a name cannot have blanks in it`, 2)
  if (all.has(to)) return failed(shell, `abbr: --rename: ${to} is an abbreviation already`)
  const renamed = [...all.values()].map(each => (each.name === from ? { ...each, name: to } : each))
  all.clear()
  for (const each of renamed) all.set(each.name, each)
  return 0
}

function list(call: AbbrCall, line: (each: Abbreviation) => string, ports: Ports, shell: Shell): Running {
  const [word] = call.words
  if (word !== undefined) return failed(shell, `abbr: --${call.action}: unexpected argument ${word}`, 2)
  const lines = [...abbreviations(shell.session).values()].map(each => `${line(each)}\n`)
  return printed(ports.out, lines.join(''))
}

/** As a command that makes it again. */
function show({ name, pattern, position, cursorMarker, expansion }: Abbreviation): string {
  const words = ['abbr', '-a']
  if (position === 'anywhere') words.push('--position', 'anywhere')
  if (pattern !== undefined) words.push('--regex', quoted(pattern))
  if (cursorMarker !== undefined) words.push(`--set-cursor=${quoted(cursorMarker)}`)
  if (expansion.type === 'function') words.push('--function', quoted(expansion.name), '--', quoted(name))
  else words.push('--', quoted(name), quoted(expansion.text))
  return words.join(' ')
}

function quoted(text: string): string {
  return quoteWord(text) === text ? text : quoteSingle(text)
}
