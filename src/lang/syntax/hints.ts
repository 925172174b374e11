import { positionAt } from '../../diag/index.ts'
import { foreignEnd } from './foreign-end.ts'
import type { Reader } from './reader.ts'

/** What would have to be open for a word or operator to stand where it is. */
const openers: Readonly<Record<string, string>> = {
  then: 'if',
  elif: 'if',
  else: 'if',
  fi: 'if',
  do: 'while`, `until`, `for` or `select',
  done: 'while`, `until`, `for` or `select',
  esac: 'case',
  ';;': 'case',
  ';&': 'case',
  ';;&': 'case',
  '}': '{',
  ')': '(',
}

/** Where the innermost open construct began; where none is, what the token would need before it. */
export function hintFor(r: Reader, token: string, expected: string | undefined): string | undefined {
  const opened = r.shared.opened.at(-1)
  if (opened === undefined) {
    const opener = openers[token]
    return opener === undefined ? bracketHint(r, token, expected) : `no \`${opener}\` is open here`
  }
  return [
    r.unclosed,
    asArgument(r, opened.start, expected),
    bracketHint(r, token, expected),
    fishHint(r, opened.start),
  ]
    .filter(part => part !== undefined)
    .join('; ')
}

/** `echo (date)` is fish's, `diff < (a)` has a blank too many, `find ( -name x )` a bracket too few, `ls !(x)` a pattern that is not switched on. */
function bracketHint(r: Reader, token: string, expected: string | undefined): string | undefined {
  const before = r.text.slice(0, r.at)
  const isInBrackets = expected === '`)`' && /[\w.-][ \t]+\([ \t]*$/.test(before)
  if (token !== '(' && !isInBrackets) return undefined
  if (/[<>][ \t]+$/.test(before)) return '`<(…)` and `>(…)` have no blank in them'
  if (/[?*+@!]$/.test(before)) return '`shopt -s extglob` makes this a pattern'
  return '`$(…)` is what a command writes, `\\(` a bracket'
}

/** `if true then …`: the word that is missed is there, as an argument of the command before it. */
export function asArgument(r: Reader, from: number, expected: string | undefined): string | undefined {
  const word = /^`(then|do|done|fi|esac|\})`$/.exec(expected ?? '')?.[1]
  if (word === undefined || r.toSource !== undefined || r.aliased !== undefined) return undefined
  const argument = new RegExp(`[^\\s;&|][ \\t]+(${word === '}' ? '\\}' : word})(?![^\\s;&|)])`)
  const found = argument.exec(r.text.slice(from, r.at))
  if (found === null) return undefined
  const { line, column } = positionAt(r.shared.source, from + found.index + found[0].length - word.length)
  return `the \`${word}\` at ${line}:${column} is an argument: write \`;\` before it`
}

function fishHint(r: Reader, from: number): string | undefined {
  return r.toSource === undefined && r.aliased === undefined ? foreignEnd(r.text.slice(from)) : undefined
}
