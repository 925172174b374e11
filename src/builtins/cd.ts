import type { Builtin, Shell } from '../lang/eval/index.ts'
import { readOptions } from './getopt.ts'
import { absolutePath, directoryFault, normalizePath } from './paths.ts'
import { after, failed } from './usage.ts'

/** `cd`: change the current directory. POSIX.1-2024, utilities, cd; bash manual, Bourne Shell Builtins. */
export const cd: Builtin = {
  name: 'cd',
  synopsis: 'cd [-L|[-P [-e]] [-@]] [dir]',
  summary: 'Change the shell working directory.',
  examples: [
    { line: 'cd /; pwd', shows: '/\n' },
    { line: 'cd /; cd /tmp; cd -', shows: '/\n' },
  ],
  run(args, ports, shell) {
    const parsed = readOptions(cd, 'eLP', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    if (parsed.operands.length > 1) return failed(shell, 'cd: too many arguments')
    let physical = shell.options.get('physical')
    for (const { letter } of parsed.options) if (letter !== 'e') physical = letter === 'P'
    const moved = changeTo(parsed.operands[0], physical, shell)
    if (moved.fault !== undefined) return failed(shell, `cd: ${moved.fault}`)
    return moved.shown === undefined ? 0 : after(ports.out.line(moved.shown), 0)
  },
}

/** Goes where `cd` with this operand goes; gives what `cd` would print, or what is wrong. */
export function changeTo(
  operand: string | undefined,
  physical: boolean,
  shell: Shell,
): { readonly shown?: string; readonly fault?: string } {
  const { directory, shown, fault } = findOperand(operand, shell)
  if (fault !== undefined) return { fault }
  for (const { path, prefix } of candidates(directory, shell)) {
    const target = enter(path, physical, shell)
    if (target === undefined) continue
    return shown || prefix ? { shown: target } : {}
  }
  const variable = shell.options.get('cdable_vars') ? shell.variables.get(directory) : undefined
  if (variable !== undefined && enter(variable, physical, shell) !== undefined) return { shown: shell.cwd }
  const hint = shell.session.hintFor?.(`cd ${directory}`, shell) ?? ''
  return { fault: `${directory}: ${directoryFault(shell, directory) ?? 'No such file or directory'}${hint}` }
}

function findOperand(
  operand: string | undefined,
  shell: Shell,
): { directory: string; shown: boolean; fault?: string } {
  if (operand === undefined) {
    const home = shell.variables.get('HOME')
    return home === undefined
      ? { directory: '', shown: false, fault: 'HOME not set' }
      : { directory: home, shown: false }
  }
  if (operand !== '-') return { directory: operand, shown: false }
  const old = shell.variables.get('OLDPWD')
  return old === undefined
    ? { directory: '', shown: false, fault: 'OLDPWD not set' }
    : { directory: old, shown: true }
}

/** The paths to try: those CDPATH gives first, then the directory itself (POSIX cd, steps 3 to 6). */
function* candidates(directory: string, shell: Shell): Iterable<{ path: string; prefix: boolean }> {
  const search = shell.variables.get('CDPATH')
  if (search !== undefined && search !== '' && !/^\.{0,2}(?:\/|$)/.test(directory)) {
    for (const entry of search.split(':')) {
      const path = entry === '' ? `./${directory}` : `${entry.replace(/\/$/, '')}/${directory}`
      yield { path, prefix: entry !== '' }
    }
  }
  yield { path: directory, prefix: false }
}

/** Goes there, if it can; gives the new directory as it is called. Where the name leads nowhere, the kernel is asked. */
function enter(path: string, physical: boolean, shell: Shell): string | undefined {
  const target = targetOf(path, physical, shell)
  if (target === undefined || directoryFault(shell, target) !== undefined) return shell.followDirectory(path)
  shell.changeDirectory(target)
  return target
}

function targetOf(path: string, physical: boolean, shell: Shell): string | undefined {
  // As in bash, where the name by text of nothing is the current directory, and chdir(2) to nothing fails.
  if (path === '' && physical) return undefined
  const whole = path === '' ? shell.cwd : absolutePath(shell, path)
  if (physical) return shell.host.realPath(whole)
  // `missing/..` must not succeed (POSIX cd, step 8b), though the text alone would.
  return dotDotsExist(whole, shell) ? normalizePath(whole) : undefined
}

function dotDotsExist(path: string, shell: Shell): boolean {
  const parts = path.split('/')
  return parts.every(
    (part, i) =>
      part !== '..' || directoryFault(shell, normalizePath(`/${parts.slice(0, i).join('/')}`)) === undefined,
  )
}
