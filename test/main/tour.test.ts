import { expect, test } from 'vitest'
import { Tour } from '../../src/tour.ts'

test('goes from line to line, and ends', () => {
  const tour = new Tour()
  let shown = tour.guide('start')
  for (let step = 1; step <= 9; step++) {
    expect(shown).toContain(`${step}/9`)
    const example = /Try: {2}(.*)/.exec(shown)?.[1] ?? ''
    // What is asked for first is typed again later, out of the history.
    const typed = example.startsWith('Ctrl-R') ? 'echo hello | tr a-z A-Z' : example
    expect(tour.after('unrelated', 0)).toBeUndefined()
    expect(tour.after(typed, 1)).toBeUndefined()
    shown = tour.after(typed, 0) ?? ''
  }
  expect(shown).toContain('That was the tour')
  expect(tour.after('echo a | cat', 0)).toBeUndefined()
})

test('can be left and skipped', () => {
  const tour = new Tour()
  expect(tour.guide('next')).toContain('not on it')
  tour.guide('start')
  expect(tour.guide('next')).toContain('2/9')
  expect(tour.guide('stop')).toContain('over')
  expect(tour.after('const answer = 1', 0)).toBeUndefined()
})
