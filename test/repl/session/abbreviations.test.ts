import { describe, expect, test } from 'vitest'
import type { Abbreviation } from '../../../src/builtins/index.ts'
import type { AbbreviationHost } from '../../../src/repl/session/abbreviating.ts'
import { TypedSession } from './driver.ts'

const plain = { pattern: undefined, position: 'command', cursorMarker: undefined } as const
const all: readonly Abbreviation[] = [
  { ...plain, name: 'gco', expansion: { type: 'text', text: 'git checkout' } },
  {
    ...plain,
    name: 'L',
    position: 'anywhere',
    cursorMarker: '%',
    expansion: { type: 'text', text: '% | less' },
  },
  {
    ...plain,
    name: 'loop',
    cursorMarker: '!',
    expansion: { type: 'text', text: 'for x in *; do\n  !\ndone' },
  },
  { ...plain, name: 'slow', expansion: { type: 'function', name: 'f' } },
]

function open(answer: Promise<string | undefined> = Promise.resolve('called')): TypedSession {
  const host: AbbreviationHost = {
    commandsOnly: false,
    find: (word, isCommand) =>
      all.find(({ name, position }) => name === word && (isCommand || position === 'anywhere')),
    call: () => answer,
  }
  const typed = new TypedSession()
  Object.assign(typed.session.host, { abbreviations: host })
  return typed
}

describe('an abbreviation', () => {
  test.each<[name: string, keys: string, shown: string]>([
    ['expands at a blank', 'gco x', 'git checkout x|'],
    ['not before', 'gco', 'gco|'],
    ['as a command only', 'echo gco x', 'echo gco x|'],
    ['behind another command', 'ls | gco x', 'ls | git checkout x|'],
    ['behind a keyword and in a substitution', 'if gco x', 'if git checkout x|'],
    ['inside $( )', 'echo $(gco x', 'echo $(git checkout x|'],
    ['anywhere, with the cursor at its marker', 'ls L x', 'ls x| | less '],
    ['of several lines', 'loop ls', 'for x in *; do\n  ls|\ndone '],
    ['not in quotes', "'gco x", "'gco x|"],
    ['not in a comment', '# gco x', '# gco x|'],
    ['not in TypeScript', 'const x = gco + 1', 'const x = gco + 1|'],
    ['not as part of a word', 'xgco y', 'xgco y|'],
    ['in the middle of a line', 'gco\x01\x06\x06\x06 ', 'git checkout |'],
    ['is undone by itself', 'gco \x1f', 'gco|'],
    ['not where it is pasted', '\x1b[200~gco x\x1b[201~', 'gco x|'],
  ])('%s', (_, keys, shown) => expect(open().type(keys).shown).toBe(shown))

  test('expands at Return, and the line runs', () => {
    const typed = open()
    typed.type('gco\r')
    expect(typed.ends).toEqual([{ type: 'line', text: 'git checkout' }])
  })

  test('may be a function, for which the keys wait', async () => {
    const typed = open().type('slow x\r')
    expect(typed.shown).toBe('slow|')
    await new Promise(resolve => setImmediate(resolve))
    expect(typed.ends).toEqual([{ type: 'line', text: 'called x' }])
  })

  test('whose function fails stays', async () => {
    const typed = open(Promise.resolve(undefined)).type('slow x')
    await new Promise(resolve => setImmediate(resolve))
    expect(typed.shown).toBe('slow x|')
  })
})
