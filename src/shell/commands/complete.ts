import type { Shell, Suggestion } from '../../lang/eval/index.ts'
import { currentDirectory } from '../directory-scope.ts'
import { environmentObject } from '../environment-object.ts'
import type { Argument, Flag } from './parse.ts'
import type { ArgumentSpecs, CommandSpec, CompletionSource, FlagSpecs } from './spec.ts'

/** A command's specification, read. */
interface Shape {
  readonly spec: CommandSpec<ArgumentSpecs, FlagSpecs>
  readonly flags: readonly Flag[]
  readonly args: readonly Argument[]
}

/** What could stand for `words[index]`: flags after a dash, else what the flag before it or the argument takes. */
export async function complete(
  { spec, flags, args }: Shape,
  words: readonly string[],
  index: number,
  shell: Shell,
): Promise<readonly Suggestion[]> {
  const word = words[index] ?? ''
  const place = { words, env: environmentObject(shell), cwd: currentDirectory(shell) }
  const ask = async (source: CompletionSource | undefined, typed: string): Promise<Suggestion[]> => {
    const found = typeof source === 'function' ? await source(typed, place) : (source ?? [])
    return found.map(one => (typeof one === 'string' ? { value: one } : one))
  }
  const forName = async (
    name: string,
    choices: readonly string[] | undefined,
    typed = word,
  ): Promise<Suggestion[]> => {
    const { complete: sources } = spec
    if (typeof sources === 'function' || Array.isArray(sources))
      return await ask(sources as CompletionSource, typed)
    const own = (sources as Readonly<Record<string, CompletionSource>> | undefined)?.[name]
    return await ask(own ?? choices, typed)
  }
  const [, long, inline] = /^(--[^=]+)=(.*)$/s.exec(word) ?? []
  const valued = flags.find(flag => flag.long === long)
  if (valued !== undefined) {
    const values = await forName(valued.name, valued.details.choices, inline)
    return values.map(one => ({ ...one, value: `${long}=${one.value}` }))
  }
  const before = flags.find(
    flag => flag.type !== 'boolean' && [flag.long, `-${flag.short ?? ' '}`].includes(words[index - 1] ?? ''),
  )
  if (before !== undefined) return await forName(before.name, before.details.choices)
  if (word.startsWith('-'))
    return [
      ...flags.map(flag => ({ value: flag.long, description: flag.details.help })),
      { value: '--help', description: 'show this' },
    ]
  const operand = args[Math.min(operandsBefore(words, index, flags), args.length - 1)]
  return operand === undefined ? [] : await forName(operand.name, operand.details.choices)
}

function operandsBefore(words: readonly string[], index: number, flags: readonly Flag[]): number {
  let count = 0
  for (let at = 1; at < index; at++) {
    const word = words[at] ?? ''
    if (!word.startsWith('-')) count++
    else if (flags.some(f => f.type !== 'boolean' && [f.long, `-${f.short ?? ' '}`].includes(word))) at++
  }
  return count
}
