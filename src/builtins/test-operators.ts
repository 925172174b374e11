import { expandSubscript } from '../lang/expand/index.ts'
import type { FileStatus } from '../os/index.ts'
import type { Shell } from '../lang/eval/index.ts'
import { parseDecimal, parseInteger } from './integer.ts'
import { parseReference } from './names.ts'
import { mayAccess, statPath } from './paths.ts'
import { type TestOperators, TestSyntaxError } from './test-expression.ts'

/** What the operators of `test` mean (bash manual, Bash Conditional Expressions), in an environment. */
export class ShellOperators implements TestOperators {
  readonly #shell: Shell

  constructor(shell: Shell) {
    this.#shell = shell
  }

  isUnary(operator: string): boolean {
    return unaryOperators.has(operator)
  }

  isBinary(operator: string): boolean {
    return binaryOperators.has(operator)
  }

  unary(operator: string, operand: string): boolean {
    return unary(operator, operand, this.#shell)
  }

  binary(operator: string, left: string, right: string): boolean {
    return binary(operator, left, right, this.#shell)
  }
}

const unaryOperators = new Set(Array.from('abcdefghknoprstuvwxzGLNORS', letter => `-${letter}`))
const binaryOperators = new Set('= == != < > -nt -ot -ef -eq -ne -lt -le -gt -ge'.split(' '))

function unary(operator: string, operand: string, shell: Shell): boolean {
  switch (operator) {
    case '-n':
      return operand !== ''
    case '-z':
      return operand === ''
    case '-v':
      return isSet(operand, shell)
    case '-R':
      return (
        shell.variables.findRaw(operand)?.nameref === true &&
        shell.variables.findRaw(operand)?.value !== undefined
      )
    case '-o':
      return shell.options.list('set').some(([name, on]) => name === operand && on)
    case '-t':
      return isTerminal(operand, shell)
    case '-r':
    case '-w':
    case '-x':
      return mayAccess(shell, operand, operator === '-r' ? 'r' : operator === '-w' ? 'w' : 'x')
    default:
      return fileIs(operator, statPath(shell, operand, operator !== '-h' && operator !== '-L'), shell)
  }
}

function isSet(operand: string, shell: Shell): boolean {
  const reference = parseReference(operand)
  if (reference === undefined)
    return (
      /^0+$/.test(operand) || (/^\d+$/.test(operand) && shell.positional[Number(operand) - 1] !== undefined)
    )
  const { name, subscript } = reference
  const value = shell.variables.find(name)?.value
  if (value === undefined) return false
  // bash 5.2: of an associative array `@` is a key like any other.
  if ((subscript === '@' || subscript === '*') && !(value instanceof Map))
    return typeof value === 'string' || value.size > 0
  if (subscript !== undefined)
    return shell.variables.getElement(name, expandSubscript(subscript, shell.expansions)) !== undefined
  return shell.variables.get(name) !== undefined
}

function isTerminal(operand: string, shell: Shell): boolean {
  const number = parseDecimal(operand)
  if (number === undefined) return false
  return shell.descriptors.get(Number(number))?.isTerminal === true
}

const typeOf: Readonly<Record<string, FileStatus['type']>> = {
  '-b': 'block',
  '-c': 'character',
  '-d': 'directory',
  '-f': 'file',
  '-h': 'link',
  '-L': 'link',
  '-p': 'fifo',
  '-S': 'socket',
}

const modeOf: Readonly<Record<string, number>> = { '-g': 0o2000, '-k': 0o1000, '-u': 0o4000 }

function fileIs(operator: string, status: FileStatus | undefined, shell: Shell): boolean {
  if (status === undefined) return false
  const type = typeOf[operator]
  if (type !== undefined) return status.type === type
  const mode = modeOf[operator]
  if (mode !== undefined) return (status.mode & mode) !== 0
  switch (operator) {
    case '-s':
      return status.size > 0
    case '-N':
      return status.mtimeNs > status.atimeNs
    case '-O':
      return status.uid === shell.host.ids.euid
    case '-G':
      return status.gid === shell.host.ids.egid
    default:
      return true // -a, -e
  }
}

function binary(operator: string, left: string, right: string, shell: Shell): boolean {
  switch (operator) {
    case '=':
    case '==':
      return left === right
    case '!=':
      return left !== right
    case '<':
      return left < right
    case '>':
      return left > right
    case '-nt':
    case '-ot':
    case '-ef':
      return compareFiles(operator, statPath(shell, left), statPath(shell, right))
    default:
      return compareNumbers(operator, integer(left), integer(right))
  }
}

function compareFiles(
  operator: '-nt' | '-ot' | '-ef',
  left: FileStatus | undefined,
  right: FileStatus | undefined,
): boolean {
  if (operator === '-ef')
    return left !== undefined && left.inode === right?.inode && left.device === right.device
  const [newer, older] = operator === '-nt' ? [left, right] : [right, left]
  return newer !== undefined && (older === undefined || newer.mtimeNs > older.mtimeNs)
}

type Integer = number | bigint

function integer(text: string): Integer {
  const value = parseInteger(text)
  if (value === undefined) throw new TestSyntaxError(`${text}: integer expression expected`)
  return value
}

/** A value is always a number or always a bigint, so that `===` is right. */
function compareNumbers(operator: string, left: Integer, right: Integer): boolean {
  switch (operator) {
    case '-eq':
      return left === right
    case '-ne':
      return left !== right
    case '-lt':
      return left < right
    case '-le':
      return left <= right
    case '-gt':
      return left > right
    default:
      return left >= right
  }
}
