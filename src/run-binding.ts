import type { EditedLine } from './builtins/index.ts'
import { makeSource } from './diag/index.ts'
import type { Nacre } from './shell/index.ts'

/** Runs what `bind -x` bound to a key; READLINE_LINE and READLINE_POINT are the line, and what it makes of it. */
export async function runBinding({ shell }: Nacre, command: string, line: EditedLine): Promise<EditedLine> {
  const { variables } = shell
  const { status } = shell
  variables.set('READLINE_LINE', line.text)
  variables.set('READLINE_POINT', String(Array.from(line.text.slice(0, line.cursor)).length))
  try {
    await shell.run(makeSource('bind', command))
    const text = variables.get('READLINE_LINE') ?? line.text
    const point = Number(variables.get('READLINE_POINT') ?? Number.NaN)
    const cursor = Number.isInteger(point)
      ? Array.from(text).slice(0, Math.max(0, point)).join('').length
      : text.length
    return { text, cursor }
  } finally {
    shell.status = status
    variables.unset('READLINE_LINE')
    variables.unset('READLINE_POINT')
  }
}
