import type {
  Assignment,
  Command,
  Conditional,
  List,
  ListItem,
  AndOr,
  ParameterExpansion,
  Pipeline,
  Redirect,
  Word,
  WordPart,
  ArrayLiteral,
} from './nodes.ts'

/** Every node that has a `type`. */
export type AnyNode =
  | List
  | AndOr
  | Pipeline
  | Command
  | Redirect
  | Assignment
  | ArrayLiteral
  | Conditional
  | Word
  | WordPart

/** Visits a node and all below it, words' insides included, parents first. A visit that returns false is not gone into. */
export function walk(node: AnyNode, visit: (node: AnyNode) => boolean | void): void {
  if (visit(node) === false) return
  for (const child of childrenOf(node)) walk(child, visit)
}

function childrenOf(node: AnyNode): Iterable<AnyNode> {
  switch (node.type) {
    case 'List':
      return node.items.map((item: ListItem) => item.command)
    case 'AndOr':
      return node.pipelines
    case 'Pipeline':
      return node.commands
    case 'Redirect':
      return [node.target]
    case 'Assignment':
      return present(node.subscript, node.value)
    case 'ArrayLiteral':
      return node.elements.flatMap(element => present(element.key, element.value))
    case 'Word':
    case 'DoubleQuoted':
      return node.parts
    case 'Unary':
    case 'Not':
      return [node.operand]
    case 'Binary':
    case 'And':
    case 'Or':
      return [node.left, node.right]
    case 'Literal':
    case 'Escaped':
    case 'SingleQuoted':
    case 'TypeScriptDoor':
      return []
    case 'ParameterExpansion':
      return wordsOf(node)
    case 'CommandSubstitution':
    case 'ProcessSubstitution':
      return [node.body]
    case 'ArithmeticExpansion':
      return [node.expression]
    case 'ExtendedGlob':
      return node.alternatives
    default:
      return childrenOfCommand(node)
  }
}

function childrenOfCommand(node: Command): AnyNode[] {
  switch (node.type) {
    case 'SimpleCommand':
      return [...node.assignments, ...node.words, ...node.redirects]
    case 'Group':
    case 'Subshell':
      return [node.body, ...node.redirects]
    case 'IfClause': {
      const clauses = node.clauses.flatMap(clause => [clause.condition, clause.body])
      return [...clauses, ...present(node.otherwise), ...node.redirects]
    }
    case 'ForClause':
    case 'SelectClause':
      return [...(node.words ?? []), node.body, ...node.redirects]
    case 'ArithmeticFor':
      return [...present(node.init, node.condition, node.step), node.body, ...node.redirects]
    case 'WhileClause':
      return [node.condition, node.body, ...node.redirects]
    case 'CaseClause': {
      const items = node.items.flatMap(item => [...item.patterns, item.body])
      return [node.word, ...items, ...node.redirects]
    }
    case 'ConditionalCommand':
    case 'ArithmeticCommand':
      return [node.expression, ...node.redirects]
    case 'FunctionDefinition':
    case 'Coprocess':
      return [node.body]
  }
}

function wordsOf(node: ParameterExpansion): AnyNode[] {
  const subscript = node.subscript?.type === 'Index' ? [node.subscript.word] : []
  const { operation } = node
  switch (operation?.type) {
    case 'Default':
      return [...subscript, operation.word]
    case 'Remove':
      return [...subscript, operation.pattern]
    case 'Replace':
      return [...subscript, ...present(operation.pattern, operation.replacement)]
    case 'Substring':
      return [...subscript, ...present(operation.offset, operation.length)]
    case 'Case':
      return [...subscript, ...present(operation.pattern)]
    case 'Transform':
    case 'PrefixNames':
    case 'Bad':
    case undefined:
  }
  return subscript
}

function present<T>(...nodes: readonly (T | undefined)[]): T[] {
  return nodes.filter(node => node !== undefined)
}
