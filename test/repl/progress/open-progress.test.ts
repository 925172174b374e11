import type * as headless from '@xterm/headless'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import type { ProgressView } from '../../../src/lang/eval/index.ts'
import type { Descriptor } from '../../../src/os/index.ts'
import { openProgress } from '../../../src/repl/progress/open-progress.ts'

const { Terminal } = createRequire(import.meta.url)('@xterm/headless') as typeof headless

/** A terminal that shows what is drawn. */
function screenOf(columns: number, rows: number) {
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true, convertEol: true })
  const written: string[] = []
  const output = {
    write(bytes: Uint8Array) {
      written.push(Buffer.from(bytes).toString())
      terminal.write(bytes)
    },
  } as unknown as Descriptor
  const progress = openProgress({
    output,
    color: false,
    size: () => ({ columns: terminal.cols, rows: terminal.rows }),
  })
  const shown = async (): Promise<string[]> => {
    // What Ink has put off.
    await new Promise(resolve => setTimeout(resolve, 5))
    await new Promise<void>(resolve => terminal.write('', resolve))
    const { active } = terminal.buffer
    const texts = Array.from({ length: active.length }, (_, at) =>
      (active.getLine(at)?.translateToString(true) ?? '').trimEnd(),
    )
    return texts.slice(0, texts.findLastIndex(text => text !== '') + 1)
  }
  return { terminal, progress, shown, written }
}

function view(done: number, what: string): ProgressView {
  const workers = [{ number: 1, what, ms: 100 }]
  return { done, failed: 0, total: undefined, ms: 1000, workers, failures: [] }
}

test('one frame takes the place of the other, and what comes above stays', async () => {
  const { progress, shown } = screenOf(40, 10)
  progress.draw(view(1, 'a'), '')
  progress.draw(view(2, 'b'), 'one\ntwo\n')
  expect(await shown()).toEqual(['one', 'two', '2 done  2.0/s  1s', '  1   0.1s  b'])
  await progress.close('three\nwithout its end')
  expect(await shown()).toEqual(['one', 'two', 'three', 'without its end'])
})

test('results scroll while it stays at the foot', async () => {
  const { progress, shown } = screenOf(40, 5)
  for (let i = 0; i < 20; i++) progress.draw(view(i, 'x'), `line ${i}\n`)
  await progress.close('')
  expect((await shown()).filter(text => text !== '')).toEqual(
    Array.from({ length: 20 }, (_, i) => `line ${i}`),
  )
})

test('a terminal that got narrower has one of it', async () => {
  const { terminal, progress, shown } = screenOf(80, 20)
  progress.draw(view(1, 'x'.repeat(100)), 'above\n')
  await shown()
  terminal.resize(30, 20)
  progress.draw(view(2, 'y'.repeat(100)), '')
  expect(await shown()).toEqual(['above', '2 done  2.0/s  1s', `  1   0.1s  ${'y'.repeat(16)}…`])
})

test('the cursor is there again at the end', async () => {
  const { progress, written, shown } = screenOf(40, 10)
  progress.draw(view(1, 'a'), '')
  await shown()
  await progress.close('')
  expect(written.join('').lastIndexOf('\x1b[?25h')).toBeGreaterThan(written.join('').lastIndexOf('\x1b[?25l'))
})
