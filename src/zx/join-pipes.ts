import type { Shell } from '../lang/eval/index.ts'
import { ShellChild } from './child.ts'

/** Who reads a child's output, and whose output is a child's input, by `.pipe()`. */
interface Ends {
  readonly readers: Set<ShellChild>
  readonly sources: Set<ShellChild>
  /** Somebody in this process wants the output as well. */
  isWatched: boolean
  /** Its output goes to another child past this process. */
  isJoined: boolean
}

const ends = new WeakMap<ShellChild, Ends>()

function endsOf(child: ShellChild): Ends {
  const known = ends.get(child) ?? {
    readers: new Set(),
    sources: new Set(),
    isWatched: false,
    isJoined: false,
  }
  ends.set(child, known)
  return known
}

/**
 * The writer's output is to be the reader's input: by a pipe of the kernel's, if both wait and nobody else wants it.
 * False if that is known already.
 */
export function wishPipe(writer: ShellChild, reader: ShellChild): boolean {
  const { readers } = endsOf(writer)
  if (readers.has(reader)) return false
  readers.add(reader)
  endsOf(reader).sources.add(writer)
  return true
}

/** The output is wanted in this process. */
export function watchOutput(child: unknown): void {
  if (child instanceof ShellChild) endsOf(child).isWatched = true
}

/** The output does not come to this process any more. */
export function isJoined(child: unknown): boolean {
  return child instanceof ShellChild && ends.get(child)?.isJoined === true
}

/** Before a child starts: what it was wished to read from, or to write to, becomes the other end of a kernel pipe. */
export function joinPipes(child: ShellChild, shell: Shell): void {
  const own = ends.get(child)
  if (own === undefined) return
  for (const source of own.sources) join(source, child, shell)
  for (const reader of own.readers) join(child, reader, shell)
}

function join(left: ShellChild, right: ShellChild, shell: Shell): void {
  const [from, to] = [endsOf(left), endsOf(right)]
  if (from.isJoined || !left.isWaiting || !right.isWaiting) return
  if (from.readers.size !== 1 || to.sources.size !== 1 || isWatched(left, from)) return
  if (left.stdout === null || right.stdin === null || !isOfPrograms(left.text, shell)) return
  const pipe = shell.host.pipe()
  replace(left, 1, pipe.write)
  replace(right, 0, pipe.read)
  right.stdin.destroy()
  from.isJoined = true
}

function replace(child: ShellChild, fd: number, descriptor: ReturnType<Shell['host']['pipe']>['read']): void {
  child.plumbing.descriptors.get(fd)?.close()
  child.plumbing.descriptors.set(fd, descriptor)
}

/** zx itself listens once, and pipes to a stream of its own. */
const ownListeners = 2

function isWatched({ stdout }: ShellChild, { isWatched }: Ends): boolean {
  if (isWatched || stdout === null) return true
  return stdout.listenerCount('data') > ownListeners || stdout.listenerCount('readable') > 0
}

/** Commands that write nothing and may stand before the one that does. */
const silent = new Set([':', 'cd', 'export', 'set', 'shopt', 'true', 'ulimit', 'umask', 'unset'])

/**
 * Whether all output comes of one pipeline that ends in a program. What the shell writes itself comes by here anyway, and
 * stays where it can be asked for.
 */
function isOfPrograms(text: string, shell: Shell): boolean {
  const { list, diagnostics } = shell.parse(text)
  if (diagnostics.length > 0) return false
  const pipelines = list.items.flatMap(item => (item.background ? [] : item.command.pipelines))
  const last = pipelines.pop()?.commands.at(-1)
  if (last === undefined || list.items.some(item => item.background)) return false
  const before = pipelines.every(({ commands }) => commands.every(command => silent.has(nameOf(command))))
  return before && shell.resolve(nameOf(last))[0]?.type === 'file'
}

type Command = ReturnType<
  Shell['parse']
>['list']['items'][number]['command']['pipelines'][number]['commands'][number]

/** The name of a simple command, where it is plain text. */
function nameOf(command: Command): string {
  if (command.type !== 'SimpleCommand') return ''
  const [word] = command.words
  const [part] = word?.type === 'Word' && word.parts.length === 1 ? word.parts : []
  return part?.type === 'Literal' ? part.value : ''
}
