import { expect, test } from 'vitest'
import { readStarship, starshipCommands } from '../../src/starship.ts'

test('its arguments', () => {
  const facts = {
    directory: '~',
    status: 3,
    durationMs: 12.5,
    jobs: 1,
    color: true,
    columns: 80,
    time: new Date(),
  }
  const told = ['--terminal-width=80', '--status=3', '--cmd-duration=13', '--jobs=1', '--keymap=viins']
  expect(starshipCommands(facts, 'vi')).toEqual([
    ['starship', 'prompt', ...told],
    ['starship', 'prompt', '--right', ...told],
  ])
})

test.each([
  ['\n~ on main\n\x1b[1;32m❯\x1b[0m ', 'x \n', { left: '~ on main\n', right: 'x' }],
  ['~ > ', '', { left: '~ ', right: '' }],
  ['~/a>b $ ', '', { left: '~/a>b $ ', right: '' }],
  ['', '', undefined],
])('%j', (left, right, expected) => expect(readStarship(left, right)).toEqual(expected))
