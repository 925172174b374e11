import { matchesGlob, relative, resolve, sep } from 'node:path'

/** A change of a file or directory that is watched. */
export interface FileChange {
  readonly type: 'add' | 'change' | 'remove'
  /** Relative to the directory that was watched from. */
  readonly path: string
  readonly isDirectory: boolean
}

export interface WatchFilesOptions {
  /** The directory that patterns and paths are relative to. */
  readonly cwd: string
  /** Patterns of what is not watched, besides `node_modules` and `.git`. */
  readonly ignore?: readonly string[]
  readonly signal?: AbortSignal | undefined
  /** Changes within so many milliseconds of each other come together. */
  readonly debounceMs?: number
}

export interface FileWatch extends AsyncDisposable {
  /** All is watched from here on. */
  readonly ready: Promise<void>
  /** The next changes, together; undefined once it is closed. One may wait at a time. */
  next(): Promise<readonly FileChange[] | undefined>
  close(): Promise<void>
}

const types: Readonly<Record<string, FileChange['type']>> = {
  add: 'add',
  addDir: 'add',
  change: 'change',
  unlink: 'remove',
  unlinkDir: 'remove',
}

/** Watches files, directories with all below them, and glob patterns. What is not there yet is seen when it comes. */
export function watchFiles(patterns: readonly string[], options: WatchFilesOptions): FileWatch {
  const { cwd, signal, debounceMs = 100 } = options
  const targets = patterns.map(pattern => targetOf(pattern, cwd))
  const pending = new Map<string, FileChange>()
  let waiting: ((changes: readonly FileChange[] | undefined) => void) | undefined
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  const deliver = (): void => {
    timer = undefined
    if (waiting === undefined || pending.size === 0) return
    const changes = [...pending.values()]
    pending.clear()
    waiting(changes)
    waiting = undefined
  }
  const note = (event: string, path: string): void => {
    const type = types[event]
    const name = relative(cwd, resolve(cwd, path)) || '.'
    if (type === undefined || !targets.some(target => target.has(name))) return
    pending.set(name, { type, path: name, isDirectory: event.endsWith('Dir') })
    clearTimeout(timer)
    timer = setTimeout(deliver, debounceMs)
  }
  const watching = open(
    targets.map(target => target.base),
    ignores(patterns, options),
    note,
  )
  const close = async (): Promise<void> => {
    if (isClosed) return
    isClosed = true
    clearTimeout(timer)
    signal?.removeEventListener('abort', onAbort)
    waiting?.(undefined)
    await (await watching).close()
  }
  const onAbort = (): void => void close()
  if (signal?.aborted === true) onAbort()
  signal?.addEventListener('abort', onAbort)
  return {
    ready: watching.then(() => undefined),
    next: async () => {
      await watching
      if (isClosed) return undefined
      return await new Promise(settle => {
        waiting = settle
        if (timer === undefined) deliver()
      })
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

interface Target {
  /** What is watched for it. */
  readonly base: string
  has(name: string): boolean
}

function targetOf(pattern: string, cwd: string): Target {
  const path = relative(cwd, resolve(cwd, pattern)) || '.'
  const isPattern = /[*?[{]/.test(pattern)
  if (!isPattern) {
    const inside = path === '.' ? '' : path + sep
    const isOutside = (name: string): boolean => name.startsWith(`..${sep}`)
    return {
      base: resolve(cwd, path),
      has: name => name === path || (inside === '' ? !isOutside(name) : name.startsWith(inside)),
    }
  }
  const fixed = path.split(sep)
  const depth = fixed.findIndex(part => /[*?[{]/.test(part))
  return {
    base: resolve(cwd, fixed.slice(0, depth).join(sep)),
    has: name => matchesGlob(name, path),
  }
}

/** As in `.gitignore`: a pattern without a slash is for names at any depth. */
function isMeant(pattern: string, name: string, parts: readonly string[]): boolean {
  const isName = (part: string) => part !== '' && part !== '..' && matchesGlob(part, pattern)
  if (!pattern.includes('/')) return parts.some(part => part === pattern || isName(part))
  return name === pattern || matchesGlob(name, pattern)
}

/** What chokidar need not look into: unless a pattern asks for it, packages and git's own files. */
function ignores(patterns: readonly string[], { cwd, ignore = [] }: WatchFilesOptions) {
  const hidden = ['node_modules', '.git'].filter(name => !patterns.some(pattern => pattern.includes(name)))
  return (path: string): boolean => {
    const name = relative(cwd, path)
    const parts = name.split(sep)
    return hidden.some(one => parts.includes(one)) || ignore.some(one => isMeant(one, name, parts))
  }
}

async function open(
  bases: readonly string[],
  ignored: (path: string) => boolean,
  note: (event: string, path: string) => void,
) {
  const { watch } = await import('chokidar')
  const watcher = watch([...new Set(bases)], { ignored, ignoreInitial: true })
  watcher.on('all', note)
  await new Promise<void>((done, failed) => {
    watcher.once('ready', done)
    watcher.once('error', failed)
  })
  watcher.on('error', () => undefined)
  return watcher
}
