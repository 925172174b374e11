import { isGluedFlag } from './name-head.ts'
import { isNode, type SyntaxNode } from './oxc.ts'
import { identifierAt, skipBlanks } from './text.ts'

const judged: ReadonlySet<string> = new Set(['|', '<', '>', '&&', '||', '&', '<<', '>>'])

/**
 * Beside `| || && < >` each operand that stands as a bare word is judged like a statement's head: with `ls` and `l`
 * declared, `ls | wc -l` is still a command. True: every operand is TypeScript's.
 */
export function operandsAreTypeScript(
  text: string,
  expression: SyntaxNode,
  isDeclared: (name: string, headed: boolean) => boolean,
): boolean {
  const { left, right, operator, type } = expression
  if ((type === 'BinaryExpression' || type === 'LogicalExpression') && isNode(left) && isNode(right)) {
    if (judged.has(String(operator))) {
      return operandsAreTypeScript(text, left, isDeclared) && operandsAreTypeScript(text, right, isDeclared)
    }
  }
  return operandIsTypeScript(text, expression, isDeclared)
}

function operandIsTypeScript(
  text: string,
  operand: SyntaxNode,
  isDeclared: (name: string, headed: boolean) => boolean,
): boolean {
  const name = identifierAt(text, operand.start)
  if (name === '' || !startsWithWord(operand)) return true
  const end = operand.start + name.length
  const next = text[end]
  const headed = next === '.' || next === '[' || next === '(' || next === '`' || next === '?'
  if (next === '(' || next === '`') return true
  if (!isDeclared(name, headed)) return isCalled(operand)
  const after = skipBlanks(text, end)
  if (text[after] === '(' || text[after] === '`') return true
  return (
    after === end || after >= operand.end || identifierAt(text, after) !== '' || !isGluedFlag(text, after)
  )
}

/** Its first token is an identifier, not a keyword: `new`, `typeof`, `function`, `await`. */
function startsWithWord(node: SyntaxNode): boolean {
  for (let each: unknown = node; isNode(each);) {
    if (each.type === 'Identifier') return true
    if (each.start !== node.start) return false
    each =
      each.object ?? each.callee ?? each.tag ?? each.left ?? each.test ?? each.expression ?? firstOf(each)
  }
  return false
}

function firstOf(node: SyntaxNode): unknown {
  if (node.type === 'UpdateExpression') return node.argument
  return Array.isArray(node.expressions) ? node.expressions[0] : undefined
}

/** `a.b()`, `` a.b`x` ``: no command looks like it, whatever `a` is. */
function isCalled(node: SyntaxNode): boolean {
  for (let each: unknown = node; isNode(each); each = each.object ?? each.callee ?? each.expression) {
    if (each.type === 'CallExpression' || each.type === 'TaggedTemplateExpression') return true
    if (each.type === 'AssignmentExpression' || each.type === 'ArrowFunctionExpression') return true
  }
  return false
}
