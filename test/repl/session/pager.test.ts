import { describe, expect, test } from 'vitest'
import stringWidth from 'string-width'
import { stripStyles } from '../../../src/repl/layout/ansi.ts'
import { layoutPager, pagerHeight } from '../../../src/repl/layout/pager.ts'
import { ageText, lastedText } from '../../../src/repl/layout/ages.ts'
import { MemoryHistory } from '../../../src/store/index.ts'
import { TypedSession } from './driver.ts'

const lines = ['make test', 'git log', 'git checkout main', 'for a in b; do\n  c\ndone', 'ls -la']
const down = '\x1b[B'
const up = '\x1b[A'

/** `text|`, then what is asked, the answers with the chosen one marked, and a note. */
function shown(typed: TypedSession): string {
  const { buffer, pager } = typed.session.getView()
  if (pager === undefined) return `${buffer.text.slice(0, buffer.cursor)}|${buffer.text.slice(buffer.cursor)}`
  const { query, entries, selected, note } = pager
  const list = entries.map(({ text }, index) => (index === selected ? `<${text}>` : text))
  return [`${query.buffer.text}?`, ...list, ...(note === undefined ? [] : [`(${note})`])].join(' ; ')
}

describe('the history to choose from', () => {
  test.each<[name: string, keys: string, shown: string]>([
    ['shows the newest first', '\x12git', 'git? ; <git checkout main> ; git log'],
    ['begins with what is typed', 'git\x12', 'git? ; <git checkout main> ; git log'],
    ['Ctrl-R goes on', 'git\x12\x12', 'git? ; git checkout main ; <git log>'],
    ['no further than the last', 'git\x12\x12\x12\x12', 'git? ; git checkout main ; <git log>'],
    ['Down and Up', `git\x12${down}${up}`, 'git? ; <git checkout main> ; git log'],
    ['Ctrl-N and Ctrl-P', 'git\x12\x0e\x0e\x10', 'git? ; <git checkout main> ; git log'],
    ['Ctrl-S goes back', 'git\x12\x12\x13', 'git? ; <git checkout main> ; git log'],
    ['scattered characters', '\x12gcm', 'gcm? ; <git checkout main>'],
    ['what is asked can be edited', '\x12gix\x7ft l\x17\x7f', 'git? ; <git checkout main> ; git log'],
    ['from its beginning', '\x12it\x01g', 'git? ; <git checkout main> ; git log'],
    ['nothing answers', '\x12zz', 'zz?'],
    ['Tab puts the line there', 'git\x12\x12\t', 'git log|'],
    ['Right does too', 'git\x12\x1b[C', 'git checkout main|'],
    ['and it can be undone', 'git\x12\t\x1f', 'git|'],
    ['Escape leaves all as it was', 'git\x12\x12\x1b', 'git|'],
    ['Ctrl-G too', 'git\x12\x07x', 'gitx|'],
    ['Ctrl-C too', 'git\x12\x03', 'git|'],
    ['Tab without an answer too', 'zz\x12\t', 'zz|'],
    ['Ctrl-D forgets', 'git\x12\x04', 'git? ; <git log> ; (forgotten: git checkout main)'],
    ['and the next key forgets the note', 'git\x12\x04\x12', 'git? ; <git log>'],
    [
      'Shift-Delete in the middle too',
      'git\x12\x01\x1b[3;2~',
      'git? ; <git log> ; (forgotten: git checkout main)',
    ],
    [
      'Ctrl-D in the middle is a key of the question',
      'git\x12\x01\x04',
      'it? ; <git checkout main> ; git log',
    ],
    ['a paste is looked for', 'x\x12\x7f\x1b[200~git\nlog\x1b[201~', 'git log? ; <git log>'],
    ['other keys do nothing', 'git\x12\x1b[15~', 'git? ; <git checkout main> ; git log'],
  ])('%s', (_, keys, expected) => {
    expect(shown(new TypedSession(lines).type(keys))).toBe(expected)
  })

  test('Return runs the chosen line', () => {
    expect(new TypedSession(lines).type('git\x12\x12\r').ends).toEqual([{ type: 'line', text: 'git log' }])
  })

  test('Return without an answer runs nothing', () => {
    const typed = new TypedSession(lines).type('zz\x12\r')
    expect(typed.ends).toEqual([])
    expect(shown(typed)).toBe('zz|')
  })

  test('the chosen line is seen whole', () => {
    const { buffer } = new TypedSession(lines).type('\x12for').session.getView()
    expect(buffer.text).toBe('for a in b; do\n  c\ndone')
  })

  test('filters go round', () => {
    let cwd = '/a'
    const history = new MemoryHistory(() => cwd)
    const ran = (text: string, status: number): void =>
      history.finish(history.begin({ text, language: 'command' }) ?? 0, { status, durationMs: 1 })
    ran('a ok', 0)
    ran('a bad', 1)
    cwd = '/b'
    ran('b ok', 0)
    const typed = new TypedSession([], { history }).type('\x12')
    expect(shown(typed)).toBe('? ; <b ok> ; a bad ; a ok')
    expect(shown(typed.type('\x1bf'))).toBe('? ; <a bad>')
    expect(shown(typed.type('\x1bf'))).toBe('? ; <b ok> ; a ok')
    expect(shown(typed.type('\x1bd'))).toBe('? ; <b ok>')
    expect(shown(typed.type('\x1bd\x1bf\x1bs'))).toBe('? ; <b ok> ; a bad ; a ok')
  })
})

