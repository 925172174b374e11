import { children, isNode, type Node } from './syntax-tree.ts'

/** How a top-level name is declared; two of different kinds cannot share a name in V8's scope. */
export type BindingKind = 'const' | 'let' | 'var' | 'function' | 'class' | 'enum' | 'import' | 'assigned'

export interface Binding {
  readonly name: string
  readonly kind: BindingKind
}

/** The names a list of top-level statements declares, types left out. */
export function declaredBindings(body: readonly Node[]): Binding[] {
  const found: Binding[] = []
  for (const statement of body) collectStatement(statement, found)
  for (const statement of body) collectVars(statement, found)
  return found
}

function collectStatement(node: Node, found: Binding[]): void {
  if (node['declare'] === true) return
  switch (node.type) {
    case 'VariableDeclaration':
      return collectVariable(node, found)
    case 'FunctionDeclaration':
      return named(node, 'function', found)
    case 'ClassDeclaration':
      return named(node, 'class', found)
    case 'TSEnumDeclaration':
      return named(node, 'enum', found)
    case 'TSModuleDeclaration':
      return named(node, 'let', found)
    case 'TSImportEqualsDeclaration':
      return named(node, 'const', found)
    case 'ImportDeclaration':
      return collectImport(node, found)
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      if (isNode(node['declaration'])) collectStatement(node['declaration'], found)
      return
    case 'ExpressionStatement':
      return collectAssigned(node['expression'] as Node, found)
  }
}

function collectVariable(node: Node, found: Binding[]): void {
  const kind = node['kind'] as string
  if (kind === 'var') return // found with the nested ones
  for (const declarator of node['declarations'] as Node[])
    for (const name of patternNames(declarator['id'] as Node))
      found.push({ name, kind: kind === 'let' ? 'let' : 'const' })
}

function named(node: Node, kind: BindingKind, found: Binding[]): void {
  const id = node['id']
  if (isNode(id) && id.type === 'Identifier') found.push({ name: id['name'] as string, kind })
}

function collectImport(node: Node, found: Binding[]): void {
  if (node['importKind'] === 'type') return
  for (const specifier of node['specifiers'] as Node[])
    if (specifier['importKind'] !== 'type')
      found.push({ name: (specifier['local'] as Node)['name'] as string, kind: 'import' })
}

/** `x = 5`, `a = b = 3`, `[a, b] = [b, a]`: sloppy code makes new names of the global object. */
function collectAssigned(node: Node, found: Binding[]): void {
  if (node.type !== 'AssignmentExpression') return
  for (const name of patternNames(node['left'] as Node)) found.push({ name, kind: 'assigned' })
  collectAssigned(node['right'] as Node, found)
}

const functions = /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression|StaticBlock)$/

/** `var` belongs to the whole snippet, wherever outside functions it stands. */
function collectVars(node: Node, found: Binding[]): void {
  if (functions.test(node.type) || node.type.startsWith('Class') || node['declare'] === true) return
  if (node.type === 'VariableDeclaration' && node['kind'] === 'var')
    for (const declarator of node['declarations'] as Node[])
      for (const name of patternNames(declarator['id'] as Node)) found.push({ name, kind: 'var' })
  for (const child of children(node)) if (!child.type.startsWith('TS')) collectVars(child, found)
}

/** The identifiers a pattern binds: `{ a, b: [c = 1, ...d] }` gives a, c, d. */
export function patternNames(pattern: Node): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern['name'] as string]
    case 'ObjectPattern':
      return (pattern['properties'] as Node[]).flatMap(property =>
        patternNames((property.type === 'RestElement' ? property['argument'] : property['value']) as Node),
      )
    case 'ArrayPattern':
      return (pattern['elements'] as (Node | null)[]).flatMap(item =>
        item === null ? [] : patternNames(item),
      )
    case 'AssignmentPattern':
      return patternNames(pattern['left'] as Node)
    case 'RestElement':
      return patternNames(pattern['argument'] as Node)
    case 'TSParameterProperty':
      return patternNames(pattern['parameter'] as Node)
    default:
      return []
  }
}
