import { isPromise } from '../../value/index.ts'
import type { AndOr, List, ListItem } from '../syntax/index.ts'
import { compileBackground } from './background.ts'
import type { Code, Compiler } from './engine.ts'
import type { Environment } from './environment.ts'
import { type Outcome, type Running, succeeded } from './outcome.ts'
import { compilePipeline } from './pipeline.ts'
import { runGuarded } from './guard.ts'

/** `a; b & c`: one after the other until one jumps. */
export function compileList(node: List, compiler: Compiler): Code {
  const codes = node.items.map(item => compileItem(item, compiler))
  const [only] = codes
  if (codes.length === 1 && only !== undefined) return only
  return shell => runFrom(codes, shell, 0)
}

function compileItem(item: ListItem, compiler: Compiler): Code {
  const code = compileAndOr(item.command, compiler)
  return item.background ? compileBackground(item.command, code) : code
}

function runFrom(codes: readonly Code[], shell: Environment, from: number): Running {
  let outcome: Running = succeeded
  for (let at = from; at < codes.length; at++) {
    outcome = (codes[at] as Code)(shell)
    if (typeof outcome === 'number') continue
    return isPromise(outcome) ? runRest(codes, shell, at + 1, outcome) : outcome
  }
  return outcome
}

async function runRest(
  codes: readonly Code[],
  shell: Environment,
  from: number,
  pending: Promise<Outcome>,
): Promise<Outcome> {
  let outcome = await pending
  for (let at = from; at < codes.length && typeof outcome === 'number'; at++) {
    const running = (codes[at] as Code)(shell)
    outcome = isPromise(running) ? await running : running
  }
  return outcome
}

/** `a && b || c`: all but the last run guarded from errexit (POSIX 2.9.3, set -e). */
export function compileAndOr(node: AndOr, compiler: Compiler): Code {
  const codes = node.pipelines.map(pipeline => compilePipeline(pipeline, compiler))
  const [only] = codes
  if (codes.length === 1 && only !== undefined) return only
  const { operators } = node
  return shell => runAndOr(codes, operators, shell, 0, succeeded)
}

function runAndOr(
  codes: readonly Code[],
  operators: AndOr['operators'],
  shell: Environment,
  from: number,
  before: Outcome,
): Running {
  let outcome: Outcome = before
  for (let at = from; at < codes.length; at++) {
    if (at > 0 && (outcome === 0) !== (operators[at - 1] === '&&')) continue
    const code = codes[at] as Code
    const running = at === codes.length - 1 ? code(shell) : runGuarded(shell, code)
    if (isPromise(running))
      return running.then(result =>
        typeof result === 'number' ? runAndOr(codes, operators, shell, at + 1, result) : result,
      )
    if (typeof running !== 'number') return running
    outcome = running
  }
  return outcome
}
