import { describe, expect, test } from 'vitest'
import { stripStyles } from '../../../src/repl/layout/ansi.ts'
import { finishedText, layoutEditArea, scrollTop, type Frame } from '../../../src/repl/layout/edit-area.ts'
import { stateOf } from '../editor/buffers.ts'

function layout(marked: string, columns = 10, more: { prompt?: string; right?: string } = {}): Frame {
  return layoutEditArea(
    { prompt: '> ', continuation: '. ', buffer: stateOf(marked).buffer, ...more },
    columns,
  )
}

describe('rows and cursor', () => {
  test.each<[name: string, marked: string, rows: string[], x: number, y: number]>([
    ['nothing typed', '|', ['> '], 2, 0],
    ['a word', 'ls|', ['> ls'], 4, 0],
    ['the cursor inside', 'l|s', ['> ls'], 3, 0],
    ['a text that wraps', 'abcdefghij|', ['> abcdefgh', 'ij'], 2, 1],
    ['a full row moves the cursor to the next', 'abcdefgh|', ['> abcdefgh', ''], 0, 1],
    ['the cursor on the first grapheme of the next row', 'abcdefgh|i', ['> abcdefgh', 'i'], 0, 1],
    ['three rows', 'abcdefghABCDEFGHIJx|', ['> abcdefgh', 'ABCDEFGHIJ', 'x'], 1, 2],
    ['lines', 'if x\nthen|', ['> if x', '. then'], 6, 1],
    ['the cursor at the end of an earlier line', 'if x|\nthen', ['> if x', '. then'], 6, 0],
    ['an empty last line', 'a\n|', ['> a', '. '], 2, 1],
    ['wide characters', '世界|x', ['> 世界x'], 6, 0],
    ['a wide character does not fit half', 'abcdefg世|', ['> abcdefg', '世'], 2, 1],
    ['a wide character fills the row', 'abcdef世|', ['> abcdef世', ''], 0, 1],
    ['an emoji of many parts', '👩‍👧|', ['> 👩‍👧'], 4, 0],
    ['a combining accent', 'e\u0301|', ['> e\u0301'], 3, 0],
    ['control characters have names', 'a\x01|\x7f', ['> a^A^?'], 5, 0],
    ['a tab goes to the next stop', '\tx|', ['>       x'], 9, 0],
    ['bytes that are no UTF-8', '\udce9|', ['> \\xe9'], 6, 0],
    ['what has no width is named', 'a\u200b|', ['> a<200b>'], 9, 0],
    ['a full row, then another line', 'abcdefgh\nx|', ['> abcdefgh', '. x'], 3, 1],
    ['the cursor behind a full row that ends its line', 'abcdefgh|\nx', ['> abcdefgh', '. x'], 9, 0],
    ['the cursor behind a full last line', 'a\nabcdefgh|', ['> a', '. abcdefgh', ''], 0, 2],
    ['half a pair', '\ud83d|', ['> <d83d>'], 8, 0],
  ])('%s', (_, marked, rows, x, y) => {
    expect(layout(marked)).toEqual({ rows, cursor: { x, y } })
  })

  test('a prompt of two lines', () => {
    expect(layout('ls|', 10, { prompt: '~/src\n> ' })).toEqual({
      rows: ['~/src', '> ls'],
      cursor: { x: 4, y: 1 },
    })
  })

  test('styles take no room', () => {
    const prompt = '\x1b[1;32m~\x1b[0m \x1b[34m>\x1b[m '
    expect(layout('ls|', 10, { prompt })).toEqual({ rows: [`${prompt}ls`], cursor: { x: 6, y: 0 } })
  })

  test('styles go on in the next row', () => {
    const { rows } = layout('|', 4, { prompt: '\x1b[31mabcdef\x1b[0m> ' })
    expect(rows).toEqual(['\x1b[31mabcd\x1b[0m', '\x1b[31mef\x1b[0m> ', ''])
  })

  test('sequences that are neither styles nor links are left out', () => {
    const prompt = '\x1b]0;title\x07a\x1b[2K\x1b(B> '
    expect(layout('|', 10, { prompt }).rows).toEqual(['a> '])
  })

  const open = '\x1b]8;;http://x\x1b\\'
  const close = '\x1b]8;;\x1b\\'
  test.each<[name: string, prompt: string, columns: number, rows: string[], x: number]>([
    ['takes no room', `${open}a${close}> `, 10, [`${open}a${close}> `], 3],
    [
      'ended by BEL',
      '\x1b]8;id=1;http://x\x07a\x1b]8;;\x07> ',
      10,
      ['\x1b]8;id=1;http://x\x07a\x1b]8;;\x07> '],
      3,
    ],
    [
      'goes on in the next row',
      `${open}abcdef${close}>`,
      4,
      [`${open}abcd${close}`, `${open}ef${close}>`],
      3,
    ],
    ['left open ends with the prompt', `${open}a> `, 10, [`${open}a> ${close}`], 3],
  ])('a link of the prompt: %s', (_, prompt, columns, rows, x) => {
    const frame = layout('|', columns, { prompt })
    expect(frame.rows).toEqual(rows)
    expect(frame.cursor.x).toBe(x)
  })

  test.each<[name: string, marked: string, columns: number, rows: string[], x: number, y: number]>([
    ['a terminal of 20 columns', `${'a'.repeat(18)}世|`, 20, [`> ${'a'.repeat(18)}`, '世'], 2, 1],
    ['a terminal of 500 columns', `${'a'.repeat(500)}|`, 500, [`> ${'a'.repeat(498)}`, 'aa'], 2, 1],
    ['an accent at the edge stays with its letter', 'abcdefge\u0301|', 10, ['> abcdefge\u0301', ''], 0, 1],
    ['an accent behind the edge', 'abcdefghe\u0301|', 10, ['> abcdefgh', 'e\u0301'], 1, 1],
    ['an emoji of many parts is not cut', 'abcdefg👩‍👧|', 10, ['> abcdefg', '👩‍👧'], 2, 1],
    ['a flag is not cut', 'abcdefg🇩🇪|', 10, ['> abcdefg', '🇩🇪'], 2, 1],
    ['what is written from right to left keeps its order', 'שלוםשלום|ש', 10, ['> שלוםשלום', 'ש'], 0, 1],
  ])('the edge: %s', (_, marked, columns, rows, x, y) => {
    expect(layout(marked, columns)).toEqual({ rows, cursor: { x, y } })
  })

  test('a prompt wider than the screen wraps', () => {
    expect(layout('x|', 4, { prompt: '~/long> ' })).toEqual({
      rows: ['~/lo', 'ng> ', 'x'],
      cursor: { x: 1, y: 2 },
    })
  })
})

