/** Texts for the parser and the expander that no grammar would make: random bytes, and real scripts changed a little. */
import { readFileSync } from 'node:fs'
import { makeSource } from '../../src/diag/index.ts'
import { compileWord, ShellError } from '../../src/lang/expand/index.ts'
import { parse, walk, type Word } from '../../src/lang/syntax/index.ts'
import { decodeBytes } from '../../src/value/index.ts'
import { fakeExpandHost } from '../helpers/fake-expand-host.ts'
import type { Choices } from './choices.ts'

const pieces = [
  ...'$({[`\'"\\<>|&;!#*?@~ \n\t)]}=+-:/%^,.aé\0\u00ff'.split(''),
  '$((',
  '))',
  '${',
  '<<E\n',
  '<<-',
  'case x in',
  'esac',
  'if ',
  'then',
  'fi',
  'for ',
  'do',
  'done',
  '[[ ',
  ' ]]',
  '((',
  '@(',
  '${a/',
  "$'",
  '$"',
  'function ',
  'select ',
  'coproc ',
  '&>',
  '<(',
  '>(',
  '|&',
  ';;&',
  '{1..3}',
  '[a-',
  'a=(',
  '\\\n',
  '${!',
  '[:',
  '=~',
  '2>&1',
  'time ',
  '1e9',
]

/** A text without sense. */
export function noise(c: Choices): string {
  const count = 1 + c.below(40)
  return Array.from({ length: count }, () => c.pick(pieces)).join('')
}

/** A part of a script with some of it cut, doubled or replaced. */
export function mutation(c: Choices, file: string): string {
  const text = decodeBytes(readFileSync(file))
  const from = c.below(text.length)
  let out = text.slice(from, from + 20 + c.below(2000))
  for (let times = c.below(6) + 1; times > 0; times--) {
    const at = c.below(out.length + 1)
    const end = at + c.below(12)
    out = out.slice(0, at) + c.pick([c.pick(pieces), out.slice(at, end).repeat(2), '']) + out.slice(end)
  }
  return out
}

/** Parses a text and expands its words in a world without commands; only a ShellError may be thrown. */
export async function read(text: string): Promise<void> {
  const { list } = parse(makeSource('noise', text), { extglob: true })
  const words: Word[] = []
  walk(list, node => {
    if (node.type === 'Word') words.push(node)
  })
  for (const word of words) await expand(word)
}

async function expand(word: Word): Promise<void> {
  const host = fakeExpandHost({
    files: ['a', 'b/c'],
    variables: { a: 'x y', IFS: ' \t\n' },
    substitute: () => 'out',
  })
  const compiled = compileWord(word)
  for (const way of ['fields', 'string', 'pattern', 'document', 'regex'] as const) {
    try {
      await compiled[way](host)
    } catch (error) {
      if (!(error instanceof ShellError)) throw error
    }
  }
}
