import type { Resolution, Shell } from '../lang/eval/index.ts'
import { functionText } from './function-print.ts'
import { mayAccess, statPath } from './paths.ts'

/** What `type` and `command -V` say of a name. */
export function describe(name: string, resolution: Resolution): string {
  switch (resolution.type) {
    case 'alias':
      return `${name} is aliased to \`${resolution.value}'\n`
    case 'keyword':
      return `${name} is a shell keyword\n`
    case 'function':
      return `${name} is a function\n${functionText(resolution.fn)}\n`
    case 'builtin':
      return `${name} is a shell builtin\n`
    case 'file':
      return resolution.hashed
        ? `${name} is hashed (${resolution.path})\n`
        : `${name} is ${resolution.path}\n`
  }
}

/** The executable files that a name means: all those in PATH, or the first. */
export function fileResolutions(name: string, shell: Shell, all = false, path?: string): Resolution[] {
  if (name === '') return []
  if (name.includes('/')) return isExecutable(name, shell) ? [file(name)] : []
  const hashed = all || path !== undefined ? undefined : shell.hashed.get(name)
  if (hashed !== undefined) return [{ type: 'file', path: hashed.path, hashed: true }]
  const found: Resolution[] = []
  for (const entry of (path ?? shell.variables.get('PATH') ?? '').split(':')) {
    const candidate = entry === '' ? `./${name}` : `${entry.replace(/\/$/, '')}/${name}`
    if (!isExecutable(candidate, shell)) continue
    found.push(file(candidate))
    if (!all) break
  }
  return found
}

function file(path: string): Resolution {
  return { type: 'file', path, hashed: false }
}

function isExecutable(path: string, shell: Shell): boolean {
  return statPath(shell, path)?.type === 'file' && mayAccess(shell, path, 'x')
}
