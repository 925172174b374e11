import { chain, isPromise, type MaybePromise } from '../../value/index.ts'
import { compileWord, inLocale } from '../expand/index.ts'
import type {
  CaseClause,
  CaseItem,
  Command,
  Group,
  IfClause,
  List,
  SimpleCommand,
  Subshell,
} from '../syntax/index.ts'
import { beforeCommand } from './before.ts'
import { commandName } from './command-name.ts'
import type { Code, Compiler } from './engine.ts'
import type { Environment } from './environment.ts'
import { finishFork, startFork, takeOver } from './fork.ts'
import { runGuarded } from './guard.ts'
import { type Outcome, type Running, succeeded } from './outcome.ts'
import { compileRedirects, redirectsInput, tryApply, Undo } from './redirect.ts'
import { traceText } from './xtrace.ts'

/** `{ list; }` */
export function compileGroup(node: Group, compiler: Compiler): Code {
  return compiler.list(node.body)
}

/** `( list )`: in a copy of the environment (POSIX 2.13). */
export function compileSubshell(node: Subshell, compiler: Compiler): Code {
  const only = soleSubshell(node.body)
  const body = only === undefined ? compiler.list(node.body) : compiler.command(only)
  const sole = soleSimple(node.body)
  const apply = compileRedirects(node.redirects)
  return shell => {
    shell.node = node
    const child = startFork(shell)
    child.isolateJobs()
    const isStage = shell.final === node && shell.inputIsGiven
    // bash: the process of `( program )` is the program's.
    if (sole !== undefined && !shell.traps.isEmpty && isProgram(shell, sole)) child.unanswered = sole
    child.inputIsGiven = isStage || node.redirects.some(redirectsInput)
    // `( … ) &`: the background fork does nothing else, so its process is the subshell's.
    if (shell.final === node) {
      takeOver(shell, child)
      // Only its ERR trap could still write there.
      if (shell.traps.isEmpty || shell.unanswered === node) shell.descriptors.closeAll()
    }
    return finishFork(child, () => (apply === undefined ? body(child) : applied(child, node, apply, body)))
  }
}

/** The redirections of a subshell are its own for good: its EXIT trap writes there too. */
function applied(
  child: Environment,
  node: Subshell,
  apply: NonNullable<ReturnType<typeof compileRedirects>>,
  body: Code,
): Running {
  const undo = new Undo(child)
  return chain(tryApply(child, apply, undo, node.redirects.at(-1)), fine => {
    undo.keep()
    return fine ? body(child) : 1
  })
}

function isProgram(shell: Environment, command: SimpleCommand): boolean {
  const name = commandName(shell, command)
  if (name === undefined || shell.functions.has(name)) return false
  return !shell.builtins.has(name) || shell.disabled.has(name)
}

/** The inner of `( ( … ) )`: bash gives it the process of the outer one, so that only the outer's failure is answered. */
function soleSubshell(list: List): Subshell | undefined {
  const command = soleCommand(list)
  return command?.type === 'Subshell' ? command : undefined
}

function soleSimple(list: List): SimpleCommand | undefined {
  const command = soleCommand(list)
  return command?.type === 'SimpleCommand' ? command : undefined
}

function soleCommand({ items }: List): Command | undefined {
  const [item, another] = items
  if (item === undefined || another !== undefined || item.background) return undefined
  const [pipeline] = item.command.pipelines
  if (pipeline === undefined || item.command.pipelines.length > 1) return undefined
  if (pipeline.commands.length > 1 || pipeline.negated || pipeline.timed !== undefined) return undefined
  return pipeline.commands[0]
}

/** `if list; then list; elif …; else …; fi` */
export function compileIf(node: IfClause, compiler: Compiler): Code {
  const clauses = node.clauses.map(clause => ({
    condition: compiler.list(clause.condition),
    body: compiler.list(clause.body),
  }))
  const otherwise = node.otherwise === undefined ? undefined : compiler.list(node.otherwise)
  const from = (shell: Environment, at: number): Running => {
    const clause = clauses[at]
    if (clause === undefined) return otherwise === undefined ? succeeded : otherwise(shell)
    const decide = (outcome: Outcome): Running => {
      if (typeof outcome !== 'number') return outcome
      return outcome === 0 ? clause.body(shell) : from(shell, at + 1)
    }
    const asked = runGuarded(shell, clause.condition)
    return isPromise(asked) ? asked.then(decide) : decide(asked)
  }
  return shell => from(shell, 0)
}

/** `case word in pattern) list;; esac` */
export function compileCase(node: CaseClause, compiler: Compiler): Code {
  const word = compileWord(node.word)
  const items = node.items.map(item => compileItem(item, compiler))
  const from = (shell: Environment, subject: string, at: number): Running => {
    const item = items[at]
    if (item === undefined) return succeeded
    return chain(item.matches(shell, subject, 0), found =>
      found ? runItems(shell, subject, at) : from(shell, subject, at + 1),
    )
  }
  /** `;&` goes on with the next body, `;;&` with the next test. */
  const runItems = (shell: Environment, subject: string, at: number): Running => {
    const item = items[at]
    if (item === undefined) return succeeded
    return chain(item.body(shell), outcome => {
      if (typeof outcome !== 'number' || item.terminator === ';;') return outcome
      const next = item.terminator === ';&' ? runItems : from
      return at + 1 < items.length
        ? chain(next(shell, subject, at + 1), result => keep(result, outcome))
        : outcome
    })
  }
  const keep = (result: Outcome, _before: Outcome): Outcome => result
  const start = (shell: Environment): Running =>
    chain(word.string(shell.expansions), subject => {
      if (shell.options.xtrace)
        traceText(shell, `case ${shell.source.text.slice(node.word.start, node.word.end)} in`)
      return from(shell, subject, 0)
    })
  return shell => {
    shell.node = node
    const before = beforeCommand(shell, node)
    return before === undefined ? start(shell) : chain(before, outcome => outcome ?? start(shell))
  }
}

interface CompiledItem {
  readonly body: Code
  readonly terminator: CaseItem['terminator']
  matches(shell: Environment, subject: string, from: number): MaybePromise<boolean>
}

function compileItem(item: CaseItem, compiler: Compiler): CompiledItem {
  const patterns = item.patterns.map(pattern => compileWord(pattern))
  const matches = (shell: Environment, subject: string, from: number): MaybePromise<boolean> => {
    const pattern = patterns[from]
    if (pattern === undefined) return false
    return chain(
      pattern.pattern(shell.expansions),
      made => made.matches(inLocale(subject, shell.expansions)) || matches(shell, subject, from + 1),
    )
  }
  return { body: compiler.list(item.body), terminator: item.terminator, matches }
}
