import type { Builtin, Ports, Running, Shell } from '../lang/eval/index.ts'
import { readOptions } from './getopt.ts'
import { optionLine, setOption } from './set.ts'
import { failed, printed } from './usage.ts'

/** `shopt`: bash's own options. bash manual, The Shopt Builtin. */
export const shopt: Builtin = {
  name: 'shopt',
  synopsis: 'shopt [-pqsu] [-o] [optname ...]',
  summary: 'Set and unset shell options.',
  examples: [
    { line: 'shopt -s nullglob; shopt -p nullglob', shows: 'shopt -s nullglob\n' },
    { line: 'shopt -q dotglob', status: 1 },
  ],
  run(args, ports, shell) {
    const parsed = readOptions(shopt, 'psuoq', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const { flags, operands } = parsed
    if (flags.has('s') && flags.has('u'))
      return failed(shell, 'shopt: cannot set and unset shell options simultaneously')
    const kind = flags.has('o') ? 'set' : 'shopt'
    if (operands.length > 0 && (flags.has('s') || flags.has('u')))
      return change(kind, operands, flags.has('s'), shell)
    return show(kind, operands, flags, ports, shell)
  },
}

type Kind = 'set' | 'shopt'

function change(kind: Kind, names: readonly string[], on: boolean, shell: Shell): Running {
  let status = 0
  for (const name of names) {
    if (kind === 'set') setOption(name, on, shell, 'shopt')
    else if (!isShopt(name, shell)) status = failed(shell, `shopt: ${name}: invalid shell option name`)
    else if (!shell.options.set(name, on)) status = 1
  }
  return status
}

function isShopt(name: string, shell: Shell): boolean {
  return shell.options.list('shopt').some(([known]) => known === name)
}

function show(
  kind: Kind,
  names: readonly string[],
  flags: ReadonlyMap<string, string>,
  ports: Ports,
  shell: Shell,
): Running {
  const all = shell.options.list(kind)
  const wanted = flags.has('s') ? true : flags.has('u') ? false : undefined
  let status = 0
  const chosen =
    names.length === 0
      ? all.filter(([, on]) => wanted === undefined || on === wanted)
      : names.flatMap(name => {
          const option = all.find(([known]) => known === name)
          if (option?.[1] !== true) status = 1
          if (option !== undefined) return [option]
          shell.complain(`shopt: ${name}: invalid ${kind === 'set' ? '' : 'shell '}option name`)
          return []
        })
  if (flags.has('q')) return names.length === 0 ? 0 : status
  const line = flags.has('p') ? (kind === 'set' ? setLine : shoptLine) : optionLine
  return printed(
    ports.out,
    chosen.map(([name, on]) => line(name, on)).join(''),
    names.length === 0 ? 0 : status,
  )
}

function setLine(name: string, on: boolean): string {
  return `set ${on ? '-' : '+'}o ${name}\n`
}

function shoptLine(name: string, on: boolean): string {
  return `shopt -${on ? 's' : 'u'} ${name}\n`
}
