import type { Source } from '../../diag/index.ts'
import { chain, decodeBytes, type MaybePromise } from '../../value/index.ts'
import type { Command, CommandSubstitution, Redirect } from '../syntax/index.ts'
import type { Compiler } from './engine.ts'
import type { Environment } from './environment.ts'
import { finishFork, startFork } from './fork.ts'
import type { Running, Status } from './outcome.ts'
import { compileRedirects, tryApply, Undo } from './redirect.ts'

/** `$(list)`: its output without the trailing newlines (POSIX 2.6.3). */
export function substitute(
  shell: Environment,
  node: CommandSubstitution,
  compiler: Compiler,
): MaybePromise<string> {
  const file = node.file ?? onlyRedirect(node)
  const captured = file === undefined ? captureList(shell, node, compiler) : readRedirect(shell, file)
  return chain(captured, ({ output, status }) => {
    shell.substituted = status
    // The words behind it see its status in `$?` (bash).
    shell.status = status
    return textOf(shell, output)
  })
}

/** `` `< file` `` means the same as `$(< file)`. */
function onlyRedirect(node: CommandSubstitution): Redirect | undefined {
  const only = onlyCommand(node)
  if (only?.type !== 'SimpleCommand' || only.words.length > 0 || only.assignments.length > 0) return undefined
  const [redirect] = only.redirects
  return only.redirects.length === 1 && redirect?.operator === '<' ? redirect : undefined
}

interface Captured {
  readonly output: Uint8Array
  readonly status: Status
}

function captureList(
  shell: Environment,
  node: CommandSubstitution,
  compiler: Compiler,
): MaybePromise<Captured> {
  const body = compiler.list(node.body)
  return captureIn(shell, child => {
    child.final = onlyCommand(node)
    return body(child)
  })
}

function onlyCommand(node: CommandSubstitution): Command | undefined {
  const [item] = node.body.items
  const [pipeline] = item?.command.pipelines ?? []
  const alone = node.body.items.length === 1 && !item?.background && item?.command.pipelines.length === 1
  return alone && pipeline?.commands.length === 1 && !pipeline.negated ? pipeline.commands[0] : undefined
}

/** Runs in a fork whose stdout is collected. */
export function captureIn(shell: Environment, run: (child: Environment) => Running): MaybePromise<Captured> {
  const capture = shell.host.capture()
  const child = startFork(shell)
  // bash manual, inherit_errexit: without it a substitution begins with errexit off.
  if (!shell.options.get('inherit_errexit')) child.options.set('errexit', false)
  child.textLevel = ++child.indirection
  child.isCaptured = true
  // bash: `break` in a substitution within a loop ends the substitution.
  child.loops = shell.loops
  child.descriptors.set(1, capture.descriptor)
  return chain(
    finishFork(child, () => run(child)),
    status => chain(capture.finish(), output => ({ output, status })),
  )
}

/** `shell.capture`: text run in a fork, its output as it was written. */
export function captureSource(
  shell: Environment,
  source: Source,
): MaybePromise<{ readonly output: string; readonly status: Status }> {
  return chain(
    captureIn(shell, child => child.run(source)),
    ({ output, status }) => ({ output: decodeBytes(output), status }),
  )
}

/** The text a substitution stands for. NUL bytes cannot be in a variable and are dropped, with bash's warning. */
function textOf(shell: Environment, output: Uint8Array): string {
  let end = output.length
  while (end > 0 && output[end - 1] === 0x0a) end--
  let bytes = end === output.length ? output : output.subarray(0, end)
  if (bytes.includes(0)) {
    shell.complain('warning: command substitution: ignored null byte in input')
    bytes = bytes.filter(byte => byte !== 0)
  }
  return decodeBytes(bytes)
}

/** `$(< file)` */
function readRedirect(shell: Environment, node: Redirect): MaybePromise<Captured> {
  const apply = compileRedirects([node])
  if (apply === undefined) return { output: new Uint8Array(0), status: 0 }
  const child = startFork(shell)
  const undo = new Undo(child)
  let read: Captured = { output: new Uint8Array(0), status: 1 }
  const all = (fine: boolean): MaybePromise<Status> => {
    if (!fine) return 1
    return chain(readAll(child, node.fd ?? 0), output => {
      read = { output, status: 0 }
      return 0
    })
  }
  return chain(
    finishFork(child, () =>
      chain(tryApply(child, apply, undo), fine => chain(all(fine), status => (undo.keep(), status))),
    ),
    () => read,
  )
}

function readAll(shell: Environment, fd: number): MaybePromise<Uint8Array> {
  return shell.readFile(`/dev/fd/${fd}`)
}
