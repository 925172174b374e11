import type { Argument, Flag } from './parse.ts'

/** `deploy [options] target [tag] [files…]` */
export function synopsisOf(name: string, flags: readonly Flag[], args: readonly Argument[]): string {
  const operands = args.map(argument => {
    const shown = `${argument.name}${argument.rest ? '…' : ''}`
    return argument.optional ? `[${shown}]` : shown
  })
  return [name, ...(flags.length > 0 ? ['[options]'] : []), ...operands].join(' ')
}

/** What `NAME --help` prints. */
export function helpText(
  name: string,
  help: string | undefined,
  flags: readonly Flag[],
  args: readonly Argument[],
): string {
  const about = help === undefined ? [] : [help.trim(), '']
  const operands = args.map(argument => [
    argument.name,
    describe(argument.details.help, argument.details.choices, argument.details.default),
  ])
  const options = flags.map(flag => [
    `${flag.short === undefined ? '    ' : `-${flag.short}, `}${flag.long}${valueName(flag)}`,
    describe(flag.details.help, flag.details.choices, flag.details.default),
  ])
  options.push([flags.some(flag => flag.short === 'h') ? '    --help' : '-h, --help', 'show this'])
  return [
    `usage: ${synopsisOf(name, flags, args)}`,
    '',
    ...about,
    ...(operands.some(([, text]) => text !== '') ? [...columns(operands), ''] : []),
    ...columns(options),
  ].join('\n')
}

function valueName({ type, details }: Flag): string {
  if (type === 'boolean') return ''
  return ` ${type}${details.multiple === true ? '…' : ''}`
}

function describe(
  help: string | undefined,
  choices: readonly string[] | undefined,
  fallback: unknown,
): string {
  const parts = [
    help,
    choices === undefined ? undefined : `(${choices.join(', ')})`,
    fallback === undefined || fallback === false ? undefined : `[default: ${String(fallback as string)}]`,
  ]
  return parts.filter(part => part !== undefined).join(' ')
}

function columns(rows: readonly (readonly string[])[]): string[] {
  const width = Math.max(0, ...rows.map(([left = '']) => left.length))
  return rows.map(([left = '', right = '']) => `  ${left.padEnd(width)}  ${right}`.trimEnd())
}
