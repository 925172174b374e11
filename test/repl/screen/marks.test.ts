import { expect, test } from 'vitest'
import { endMarks, knowsMarks, outputMarks, promptMarks } from '../../../src/repl/screen/marks.ts'

test('a directory as a URL, whatever is in its name', () => {
  expect(promptMarks({ host: 'h', directory: '/a b/c#d?e%/é', shown: '~/x' })).toBe(
    '\x1b]7;file://h/a%20b/c%23d%3Fe%25/%C3%A9\x1b\\\x1b]2;~/x\x1b\\\x1b]133;A\x1b\\',
  )
})

test('a title has no control characters, and an end', () => {
  expect(outputMarks('echo \x1b]0;evil\x07\nls')).toBe('\x1b]2;echo  ]0;evil ls\x1b\\\x1b]133;C\x1b\\')
  expect(outputMarks('x'.repeat(200))).toContain(`\x1b]2;${'x'.repeat(79)}…\x1b`)
})

test('only what is wanted is told', () => {
  const place = { host: 'h', directory: '/a', shown: '~/x' }
  expect(promptMarks(place, { title: false, shellIntegration: true })).not.toContain('\x1b]2;')
  expect(promptMarks(place, { title: true, shellIntegration: false })).toBe('\x1b]2;~/x\x1b\\')
  expect(outputMarks('ls', { title: false, shellIntegration: false })).toBe('')
})

test('the status of what ran', () => expect(endMarks(3)).toBe('\x1b]133;D;3\x1b\\'))

test.each([
  ['xterm-256color', true],
  ['tmux', true],
  ['linux', false],
  ['dumb', false],
  ['vt100', false],
])('%s', (type, expected) => expect(knowsMarks(type)).toBe(expected))
