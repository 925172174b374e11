import { eachChild, isNode, type SyntaxNode } from './oxc.ts'

/** What a parsed text declares, and small steps over its tree. */

/** The names a binding or assignment pattern sets; members of objects are none. */
export function patternIdentifiers(node: SyntaxNode, add: (name: string) => void): void {
  switch (node.type) {
    case 'Identifier':
      return add(String(node.name))
    case 'AssignmentPattern':
      return below(node, 'left', left => patternIdentifiers(left, add))
    case 'RestElement':
      return below(node, 'argument', argument => patternIdentifiers(argument, add))
    case 'TSParameterProperty':
      return below(node, 'parameter', parameter => patternIdentifiers(parameter, add))
    case 'ArrayPattern':
      for (const element of nodes(node.elements)) patternIdentifiers(element, add)
      return
    case 'ObjectPattern':
      for (const property of nodes(node.properties))
        patternIdentifiers(child(property, 'value') ?? property, add)
  }
}

export function child(node: SyntaxNode, key: string): SyntaxNode | undefined {
  const value = node[key]
  return isNode(value) ? value : undefined
}

export function below(node: SyntaxNode, key: string, visit: (node: SyntaxNode) => void): void {
  const found = child(node, key)
  if (found !== undefined) visit(found)
}

export function nodes(value: unknown): SyntaxNode[] {
  return Array.isArray(value) ? value.filter(isNode) : []
}

export const functions: ReadonlySet<string> = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
])
export function declareStatement(node: SyntaxNode, names: Set<string>): void {
  switch (node.type) {
    case 'VariableDeclaration':
      for (const each of nodes(node.declarations))
        below(each, 'id', id => patternIdentifiers(id, name => names.add(name)))
      return
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
    case 'TSModuleDeclaration':
    case 'TSImportEqualsDeclaration':
      return below(node, 'id', id => void (id.type === 'Identifier' && names.add(String(id.name))))
    case 'ImportDeclaration':
      if (node.importKind === 'type') return
      for (const each of nodes(node.specifiers)) {
        if (each.importKind !== 'type') below(each, 'local', local => names.add(String(local.name)))
      }
      return
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      return below(node, 'declaration', each => declareStatement(each, names))
  }
}

/** `var` belongs to the function around it, whatever the block. */
export function collectVars(statements: readonly SyntaxNode[], names: Set<string>): void {
  for (const node of statements) {
    if (functions.has(node.type) || node.type.startsWith('Class') || node.type.startsWith('TS')) continue
    if (node.type === 'VariableDeclaration' && node.kind === 'var') declareStatement(node, names)
    else if (!node.type.endsWith('Expression')) {
      const inner: SyntaxNode[] = []
      eachChild(node, each => inner.push(each))
      collectVars(inner, names)
    }
  }
}
