import type { FileStatus } from '../../os/index.ts'
import type { Environment } from './environment.ts'
import { descriptorNumber } from './environment-files.ts'

const types: Record<string, FileStatus['type']> = {
  '-b': 'block',
  '-c': 'character',
  '-d': 'directory',
  '-f': 'file',
  '-p': 'fifo',
  '-S': 'socket',
}

const bits: Record<string, number> = { '-g': 0o2000, '-k': 0o1000, '-u': 0o4000 }
const accesses: Record<string, 'r' | 'w' | 'x'> = { '-r': 'r', '-w': 'w', '-x': 'x' }

/** The unary file operators of `[[ ]]` and `test` (bash manual, Bash Conditional Expressions). */
export function testFile(shell: Environment, operator: string, path: string): boolean {
  if (operator === '-t')
    return /^\d+$/.test(path.trim()) && (shell.descriptors.get(Number(path))?.isTerminal ?? false)
  if (path === '') return false
  const file = shell.resolvePath(path)
  const access = accesses[operator]
  if (access !== undefined) return shell.host.access(file, access)
  if (operator === '-h' || operator === '-L') return shell.host.stat(file, false)?.type === 'link'
  const fd = descriptorNumber(path)
  if (fd !== undefined && operator === '-e') return shell.descriptors.get(fd) !== undefined
  const status = shell.host.stat(file, true)
  return status !== undefined && testStatus(shell, operator, status)
}

function testStatus(shell: Environment, operator: string, status: FileStatus): boolean {
  const type = types[operator]
  if (type !== undefined) return status.type === type
  const bit = bits[operator]
  if (bit !== undefined) return (status.mode & bit) !== 0
  switch (operator) {
    case '-s':
      return status.size > 0
    case '-G':
      return status.gid === shell.host.ids.egid
    case '-O':
      return status.uid === shell.host.ids.euid
    case '-N':
      return status.mtimeNs > status.atimeNs
    default:
      return true // -a -e: it is there
  }
}

/** `-nt`, `-ot`, `-ef` */
export function compareFiles(
  shell: Environment,
  operator: '-nt' | '-ot' | '-ef',
  a: string,
  b: string,
): boolean {
  const left = shell.host.stat(shell.resolvePath(a), true)
  const right = shell.host.stat(shell.resolvePath(b), true)
  if (operator === '-ef')
    return (
      left !== undefined && right !== undefined && left.device === right.device && left.inode === right.inode
    )
  const [newer, older] = operator === '-nt' ? [left, right] : [right, left]
  if (newer === undefined) return false
  return older === undefined || newer.mtimeNs > older.mtimeNs
}
