import type { Command, List } from '../syntax/index.ts'
import { compileArithmeticCommand } from './arithmetic-command.ts'
import { compileCase, compileGroup, compileIf, compileSubshell } from './compound.ts'
import { compileConditional } from './conditional.ts'
import { compileCoprocess } from './coprocess.ts'
import { compileDoorStage, doorOf } from './door-stage.ts'
import type { Code, Compiler } from './engine.ts'
import { guarded } from './failure.ts'
import { compileFunction } from './function.ts'
import { compileList } from './lists.ts'
import { compileArithmeticFor, compileFor, compileWhile } from './loops.ts'
import { answersItself } from './pipeline.ts'
import { redirected } from './redirect.ts'
import { compileSelect } from './select.ts'
import { compileSimple } from './simple-command.ts'

const commands = new WeakMap<Command, Code>()
const lists = new WeakMap<List, Code>()

/** Trees to closures, each tree once. */
export const compiler: Compiler = {
  command: node => {
    const known = commands.get(node)
    if (known !== undefined) return known
    const code = guarded(withRedirects(node))
    commands.set(node, code)
    return code
  },
  list: node => {
    const known = lists.get(node)
    if (known !== undefined) return known
    const code = compileList(node, compiler)
    lists.set(node, code)
    return code
  },
}

function withRedirects(node: Command): Code {
  const code = lazily(node)
  // A subshell's are applied within it.
  if (node.type === 'SimpleCommand' || node.type === 'Subshell' || !('redirects' in node)) return code
  return redirected(node.redirects, code, { answered: answersItself(node), node })
}

/** Bodies are compiled when they first run: most of a script's functions never do. */
function lazily(node: Command): Code {
  let code: Code | undefined
  return shell => (code ??= compileCommand(node))(shell)
}

function compileCommand(node: Command): Code {
  switch (node.type) {
    case 'SimpleCommand': {
      const door = doorOf(node)
      return door === undefined ? compileSimple(node, compiler) : compileDoorStage(node, door)
    }
    case 'Group':
      return compileGroup(node, compiler)
    case 'Subshell':
      return compileSubshell(node, compiler)
    case 'IfClause':
      return compileIf(node, compiler)
    case 'ForClause':
      return compileFor(node, compiler)
    case 'ArithmeticFor':
      return compileArithmeticFor(node, compiler)
    case 'SelectClause':
      return compileSelect(node, compiler)
    case 'WhileClause':
      return compileWhile(node, compiler)
    case 'CaseClause':
      return compileCase(node, compiler)
    case 'ConditionalCommand':
      return compileConditional(node)
    case 'ArithmeticCommand':
      return compileArithmeticCommand(node)
    case 'FunctionDefinition':
      return compileFunction(node)
    case 'Coprocess':
      return compileCoprocess(node, compiler)
  }
}
