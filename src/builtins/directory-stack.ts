import type { Shell } from '../lang/eval/index.ts'

/** The directory stack of `pushd`, `popd` and `dirs`: the current directory on top (bash manual, The Directory Stack). */

/** The whole stack, current directory first. */
export function wholeStack(shell: Shell): string[] {
  return [shell.cwd, ...shell.directoryStack]
}

/** Puts a whole stack back, without its top, which is the current directory. */
export function keepBelow(shell: Shell, stack: readonly string[]): void {
  shell.directoryStack.splice(0, Infinity, ...stack.slice(1))
}

/** `~/x` for a path in the home directory. */
export function shortened(path: string, shell: Shell): string {
  const home = shell.variables.get('HOME')
  if (home === undefined || home === '' || home === '/') return path
  if (path === home) return '~'
  return path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path
}

/** The stack on one line. */
export function stackLine(shell: Shell): string {
  return `${wholeStack(shell)
    .map(path => shortened(path, shell))
    .join(' ')}\n`
}

/** `+2`, `-0`: an index into the stack; undefined for what is none. */
export function readIndex(text: string, size: number): number | undefined {
  if (!/^[+-]\d+$/.test(text)) return undefined
  const count = Number(text.slice(1))
  return text.startsWith('+') ? count : size - 1 - count
}

/** What bash says of an index that is not there. */
export function indexFault(text: string, size: number): string {
  return size <= 1 ? 'directory stack empty' : `${text}: directory stack index out of range`
}