describe('the right side', () => {
  test.each<[name: string, right: string, row: string]>([
    ['shows control characters', 'a\x07b', '> x     a^Gb'],
    ['has no cursor moves', '\x1b[5Aab\x1b]2;title\x07', '> x       ab'],
    ['is one row', 'a\nb', '> x      a b'],
  ])('%s', (_, right, row) => {
    expect(stripStyles(layout('x|', 13, { right }).rows.join('\n'))).toBe(row)
  })

  test.each<[name: string, marked: string, rows: string[]]>([
    ['at the edge, but for a column', 'a|', ['> a    rr']],
    ['while there is room', 'abc|', ['> abc  rr']],
    ['gone when there is none', 'abcd|', ['> abcd']],
    ['of the first line only', 'a\nb|', ['> a    rr', '. b']],
    ['never beside a line that wraps', 'abcdefghij|', ['> abcdefgh', 'ij']],
  ])('%s', (_, marked, rows) => {
    expect(layout(marked, 10, { right: 'rr' }).rows.map(stripStyles)).toEqual(rows)
  })

  test('does not move the cursor', () => {
    expect(layout('a|', 10, { right: 'rr' }).cursor).toEqual({ x: 3, y: 0 })
  })
})

describe('what stays on the screen', () => {
  test.each([
    ['ls|', '> ls'],
    ['i|f x\nthen', '> if x\n. then'],
    ['abcdefghijklm|', '> abcdefghijklm'],
    ['a\x03|', '> a^C'],
  ])('%j', (marked, text) => {
    expect(finishedText({ prompt: '> ', continuation: '. ', buffer: stateOf(marked).buffer })).toBe(text)
  })
})

describe('a text taller than the screen', () => {
  test.each<[name: string, cursorRow: number, previous: number, top: number]>([
    ['all fits above', 0, 0, 0],
    ['the cursor below the window', 5, 0, 3],
    ['the cursor above the window', 1, 4, 1],
    ['the cursor inside leaves it', 5, 4, 4],
    ['never past the end', 9, 9, 7],
    ['shrunk since', 3, 9, 3],
  ])('%s', (_, y, previous, top) => {
    const rows = Array.from({ length: 10 }, () => 'x')
    expect(scrollTop({ rows, cursor: { x: 0, y } }, 3, previous)).toBe(top)
  })

  test('what fits does not scroll', () => {
    expect(scrollTop({ rows: ['a', 'b'], cursor: { x: 0, y: 1 } }, 5, 1)).toBe(0)
  })
})

describe('styles and suggestions', () => {
  const red = '\x1b[31m'
  const off = '\x1b[0m'
  test.each<[name: string, marked: string, styles: [number, number][], rows: string[]]>([
    ['a piece', 'ab|c', [[1, 2]], [`> a${red}b${off}c`]],
    ['the cursor inside a piece', 'a|b', [[0, 2]], [`> ${red}a${off}${red}b${off}`]],
    ['a piece that wraps', 'abcdefghij|', [[0, 10]], [`> ${red}abcdefgh${off}`, `${red}ij${off}`]],
    [
      'a piece of two lines leaves the continuation plain',
      'a\nb|',
      [[0, 3]],
      [`> ${red}a${off}`, `. ${red}b${off}`],
    ],
  ])('%s', (_, marked, places, rows) => {
    const styles = places.map(([start, end]) => ({ start, end, style: red }))
    expect(
      layoutEditArea({ prompt: '> ', continuation: '. ', buffer: stateOf(marked).buffer, styles }, 10).rows,
    ).toEqual(rows)
  })

  test.each<[name: string, marked: string, suggestion: string, rows: string[], x: number, y: number]>([
    ['stands behind the cursor', 'ab|', 'cd', [`> ab${red}cd${off}`], 4, 0],
    ['wraps', 'abcdef|', 'ghij', [`> abcdef${red}gh${off}`, `${red}ij${off}`], 8, 0],
    ['has lines of its own', 'a|', 'b\nc', [`> a${red}b${off}`, `. ${red}c${off}`], 3, 0],
  ])('a suggestion %s', (_, marked, suggested, rows, x, y) => {
    const suggestion = { text: suggested, style: red }
    const frame = layoutEditArea(
      { prompt: '> ', continuation: '. ', buffer: stateOf(marked).buffer, suggestion },
      10,
    )
    expect(frame).toEqual({ rows, cursor: { x, y } })
  })
})
