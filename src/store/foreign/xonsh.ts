import type { ImportedLine } from '../history.ts'

interface XonshCommand {
  readonly inp?: unknown
  readonly rtn?: unknown
  readonly ts?: unknown
  readonly cwd?: unknown
}

/** One of xonsh's history files: JSON with the commands of a session, their times, directories and return codes. */
export function readXonshHistory(text: string): ImportedLine[] {
  const parsed = JSON.parse(text) as { data?: { cmds?: unknown }; cmds?: unknown }
  const commands = parsed.data?.cmds ?? parsed.cmds
  if (!Array.isArray(commands)) throw new Error('no commands in it')
  return (commands as XonshCommand[]).flatMap(entryOf)
}

function entryOf({ inp, rtn, ts, cwd }: XonshCommand): ImportedLine[] {
  if (typeof inp !== 'string' || inp.trim() === '') return []
  const [from, to] = (Array.isArray(ts) ? ts : []) as (number | null)[]
  const isTimed = typeof from === 'number'
  const end =
    typeof rtn === 'number'
      ? { status: rtn, durationMs: isTimed && typeof to === 'number' ? (to - from) * 1000 : 0 }
      : undefined
  return [
    {
      text: inp.replace(/\n$/, ''),
      startedAt: isTimed ? from * 1000 : undefined,
      cwd: typeof cwd === 'string' ? cwd : undefined,
      end,
    },
  ]
}
