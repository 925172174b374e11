/**
 * A day's work: 10,000 commands typed at the prompt, and what memory they leave behind: as they follow each other, and when
 * the prompt has had the time that V8 takes to give memory back. `npm run bench -- day` (a quarter of an hour).
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { editors, mark, start } from './editor/contestants.ts'
import { pause, usage } from './editor/watching.ts'

const commands = Number(process.env.COMMANDS ?? 10_000)
const warm = 500
/** V8 gives back what it has too much when nothing was allocated for eight seconds, and once more for those that follow. */
const restMs = 20_000
const lines = [
  'ls src',
  'echo "$HOME" | wc -c',
  'const sizes = [1, 2, 3].map(n => n * 2)',
  'git status --short | head -3',
  'cd src; cd ..',
  'for f in *.json; do echo "$f"; done',
  'true && echo yes || echo no',
  '`${sizes.length} sizes`',
]

interface Memory {
  readonly busy: number
  readonly atRest: number
}

/** Resident memory now, and after a rest. */
async function memoryOf(pid: number): Promise<Memory> {
  const busy = usage(pid).resident
  await pause(restMs)
  return { busy, atRest: usage(pid).resident }
}

const folder = mkdtempSync(join(tmpdir(), 'nacre-bench-'))
try {
  const [editor] = editors(folder, ['nacre'])
  if (editor === undefined) throw new Error('nacre is not there')
  const program = start(editor)
  await program.written(output => output.includes(mark))
  console.log(
    `\nmemory over ${commands} commands at the prompt   (bar: within 20 % of what it was after ${warm}; at rest 110 MB)`,
  )
  let first: Memory | undefined
  for (let count = 1; count <= commands; count++) {
    program.output = ''
    program.send(`${lines[count % lines.length] ?? ''}; echo done-$((${count}+0))\r`)
    // Behind a newline, or behind the mark that an output begins.
    const done = new RegExp(`[\\n\\\\]done-${count}\\r`)
    await program.written(output => {
      const at = output.search(done)
      return at !== -1 && output.lastIndexOf(mark) > at
    })
    if (count !== warm && count !== 2000 && count % 5000 !== 0) continue
    const now = await memoryOf(program.pid)
    first ??= now
    const parts = (['busy', 'atRest'] as const).map(
      when =>
        `${now[when].toFixed(1).padStart(6)} MB  ${(now[when] / (first?.[when] ?? now[when])).toFixed(2)}×`,
    )
    console.log(`  ${String(count).padStart(6)}  ${parts.join('   at rest ')}`)
  }
  program.dispose()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
