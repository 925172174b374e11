import { expect, test } from 'vitest'
import { TypedSession } from './driver.ts'

const open = (events: readonly string[] | undefined = ['ls -l src', 'apt install fish']) =>
  new TypedSession([], { events: () => events && { entries: events, dropped: 0 } })

test('Enter runs what the line stands for', () => {
  expect(open().type('sudo !!\r').ends).toEqual([{ type: 'line', text: 'sudo apt install fish' }])
})

test('a blank shows it', () => {
  expect(open().type('cat !ls:$ x').shown).toBe('cat src x|')
  expect(open().type('^fish^zsh^ x').shown).toBe('apt install zsh x|')
})

test('a blank in the middle leaves the rest alone', () => {
  expect(open().type('a !$|\x01\x1b[C\x1b[C\x1b[C\x1b[C ').shown).toBe('a fish ||')
})

test('what is not there is told, and nothing is run', () => {
  const typed = open().type('!nope\r')
  expect([typed.shown, typed.ends]).toEqual(['!nope| [!nope: event not found]', []])
  expect(typed.type('x').shown).toBe('!nopex|')
})

test('with :p the line is shown, not run', () => {
  const typed = open().type('!!:p\r')
  expect([typed.shown, typed.ends]).toEqual(['apt install fish|', []])
})

test('TypeScript has its own !, and set +H switches it off', () => {
  expect(open().type('ts !x\r').ends).toEqual([{ type: 'line', text: 'ts !x' }])
  const off = new TypedSession([], { events: () => undefined })
  expect(off.type('sudo !!\r').ends).toEqual([{ type: 'line', text: 'sudo !!' }])
})

test('undo gives back what was typed', () => {
  expect(open().type('a !! \x1f\x1f').shown).toBe('a !!|')
})
