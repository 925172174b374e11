import type { Builtin, Ports, Running, Shell } from '../lang/eval/index.ts'
import { tableOrder } from '../lang/expand/index.ts'
import { readOptions } from './getopt.ts'
import { statPath } from './paths.ts'
import { quoteForReuse } from './quoting.ts'
import { failed, printed } from './usage.ts'

/** `hash`: where commands were found. POSIX.1-2024, utilities, hash; bash manual, Bourne Shell Builtins. */
export const hash: Builtin = {
  name: 'hash',
  synopsis: 'hash [-lr] [-p pathname] [-dt] [name ...]',
  summary: 'Remember or display program locations.',
  examples: [{ line: 'hash -p /bin/sh other; hash -t other', shows: '/bin/sh\n' }],
  run(args, ports, shell) {
    const parsed = readOptions(hash, 'dlp:rt', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const { flags, operands } = parsed
    if (!shell.options.get('hashall')) return failed(shell, 'hash: hashing disabled')
    if (flags.has('r')) shell.hashed.clear()
    if (flags.has('t')) {
      if (operands.length === 0) return failed(shell, 'hash: -t: option requires an argument')
      return locate(operands, flags.has('l'), ports, shell)
    }
    if (flags.has('d')) {
      if (operands.length === 0) return failed(shell, 'hash: -d: option requires an argument')
      return forget(operands, shell)
    }
    if (operands.length === 0)
      return flags.has('r') || flags.has('p') ? 0 : list(flags.has('l'), ports, shell)
    return remember(operands, flags.get('p'), shell)
  },
}

/** Of bash's table of commands. */
const hashBuckets = 256

function list(reusable: boolean, ports: Ports, shell: Shell): Running {
  if (shell.hashed.size === 0)
    return reusable || shell.options.get('posix') ? 0 : printed(ports.out, 'hash: hash table empty\n')
  const lines = tableOrder(shell.hashed, hashBuckets).map(name => {
    const { path, hits } = shell.hashed.get(name) ?? { path: '', hits: 0 }
    return reusable
      ? `builtin hash -p ${quoteForReuse(path)} ${quoteForReuse(name)}\n`
      : `${String(hits).padStart(4)}\t${path}\n`
  })
  return printed(ports.out, (reusable ? '' : 'hits\tcommand\n') + lines.join(''))
}

function locate(names: readonly string[], reusable: boolean, ports: Ports, shell: Shell): Running {
  let status = 0
  let text = ''
  for (const name of names) {
    const path = shell.hashed.get(name)?.path
    if (path === undefined) status = failed(shell, `hash: ${name}: not found`)
    else if (reusable) text += `builtin hash -p ${path} ${name}\n`
    else text += names.length > 1 ? `${name}\t${path}\n` : `${path}\n`
  }
  return printed(ports.out, text, status)
}

function forget(names: readonly string[], shell: Shell): number {
  let status = 0
  for (const name of names) if (!shell.hashed.delete(name)) status = failed(shell, `hash: ${name}: not found`)
  return status
}

function remember(names: readonly string[], path: string | undefined, shell: Shell): number {
  if (path !== undefined && statPath(shell, path)?.type === 'directory')
    return failed(shell, `hash: ${path}: Is a directory`)
  let status = 0
  for (const name of names) {
    if (path !== undefined) shell.hashed.set(name, { path, hits: 0 })
    else if (!name.includes('/')) status = search(name, shell) || status
  }
  return status
}

function search(name: string, shell: Shell): number {
  shell.hashed.delete(name)
  const found = shell.resolve(name)
  const file = found.find(resolution => resolution.type === 'file')
  if (file !== undefined) shell.hashed.set(name, { path: file.path, hits: 0 })
  else if (!found.some(({ type }) => type === 'builtin' || type === 'function'))
    return failed(shell, `hash: ${name}: not found`)
  return 0
}
