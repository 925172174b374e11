import type headless from '@xterm/headless'
import { createRequire } from 'node:module'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Descriptor } from '../../../src/os/index.ts'
import { OutputStream } from '../../../src/repl/screen/output-stream.ts'
import { Screen } from '../../../src/repl/screen/screen.ts'
import { TypedSession } from '../session/driver.ts'

const { Terminal } = createRequire(import.meta.url)('@xterm/headless') as typeof headless

/** A descriptor whose bytes go to a terminal in memory. */
function descriptorOf(terminal: headless.Terminal): Descriptor {
  return {
    fd: undefined,
    isTerminal: true,
    // A terminal's driver turns newlines into returns and newlines.
    write: bytes => terminal.write(Buffer.from(bytes).toString().replace(/\r?\n/g, '\r\n')),
    read: () => undefined,
    unread: () => false,
    dup: () => descriptorOf(terminal),
    close: () => {},
  }
}

let terminal: headless.Terminal
let typed: TypedSession
let screen: Screen
let failures: unknown[]

function open(columns: number, rows: number): void {
  terminal = new Terminal({ cols: columns, rows, allowProposedApi: true })
  typed = new TypedSession()
  failures = []
  const size = (): { columns: number; rows: number } => ({ columns: terminal.cols, rows: terminal.rows })
  const output = new OutputStream(descriptorOf(terminal), size)
  screen = new Screen(typed.session, output, {
    color: false,
    onFailure: error => failures.push(error),
    onAsk: () => {},
    onSettled: () => {},
  })
}

function shown(): string {
  const { active } = terminal.buffer
  const rows = Array.from({ length: terminal.rows }, (_, y) =>
    (active.getLine(active.baseY + y)?.translateToString(true) ?? '').trimEnd(),
  )
  return rows.join('\n').trimEnd()
}

/** Waits until the terminal shows this, with the cursor there. */
async function becomes(text: string, x: number, y: number): Promise<void> {
  await vi.waitFor(() => {
    expect(shown()).toBe(text)
    expect([terminal.buffer.active.cursorX, terminal.buffer.active.cursorY]).toEqual([x, y])
  })
}

beforeEach(() => open(20, 6))
afterEach(() => {
  screen.close()
  terminal.dispose()
})

/** Shows the session drawn by Ink, not by the first painting. */
async function showDrawn(): Promise<void> {
  await screen.show()
  await screen.drawn
}

describe.each<[name: string, show: () => Promise<void>]>([
  ['painted first', () => screen.show()],
  ['drawn by Ink', showDrawn],
])('%s', (_, show) => {
  test.each<[keys: string, text: string, x: number, y: number]>([
    ['', '❯', 2, 0],
    ['ls', '❯ ls', 4, 0],
    ['ls\x02', '❯ ls', 3, 0],
    ['ts x', '» ts x           ts', 6, 0],
    ['世界', '❯ 世界', 6, 0],
    ['a {\rb', '❯ a {\n…   b', 5, 1],
    ['abcdefghijklmnopqrst', '❯ abcdefghijklmnopqr\nst', 2, 1],
    ['abcdefghijklmnopqr', '❯ abcdefghijklmnopqr', 0, 1],
    ['\x1b[200~1\n2\n3\n4\n5\n6\n7\x1b[201~', '… 3\n… 4\n… 5\n… 6\n… 7', 3, 4],
    ['\x1b[200~1\n2\n3\n4\n5\n6\n7\x1b[201~\x1b[1;5H', '❯ 1\n… 2\n… 3\n… 4\n… 5', 2, 0],
  ])('%j', async (keys, text, x, y) => {
    await show()
    typed.type(keys)
    await expect(becomes(text, x, y)).resolves.toBeUndefined()
    expect(failures).toEqual([])
  })

  test('the status of a search is below', async () => {
    await show()
    typed.type('ab\x13')
    await expect(becomes('❯ ab\nreverse-i-search:', 4, 0)).resolves.toBeUndefined()
  })

  test('what is finished stays, what was drawn is gone', async () => {
    await show()
    typed.type('abcdefghijklmnopqrst')
    await expect(becomes('❯ abcdefghijklmnopqr\nst', 2, 1)).resolves.toBeUndefined()
    await screen.leave('done\n')
    await expect(becomes('done', 0, 1)).resolves.toBeUndefined()
  })

  test('lines above it move it down', async () => {
    await show()
    typed.type('ab\x02')
    screen.writeAbove('told')
    await expect(becomes('told\n❯ ab', 3, 1)).resolves.toBeUndefined()
  })

  test('lines wait while it is away, and come before the next', async () => {
    await show()
    await screen.leave('')
    screen.writeAbove('told')
    await expect(becomes('', 0, 0)).resolves.toBeUndefined()
    typed.session.begin({ left: 'next' })
    await screen.show()
    await expect(becomes('told\nnext ❯', 7, 1)).resolves.toBeUndefined()
  })

  test('the next line begins where the command left the cursor, without a trace of the last', async () => {
    await show()
    typed.type('ls')
    await screen.leave('❯ ls\nfile\n')
    typed.session.begin({ left: '' })
    await screen.show()
    await expect(becomes('❯ ls\nfile\n❯', 2, 2)).resolves.toBeUndefined()
  })

  test('clear puts it on the first row', async () => {
    await show()
    typed.type('ab')
    screen.writeAbove('1\n2')
    screen.clear()
    await expect(becomes('❯ ab', 4, 0)).resolves.toBeUndefined()
  })
})

test('the painting gives way to Ink without a change to be seen', async () => {
  await screen.show()
  typed.type('ab')
  await expect(becomes('❯ ab', 4, 0)).resolves.toBeUndefined()
  await screen.drawn
  await expect(becomes('❯ ab', 4, 0)).resolves.toBeUndefined()
  typed.type('c')
  await expect(becomes('❯ abc', 5, 0)).resolves.toBeUndefined()
})
