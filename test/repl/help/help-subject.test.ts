import { expect, test } from 'vitest'
import { askedName } from '../../../src/repl/help/asked-name.ts'
import { helpSubject } from '../../../src/repl/help/help-subject.ts'

/** `|` is the cursor. */
test.each<[text: string, subject: string | undefined]>([
  ['git|', 'git'],
  ['gi|t', 'git'],
  ['git commit -m|', 'git commit -m'],
  ['git com|mit -m', 'git commit'],
  ['git |', 'git'],
  ['sudo -u root apt install|', 'apt install'],
  ['ls | gre|p x', 'grep'],
  ['echo $(dat|e)', 'date'],
  ['sudo|', 'sudo'],
  ['const x = JSON.stringi|fy(1)', '=JSON.stringify'],
  ['console.log(pars|eInt(x))', '=parseInt'],
  ['history.search(|', '=history.search'],
  ['', undefined],
  ['  |', undefined],
])('%j is about %s', (typed, subject) => {
  const cursor = typed.lastIndexOf('|')
  const at = cursor === -1 ? typed.length : cursor
  const found = helpSubject(typed.slice(0, at) + typed.slice(at + 1), at, { user: new Set() })
  const shown = found?.type === 'name' ? `=${found.name}` : found?.words.join(' ')
  expect(shown).toBe(subject)
})

test.each<[line: string, name: string | undefined]>([
  ['ls?', 'ls'],
  [' history.search? ', 'history.search'],
  ['g++?', 'g++'],
  ['ls -l?', undefined],
  ['a ? b : c', undefined],
  ['./x?', undefined],
  ['?', undefined],
  ['x??', undefined],
])('%j asks about %s', (line, name) => expect(askedName(line)).toBe(name))