describe('its rows', () => {
  const now = new Date(2026, 5, 1, 12, 0).getTime()
  const entry = (text: string, more: object = {}) => ({
    id: 1,
    text,
    language: 'command',
    session: '',
    cwd: '/w',
    startedAt: now - 120_000,
    end: { status: 0, durationMs: 1500 },
    ...more,
  })

  function rows(
    entries: readonly ReturnType<typeof entry>[],
    query: string,
    columns: number,
    { color = false, isAscii = false } = {},
  ) {
    const typed = new TypedSession([]).type(`\x12${query}`)
    const { pager } = typed.session
    if (pager === undefined) throw new Error('no pager')
    return layoutPager({ ...pager, entries }, 24, { columns, color, isAscii, now })
  }

  test('the question, the answers, what is known of the chosen one, the keys', () => {
    const made = rows([entry('git log'), entry('a\nb', { end: { status: 2, durationMs: 1 } })], 'g', 60)
    expect(made.rows).toEqual([
      `history: g${' '.repeat(46)}1/2`,
      '›   2m git log',
      '    2m ✘2 a⏎b',
      '11:58, in /w, took 1.5s',
      'Enter runs  Tab edits  Ctrl-D forgets  Alt-D directory  Al…',
    ])
    expect(made.cursor).toEqual({ x: 10, y: 0 })
  })

  test('where signs beyond ASCII cannot be drawn', () => {
    const failed = entry(`a\nb${'c'.repeat(60)}`, { end: { status: 2, durationMs: 1 } })
    const made = rows([entry('git log'), failed], 'g', 40, { isAscii: true })
    expect(made.rows).toEqual([
      `history: g${' '.repeat(26)}1/2`,
      '>   2m git log',
      `    2m exit 2 a$b${'c'.repeat(21)}~`,
      '11:58, in /w, took 1.5s',
      'Enter runs  Tab edits  Ctrl-D forgets ~',
    ])
  })

  test.each([20, 40, 200])('no row is wider than %i columns', columns => {
    const texts = [
      'echo '.repeat(80),
      '世界'.repeat(60),
      'x'.repeat(columns - 9),
      '👩‍👧 e\u0301\x01\t',
      `${'y'.repeat(300)}needle`,
    ]
    for (const color of [false, true])
      for (const row of rows(
        texts.map(text => entry(text)),
        'needle',
        columns,
        { color },
      ).rows)
        expect(visibleWidth(row)).toBeLessThanOrEqual(columns)
  })

  test('what was asked for is seen in a long line', () => {
    expect(rows([entry(`${'y'.repeat(300)}needle z`)], 'needle', 60).rows[1]).toContain('needle z')
  })

  test('nothing found', () => {
    expect(rows([], 'q', 60).rows[1]).toBe('nothing found')
  })

  test.each([
    [5, 1],
    [24, 12],
    [60, 16],
  ])('on a screen of %i rows %i lines are shown', (screen, height) => {
    expect(pagerHeight(screen)).toBe(height)
  })

  test.each<[number, string]>([
    [5_000, 'now'],
    [125_000, '2m'],
    [7_200_000, '2h'],
    [3 * 86_400_000, '3d'],
    [20 * 86_400_000, '2w'],
    [800 * 86_400_000, '2y'],
  ])('%i ms ago is %s', (ago, text) => expect(ageText(now - ago, now)).toBe(text))

  test.each<[number, string]>([
    [12.4, '12ms'],
    [3_440, '3.4s'],
    [125_000, '2m05s'],
    [3_725_000, '1h02m'],
  ])('%i ms are %s', (ms, text) => expect(lastedText(ms)).toBe(text))
})

function visibleWidth(row: string): number {
  return stringWidth(stripStyles(row))
}
