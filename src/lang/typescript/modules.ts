import type { Edit } from './edits.ts'
import { isNode, type Node } from './syntax-tree.ts'

interface ModuleText {
  readonly text: string
  readonly runtime: string
  /** How a name of the session is spelled. */
  spell(name: string): string
}

/** Static imports and exports as what a prompt can run: `const { x } = await import(…)`, plain declarations. */
export function moduleEdits(body: readonly Node[], context: ModuleText): Edit[] {
  return body.flatMap(node => moduleEdit(node, context))
}

function moduleEdit(node: Node, context: ModuleText): Edit[] {
  switch (node.type) {
    case 'ImportDeclaration':
      return [replace(node, importText(node, context))]
    case 'ExportNamedDeclaration':
      return exportNamed(node, context)
    case 'ExportDefaultDeclaration':
      return exportDefault(node)
    case 'ExportAllDeclaration':
      return [replace(node, isTypeOnly(node) ? ';' : `await ${load(node, [], context)};`)]
    default:
      return []
  }
}

function replace(node: Node, text: string): Edit {
  return { start: node.start, end: node.end, text }
}

/** `import d, { a as b, type T } from 'x'` */
function importText(node: Node, context: ModuleText): string {
  if (isTypeOnly(node)) return ';'
  const specifiers = (node['specifiers'] as Node[]).filter(item => !isTypeOnly(item))
  const hadAny = (node['specifiers'] as Node[]).length > 0
  if (specifiers.length === 0 && hadAny) return ';'
  const namespace = specifiers.find(item => item.type === 'ImportNamespaceSpecifier')
  const rest = specifiers.filter(item => item !== namespace)
  const names = rest.map(importedName)
  const pattern = rest
    .map((item, i) => `${JSON.stringify(names[i])}: ${context.spell(localName(item))}`)
    .join(', ')
  const value = `await ${load(node, names, context)}`
  if (namespace === undefined) return rest.length === 0 ? `${value};` : `const { ${pattern} } = ${value};`
  const tail = rest.length === 0 ? '' : `, { ${pattern} } = ${context.spell(localName(namespace))}`
  return `const ${context.spell(localName(namespace))} = ${value}${tail};`
}

function load(node: Node, names: readonly string[], context: ModuleText): string {
  const source = node['source'] as Node
  const attributes = (node['attributes'] as Node[] | undefined) ?? []
  const first = attributes[0]
  const last = attributes.at(-1)
  const given =
    first === undefined || last === undefined
      ? 'undefined'
      : `{ with: { ${context.text.slice(first.start, last.end)} } }`
  const specifier = context.text.slice(source.start, source.end)
  return `${context.runtime}.importNames(${specifier}, ${given}, ${JSON.stringify(names)})`
}

function importedName(item: Node): string {
  if (item.type === 'ImportDefaultSpecifier') return 'default'
  return nameOf(item['imported'])
}

function localName(item: Node): string {
  return nameOf(item['local'])
}

/** Names may be strings: `import { 'a-b' as c }`. */
function nameOf(node: unknown): string {
  if (!isNode(node)) return ''
  return (node.type === 'Literal' ? node['value'] : node['name']) as string
}

function isTypeOnly(node: Node): boolean {
  return node['importKind'] === 'type' || node['exportKind'] === 'type'
}

function exportNamed(node: Node, context: ModuleText): Edit[] {
  const declaration = node['declaration']
  if (isNode(declaration)) return [{ start: node.start, end: declaration.start, text: '' }]
  if (isTypeOnly(node) || !isNode(node['source'])) return [replace(node, ';')]
  const specifiers = (node['specifiers'] as Node[]).filter(item => !isTypeOnly(item))
  return [replace(node, `await ${load(node, specifiers.map(localName), context)};`)]
}

function exportDefault(node: Node): Edit[] {
  const declaration = node['declaration'] as Node
  const isNamed = declaration.type.endsWith('Declaration') && isNode(declaration['id'])
  if (isNamed || declaration.type.startsWith('TS'))
    return [{ start: node.start, end: declaration.start, text: '' }]
  return [
    { start: node.start, end: declaration.start, text: '(', order: -1 },
    { start: declaration.end, end: node.end, text: ');', order: 1 },
  ]
}
