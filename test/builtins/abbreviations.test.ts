import { expect, test } from 'vitest'
import { readAbbrCall } from '../../src/builtins/abbr-options.ts'
import { type Abbreviation, abbreviationFor } from '../../src/builtins/index.ts'

const none = { position: undefined, regex: undefined, function: undefined, cursorMarker: undefined }

test.each<[args: string, call: object | string]>([
  ['', { ...none, action: 'show', words: [] }],
  ['gco git checkout', { ...none, action: 'add', words: ['gco', 'git', 'checkout'] }],
  ['-a gs git status --short', { ...none, action: 'add', words: ['gs', 'git', 'status', '--short'] }],
  [
    '-a L --position anywhere --set-cursor x',
    { ...none, action: 'add', words: ['L', 'x'], position: 'anywhere', cursorMarker: '%' },
  ],
  [
    '-a --position=anywhere -- -C --color',
    { ...none, action: 'add', words: ['-C', '--color'], position: 'anywhere' },
  ],
  ['v --regex .+ -f vf', { ...none, action: 'add', words: ['v'], regex: '.+', function: 'vf' }],
  ['-l', { ...none, action: 'list', words: [] }],
  ['-e a b', { ...none, action: 'erase', words: ['a', 'b'] }],
  ['--rename a b', { ...none, action: 'rename', words: ['a', 'b'] }],
  ['-q a', { ...none, action: 'query', words: ['a'] }],
  ['-a --erase x', 'cannot combine options add, erase'],
  ['--bogus', '--bogus: unknown option'],
  ['x --regex', '--regex: option requires an argument'],
  ['-l --regex x', '--regex requires --add'],
  ['--help', 'help'],
])('abbr %s', (args, call) => expect(readAbbrCall(args.split(' ').filter(Boolean))).toEqual(call))

test.each<[word: string, isCommand: boolean, name: string | undefined]>([
  ['gco', true, 'gco'],
  ['gco', false, undefined],
  ['a.txt', true, 'text'],
  ['a.txt.b', true, undefined],
  ['L', false, 'L'],
  ['twice', true, 'second'],
])('%s (as a command: %s) is %s', (word, isCommand, name) => {
  const expansion = { type: 'text', text: 'x' } as const
  const plain = { pattern: undefined, position: 'command', cursorMarker: undefined, expansion } as const
  const all: Abbreviation[] = [
    { ...plain, name: 'gco' },
    { ...plain, name: 'text', pattern: '.+\\.txt' },
    { ...plain, name: 'L', position: 'anywhere' },
    { ...plain, name: 'first', pattern: 'twice' },
    { ...plain, name: 'second', pattern: 'twi.*' },
  ]
  expect(abbreviationFor(new Map(all.map(each => [each.name, each])), word, isCommand)?.name).toBe(name)
})
