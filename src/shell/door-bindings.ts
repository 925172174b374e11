import { makeSource, positionAt, type Source, type Span } from '../diag/index.ts'
import { releaseFork, type Bindings, type Outcome, type Shell } from '../lang/eval/index.ts'
import { parse, walk, type TypeScriptDoor } from '../lang/syntax/index.ts'
import type { DoorCall, DoorHost } from '../lang/typescript/index.ts'
import { inTaskDirectory, scopedDirectory } from './directory-scope.ts'
import { runningCoroutine, shellHere } from './running-job.ts'

/** A command that failed inside TypeScript: `$(cmd)`, or any under `set -e`. The fields are zx's. */
export class CommandFailure extends Error {
  override readonly name = 'ProcessOutput'
  readonly exitCode: number
  readonly stdout: string

  constructor(command: string, exitCode: number, stdout: string) {
    super(`${command}: exit status ${exitCode}`)
    this.exitCode = exitCode
    this.stdout = stdout
  }
}

/** `exit` ran inside a TypeScript block: what waits for the block ends the shell. */
export interface ExitRequest {
  status: number | undefined
}

/** The command language for TypeScript's doors: what runs in a block is the main shell's, as in any script. */
export function createDoorHost(shell: Shell, exit: ExitRequest, begin: DoorHost['begin']): DoorHost {
  const running = new WeakMap<Shell, number>()
  const count = (own: Shell, by: number): number => {
    const before = running.get(own) ?? 0
    running.set(own, before + by)
    return before
  }
  return {
    async run(call) {
      const coroutine = runningCoroutine()
      if (coroutine?.paused !== undefined) await coroutine.paused
      // A job of its own has a copy of the state, and its `exit` is not the shell's.
      const own = coroutine?.shell ?? shell
      // Commands that run at the same time (Promise.all) each get a copy of the state: one's cd is not another's.
      const target = count(own, 1) > 0 ? own.fork() : own
      try {
        const outcome = await inTaskDirectory(target, there => runCall(there, call))
        settle(own, call, outcome, coroutine === undefined ? exit : { status: undefined })
      } finally {
        count(own, -1)
        if (target !== own) releaseFork(target)
      }
    },
    begin,
    capture: call => captureCall(shellHere(shell), call),
    getVariable: name => shellHere(shell).variables.get(name),
    setVariable: (name, value) => shellHere(shell).variables.set(name, value),
    expressions: doorSpans,
  }
}

async function runCall(target: Shell, call: DoorCall): Promise<Outcome> {
  const before = target.bindings
  target.bindings = bindingsOf(call)
  try {
    return await target.run(commandSource(call))
  } finally {
    target.bindings = before
  }
}

function settle(shell: Shell, call: DoorCall, outcome: Outcome, exit: ExitRequest): void {
  if (typeof outcome === 'number') {
    shell.status = outcome
    return
  }
  const status = 'status' in outcome ? outcome.status : 0
  if (outcome.type !== 'exit') return
  shell.status = status
  // Under errexit every failure ends in an exit: that of a command is an error to catch, `exit` itself is none.
  const isAsked = !shell.options.get('errexit') || status === 0 || /^\s*exit\b/.test(textOf(call))
  if (isAsked) exit.status = status
  throw new CommandFailure(textOf(call), status, '')
}

async function captureCall(shell: Shell, call: DoorCall): Promise<string> {
  const fork = shell.fork()
  const directory = scopedDirectory()
  if (directory !== undefined && directory !== fork.cwd) fork.changeDirectory(directory)
  fork.bindings = bindingsOf(call)
  const { output, status } = await captureIn(fork, call)
  shell.status = status
  const text = output.replace(/\n+$/, '')
  if (status !== 0) throw new CommandFailure(textOf(call), status, text)
  return text
}

async function captureIn(fork: Shell, call: DoorCall): Promise<{ output: string; status: number }> {
  try {
    return await fork.capture(commandSource(call))
  } finally {
    releaseFork(fork)
  }
}

const textOf = (call: DoorCall): string => call.source.text.slice(call.span.start, call.span.end)

/** The command alone, its lines counted as in the text it stands in. */
function commandSource({ source, span }: DoorCall): Source {
  return makeSource(source.name, source.text.slice(span.start, span.end), positionAt(source, span.start).line)
}

function bindingsOf(call: DoorCall): Bindings {
  return {
    doors: true,
    isDeclared: name => call.binding(name) !== undefined,
    lookup: name => call.binding(name),
    evaluate: (door: TypeScriptDoor) => call.evaluate(call.span.start + door.expressionStart),
  }
}

/** The expressions of all `@(expr)` in a command, as spans of the text it stands in. */
export function doorSpans(source: Source, span: Span): Span[] {
  const text = makeSource(source.name, source.text.slice(span.start, span.end))
  const spans: Span[] = []
  walk(parse(text, { doors: true }).list, node => {
    if (!('type' in node) || node.type !== 'TypeScriptDoor') return
    const start = span.start + node.expressionStart
    spans.push({ start, end: start + node.expression.length })
  })
  return spans.toSorted((a, b) => a.start - b.start)
}
