import { declaredBindings, patternNames } from './bindings.ts'
import { children, isNode, walk, type Node } from './syntax-tree.ts'

/** A place where a name of the session's scope stands: declared there or used, not shadowed by an inner one. */
export interface Reference {
  readonly node: Node
  /** `{ x }`: a renamed one must become `{ x: x$1 }`. */
  readonly shorthand: boolean
  readonly jsx: boolean
}

/** All places in a top-level text where one of `names` means the session's own binding. */
export function references(body: readonly Node[], names: ReadonlySet<string>): Reference[] {
  const found: Reference[] = []
  for (const statement of body) visit(statement, undefined, { names, found, shadows: [] })
  return found
}

interface Search {
  readonly names: ReadonlySet<string>
  readonly found: Reference[]
  readonly shadows: readonly ReadonlySet<string>[]
}

function visit(node: Node, parent: Node | undefined, search: Search): void {
  if (isTypeOnly(node)) return
  if (node.type === 'Identifier') return visitIdentifier(node, parent, search)
  if (node.type === 'JSXIdentifier') {
    if (isElementName(node, parent)) add(node, { shorthand: false, jsx: true }, search)
    return
  }
  const own = scopeNames(node)
  const inner = own.size === 0 ? search : { ...search, shadows: [...search.shadows, own] }
  // The name of a class or function statement belongs to the scope outside.
  const outside = node.type.endsWith('Declaration') ? node['id'] : undefined
  for (const child of children(node)) {
    if (isKey(child, node)) continue
    visit(child, node, child === outside ? search : inner)
  }
}

function visitIdentifier(node: Node, parent: Node | undefined, search: Search): void {
  const shorthand = parent?.type === 'Property' && parent['shorthand'] === true
  add(node, { shorthand, jsx: false }, search)
}

function add(node: Node, how: Omit<Reference, 'node'>, search: Search): void {
  const name = node['name'] as string
  if (!search.names.has(name) || search.shadows.some(shadow => shadow.has(name))) return
  // A shorthand's key and value are one place in the text, seen twice.
  if (search.found.at(-1)?.node.start !== node.start) search.found.push({ node, ...how })
}

/** `a.b`, `{ b: 1 }`, `class { b() {} }`, labels and import names: an identifier that is no variable. */
function isKey(child: Node, node: Node): boolean {
  switch (node.type) {
    case 'MemberExpression':
      return child === node['property'] && node['computed'] !== true
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return child === node['key'] && node['computed'] !== true
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return child === node['label']
    case 'ImportSpecifier':
      return child === node['imported']
    case 'ExportSpecifier':
      return true
    case 'MetaProperty':
    case 'TSEnumMember':
      return child !== node['initializer']
    case 'JSXAttribute':
      return child === node['name']
    case 'JSXMemberExpression':
      return child === node['property']
    default:
      return false
  }
}

function isTypeOnly(node: Node): boolean {
  if (node['declare'] === true) return true
  return /^TS(?:Type|Interface|.*(?:Keyword|Type|Signature)$)/.test(node.type)
}

function isElementName(node: Node, parent: Node | undefined): boolean {
  if (parent?.type === 'JSXMemberExpression') return true
  const isTag = parent?.type === 'JSXOpeningElement' || parent?.type === 'JSXClosingElement'
  return isTag && /^[\p{Lu}$_]/u.test(node['name'] as string)
}

const empty: ReadonlySet<string> = new Set()

/** The names a node puts in front of the outer ones for what is inside it. */
function scopeNames(node: Node): ReadonlySet<string> {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return functionNames(node)
    case 'BlockStatement':
    case 'StaticBlock':
      return lexicalNames(node['body'] as Node[])
    case 'ClassExpression':
      return isNode(node['id']) ? new Set([node['id']['name'] as string]) : empty
    case 'CatchClause':
      return isNode(node['param']) ? new Set(patternNames(node['param'])) : empty
    case 'ForStatement':
      return loopNames(node['init'])
    case 'ForInStatement':
    case 'ForOfStatement':
      return loopNames(node['left'])
    case 'SwitchStatement':
      return lexicalNames((node['cases'] as Node[]).flatMap(item => item['consequent'] as Node[]))
    case 'TSModuleBlock':
      return new Set(declaredBindings(node['body'] as Node[]).map(binding => binding.name))
    default:
      return empty
  }
}

function functionNames(node: Node): ReadonlySet<string> {
  const names = new Set((node['params'] as Node[]).flatMap(patternNames))
  if (node.type === 'FunctionExpression' && isNode(node['id'])) names.add(node['id']['name'] as string)
  const body = node['body']
  if (isNode(body) && body.type === 'BlockStatement')
    for (const binding of declaredBindings(body['body'] as Node[]))
      if (binding.kind !== 'assigned') names.add(binding.name)
  if (node.type !== 'ArrowFunctionExpression') names.add('arguments')
  return names
}

function lexicalNames(body: readonly Node[]): ReadonlySet<string> {
  const names = new Set<string>()
  for (const binding of declaredBindings(body))
    if (binding.kind !== 'var' && binding.kind !== 'assigned') names.add(binding.name)
  return names
}

function loopNames(head: unknown): ReadonlySet<string> {
  if (!isNode(head) || head.type !== 'VariableDeclaration' || head['kind'] === 'var') return empty
  return new Set((head['declarations'] as Node[]).flatMap(item => patternNames(item['id'] as Node)))
}

/** True if some identifier of the text is spelled so; a quick question before the exact one. */
export function mentions(body: readonly Node[], names: ReadonlySet<string>): boolean {
  let found = false
  for (const statement of body)
    walk(statement, node => {
      const name = node['name']
      if (typeof name === 'string' && names.has(name)) found = true
      return !found
    })
  return found
}
