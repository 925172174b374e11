import type headless from '@xterm/headless'
import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import type { Frame } from '../../../src/repl/layout/edit-area.ts'
import { eraseFrame, patchFrame } from '../../../src/repl/layout/patch.ts'
import { randomFrom } from '../random.ts'

const { Terminal } = createRequire(import.meta.url)('@xterm/headless') as typeof headless

const at = (x: number, y = 0): Frame['cursor'] => ({ x, y })

describe('only what differs is written', () => {
  test.each<[name: string, from: Frame, to: Frame, patch: string]>([
    ['nothing', { rows: ['a'], cursor: at(1) }, { rows: ['a'], cursor: at(1) }, ''],
    ['the cursor', { rows: ['ab'], cursor: at(2) }, { rows: ['ab'], cursor: at(0) }, '\r'],
    [
      'what was typed at the end',
      { rows: ['❯ a'], cursor: at(3) },
      { rows: ['❯ ab'], cursor: at(4) },
      '\x1b[4G\x1b[Kb\x1b[0m\x1b[5G',
    ],
    [
      'a style goes on',
      { rows: ['\x1b[32mab\x1b[0m'], cursor: at(2) },
      { rows: ['\x1b[32mac\x1b[0m'], cursor: at(2) },
      '\x1b[2G\x1b[K\x1b[32mc\x1b[0m\x1b[3G',
    ],
    [
      'the second row',
      { rows: ['p', 'a', 'x'], cursor: at(1, 2) },
      { rows: ['p', 'b', 'x'], cursor: at(1, 1) },
      '\x1b[1A\r\x1b[Kb\x1b[0m\x1b[2G',
    ],
    [
      'a mark and the letter it combines with',
      { rows: ['ae'], cursor: at(2) },
      { rows: ['ae\u0301'], cursor: at(2) },
      '\x1b[2G\x1b[Ke\u0301\x1b[0m\x1b[3G',
    ],
    [
      'behind a link that stays',
      { rows: ['\x1b]8;;http://mm\x1b\\a\x1b]8;;\x1b\\> '], cursor: at(3) },
      { rows: ['\x1b]8;;http://mm\x1b\\a\x1b]8;;\x1b\\> b'], cursor: at(4) },
      '\x1b[4G\x1b[Kb\x1b[0m\x1b[5G',
    ],
    [
      'within a link',
      { rows: ['\x1b]8;;http://m\x07ab\x1b]8;;\x07'], cursor: at(2) },
      { rows: ['\x1b]8;;http://m\x07ac\x1b]8;;\x07'], cursor: at(2) },
      '\x1b[2G\x1b[K\x1b]8;;http://m\x07c\x1b]8;;\x07\x1b[0m\x1b[3G',
    ],
    [
      'another target',
      { rows: ['\x1b]8;;http://m\x07a\x1b]8;;\x07'], cursor: at(1) },
      { rows: ['\x1b]8;;http://n\x07a\x1b]8;;\x07'], cursor: at(1) },
      '\r\x1b[K\x1b]8;;http://n\x07a\x1b]8;;\x07\x1b[0m\x1b[2G',
    ],
  ])('%s', (_, from, to, patch) => expect(patchFrame(from, to)).toBe(patch))
})

const columns = 12
const styles = ['\x1b[31m', '\x1b[4m', '\x1b[1;36m', '\x1b[0m']
const characters = ['a', 'b', ' ', 'é', 'e\u0301', '世', '❯', '👩‍🚀', '"', '…']

/** Cells with what they look like. */
function cells(terminal: headless.Terminal): string[] {
  const { active } = terminal.buffer
  return Array.from({ length: terminal.rows }, (_, y) =>
    Array.from({ length: columns }, (__, x) => {
      const cell = active.getLine(y)?.getCell(x)
      const isBlank = (cell?.getChars() ?? '').trim() === '' && cell?.isUnderline() === 0
      return isBlank ? ' ' : `${cell?.getChars()}${cell?.getFgColor()}${cell?.isBold()}${cell?.isUnderline()}`
    })
      .join('|')
      .trimEnd(),
  )
}

async function draw(...writes: readonly string[]): Promise<{ cells: string[]; x: number; y: number }> {
  const terminal = new Terminal({ cols: columns, rows: 6, allowProposedApi: true })
  for (const text of writes) await new Promise<void>(resolve => terminal.write(text, resolve))
  const { cursorX: x, cursorY: y } = terminal.buffer.active
  const shown = { cells: cells(terminal), x, y }
  terminal.dispose()
  return shown
}

function whole({ rows, cursor }: Frame): string {
  const up = rows.length - 1 - cursor.y
  return `${rows.join('\r\n')}\r${up > 0 ? `\x1b[${up}A` : ''}${cursor.x > 0 ? `\x1b[${cursor.x}C` : ''}`
}

test('a patched frame looks as if it was drawn anew', async () => {
  const random = randomFrom(7)
  const row = (): string => {
    let text = ''
    for (let width = 0; width < columns;) {
      if (random(4) === 0) text += random.of(styles)
      if (random(12) === 0) break
      const character = random.of(characters)
      width += /世|👩/u.test(character) ? 2 : 1
      if (width <= columns) text += character
    }
    return `${text}\x1b[0m`
  }
  const frame = (count: number, like?: Frame): Frame => ({
    rows: Array.from({ length: count }, (_, y) => {
      const before = like?.rows[y]
      if (before === undefined || random(3) === 0) return row()
      return random(3) === 0 ? before : before.replace(random.of(['a', 'b', ' ', 'é']), random.of(['x', '']))
    }),
    cursor: at(random(columns), random(count)),
  })
  for (let turn = 0; turn < 150; turn++) {
    const count = 1 + random(4)
    const from = frame(count)
    const to = frame(count, from)
    const patched = await draw(whole(from), patchFrame(from, to))
    expect(patched, JSON.stringify({ from, to })).toEqual(await draw(whole(to)))
  }
})

test('nothing is erased from the first column on, which tmux would keep in its history', () => {
  expect(eraseFrame({ rows: ['a'], cursor: { x: 1, y: 0 } })).not.toMatch(/\r\x1b\[J/)
})

test('an erased frame leaves the cursor where it began', async () => {
  const frame = { rows: ['one', 'two', 'three'], cursor: at(2, 1) }
  expect(await draw('before\r\n', whole(frame), eraseFrame(frame))).toEqual(await draw('before\r\n'))
})
