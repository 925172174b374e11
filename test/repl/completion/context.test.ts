import { expect, test } from 'vitest'
import { contextAt, openBrackets } from '../../../src/repl/completion/context.ts'

const names = { user: new Set(['files', 'config']) }

/** The context in short: place and words, or what TypeScript has there. */
function short(line: string): string {
  const [text = '', after] = line.split('|cursor|')
  const context = contextAt(text, names, after)
  switch (context.type) {
    case 'word':
      return `${context.place} [${[...context.words, ''].join(' ')}${context.word.quote}${context.word.value}] ${context.word.start}`
    case 'variable':
      return `variable ${context.name} ${context.start}`
    case 'member':
    case 'key':
      return `${context.type} ${context.object} ${context.name} ${context.start}`
    case 'import':
      return `import ${context.name} ${context.start} of ${context.module}`
    case 'name':
    case 'module':
    case 'string':
      return `${context.type} ${context.name} ${context.start}`
    case 'door':
    case 'nothing':
      return context.type
  }
}

test.each([
  ['', 'command [] 0'],
  ['gi', 'command [gi] 0'],
  ['git ch', 'argument [git ch] 4'],
  ['git add -A && git com', 'argument [git com] 18'],
  ['ls | gr', 'command [gr] 5'],
  ['a; b &', 'command [] 6'],
  ['a & b', 'command [b] 4'],
  ['if tru', 'command [tru] 3'],
  ['while ! gre', 'command [gre] 8'],
  ['FOO=bar gi', 'command [gi] 8'],
  ['FOO=ba', 'redirection [ba] 4'],
  ['cat > ou', 'redirection [cat ou] 6'],
  ['cat 2>&1 >> ou', 'redirection [cat ou] 12'],
  ['cat < a b', 'argument [cat b] 8'],
  ['cat &> ou', 'redirection [cat ou] 7'],
  ['echo "$(gi', 'command [gi] 8'],
  ['echo "$(git st', 'argument [git st] 12'],
  ['echo "$(ls) my f', `argument [echo "${' my f'}] 5`],
  ['echo `gi', 'command [gi] 6'],
  ['cat <(gi', 'command [gi] 6'],
  ["cat 'my f", "argument [cat 'my f] 4"],
  ['cat "my f', 'argument [cat "my f] 4'],
  ['cat my\\ f', 'argument [cat my f] 4'],
  ['cat "a"b', 'argument [cat ab] 4'],
  ['echo $HO', 'variable HO 6'],
  ['echo "${HO', 'variable HO 8'],
  ['echo $HOME/f', 'argument [echo $HOME/f] 5'],
  ['echo $(( x + fo', 'variable fo 13'],
  ['echo # git', 'nothing'],
  ['(cd sr', 'argument [cd sr] 4'],
  ['echo a\ngit ch', 'argument [git ch] 11'],
  ['cat @(files.le', 'member files le 12'],
  ['cat @(file', 'name file 6'],
  ['ls @(files[0]) sr', 'argument [ls  sr] 15'],
])('a command: %j', (text, expected) => expect(short(text)).toBe(expected))

test.each([
  ['files.le', 'member files le 6'],
  ['files.', 'member files  6'],
  ['files[0].na', 'member files[0] na 9'],
  ["config['a b'].c", "member config['a b'] c 14"],
  ["config['na", 'key config na 8'],
  ['const x = files?.le', 'member files le 17'],
  ['const x = fil', 'name fil 10'],
  ['const x = "abc".sl', 'member "" sl 16'],
  ["const x = files.map(f => f + 'a').fil", 'member [] fil 34'],
  ['const n = 1.5', 'name  13'],
  ["import { readFile } from 'node:f", 'module node:f 26'],
  ["const fs = require('node:f", 'module node:f 20'],
  ["await import('./sr", 'module ./sr 14'],
  ["const s = 'some te", 'string some te 11'],
  ['const s = `a ${files.le', 'member files le 21'],
  ['const out = $`git ch', 'argument [git ch] 18'],
  ['const out = $(git ch', 'argument [git ch] 18'],
  ['for (const f of files) {\n  git ch', 'argument [git ch] 31'],
  ['for (const f of files) {\n  console.lo', 'member console lo 35'],
  ["import { re|cursor| } from 'node:fs'", 'import re 9 of node:fs'],
  ["import x, { a, type b|cursor|, c } from './m.ts'", 'import b 20 of ./m.ts'],
  ['import { re|cursor|', 'name re 9'],
  // A name that is declared is new; in a pattern it is a member.
  ['const na', 'nothing'],
  ['const { al', 'nothing'],
  ['const { al|cursor| } = config.colors', 'member config.colors al 8'],
  ['const { a, |cursor| } = files;', 'member files  11'],
  ['const { a } = fi', 'name fi 14'],
  ['const x = fi', 'name fi 10'],
  ['const f = (x) => { re', 'name re 19'],
  ['for (const f of fi', 'name fi 16'],
  ['while (fi', 'name fi 7'],
  ['const x = 1 // com', 'nothing'],
  ['= files.le', 'member files le 8'],
  ['files.length; git ch', 'argument [git ch] 18'],
])('TypeScript: %j', (text, expected) => expect(short(text)).toBe(expected))

test.each([
  ['f(a, [1, {b', '}])'],
  ["f('a(", "')"],
  ['`a ${b(', ')}`'],
  ['a)', ''],
])('what closes %j', (text, closers) => expect(openBrackets(text)).toBe(closers))
