/** A day's work: 10,000 commands typed at the prompt, and what memory they leave behind. `npm run bench -- day` (several minutes). */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { editors, mark, start } from './editor/contestants.ts'
import { usage } from './editor/watching.ts'

const commands = Number(process.env.COMMANDS ?? 10_000)
const warm = 500
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

const folder = mkdtempSync(join(tmpdir(), 'nacre-bench-'))
try {
  const [editor] = editors(folder, ['nacre'])
  if (editor === undefined) throw new Error('nacre is not there')
  const program = start(editor)
  await program.written(output => output.includes(mark))
  let first = Number.NaN
  console.log(
    `\nmemory over ${commands} commands at the prompt   (bar: within 20 % of what it was after ${warm})`,
  )
  for (let count = 1; count <= commands; count++) {
    program.output = ''
    program.send(`${lines[count % lines.length] ?? ''}; echo done-$((${count}+0))\r`)
    // Behind a newline, or behind the mark that an output begins.
    const done = new RegExp(`[\\n\\\\]done-${count}\\r`)
    await program.written(output => {
      const at = output.search(done)
      return at !== -1 && output.lastIndexOf(mark) > at
    })
    if (count === warm) first = usage(program.pid).resident
    if (count % 1000 !== 0 && count !== warm) continue
    const { resident } = usage(program.pid)
    console.log(
      `  ${String(count).padStart(6)}  ${resident.toFixed(1).padStart(6)} MB  ${(resident / first).toFixed(2)}×`,
    )
  }
  program.dispose()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
