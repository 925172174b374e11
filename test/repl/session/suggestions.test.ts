import { expect, test } from 'vitest'
import type { Assistance } from '../../../src/repl/assist.ts'
import { defaultTheme } from '../../../src/repl/highlight/theme.ts'
import { TypedSession } from './driver.ts'

/** Suggests `commit -m x` behind what begins with `git `. */
const assistance: Assistance = {
  theme: defaultTheme,
  highlight: () => ({ styles: [], fault: undefined }),
  suggest: text => ('git commit -m x'.startsWith(text) ? 'git commit -m x'.slice(text.length) : ''),
  begin: () => {},
}

test.each<[name: string, keys: string, shown: string, suggestion: string]>([
  ['is behind the text', 'git', 'git|', ' commit -m x'],
  ['is nothing for nothing', '', '|', ''],
  ['is gone with another key', 'gitx', 'gitx|', ''],
  ['is gone where the cursor is inside', 'git\x02', 'gi|t', ''],
  ['is taken by Right', 'git\x1b[C', 'git commit -m x|', ''],
  ['is taken by End', 'git\x1b[F', 'git commit -m x|', ''],
  ['is taken by C-e', 'git\x05', 'git commit -m x|', ''],
  ['is taken by C-f', 'git\x06', 'git commit -m x|', ''],
  ['is taken word by word', 'git\x1bf', 'git commit|', ' -m x'],
  ['by Alt and Right too', 'git\x1b[1;3C\x1b[1;3C', 'git commit -m|', ' x'],
  ['C-e inside only moves', 'git\x01\x05', 'git|', ' commit -m x'],
  ['what was taken is undone at once', 'git\x05\x1f', 'git|', ' commit -m x'],
  ['is no part of the line', 'git', 'git|', ' commit -m x'],
  ['is not there in a search', 'git\x13', 'git| [reverse-i-search: ]', ''],
  ['is not there in a walk', 'git\x10', 'git log|', ''],
])('a suggestion %s', (_, keys, shown, suggestion) => {
  const typed = new TypedSession(['git log'])
  typed.session.assist(assistance)
  typed.type(keys)
  expect([typed.shown, typed.session.getView().suggestion]).toEqual([shown, suggestion])
})

test('Return runs what was typed, not what was suggested', () => {
  const typed = new TypedSession()
  typed.session.assist(assistance)
  expect(typed.type('git\r').ends).toEqual([{ type: 'line', text: 'git' }])
})
