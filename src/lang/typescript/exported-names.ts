import { parseProgram, type Node } from './syntax-tree.ts'

/** What a module's text exports: names, and the modules whose names it gives on (`export * from`). */
export interface ExportedNames {
  readonly names: readonly string[]
  readonly from: readonly string[]
}

/** Reads it off the text; the module is not loaded. CommonJS is read as far as it assigns to `exports` plainly. */
export function exportedNames(text: string): ExportedNames {
  const { body } = parseProgram(text)
  const from = body.flatMap(node =>
    node.type === 'ExportAllDeclaration' && !isNode(node.exported) ? sourceOf(node) : [],
  )
  const names = body.flatMap(namesOf)
  return names.length > 0 || from.length > 0 ? { names, from } : { names: commonJsNames(text), from: [] }
}

function namesOf(node: Node): string[] {
  if (node.type === 'ExportAllDeclaration') return isNode(node.exported) ? nameOf(node.exported) : []
  if (node.type !== 'ExportNamedDeclaration') return []
  const { declaration, specifiers } = node
  if (isNode(declaration)) return declaredNames(declaration)
  return nodesIn(specifiers).flatMap(one => (isNode(one.exported) ? nameOf(one.exported) : []))
}

function declaredNames(declaration: Node): string[] {
  if (declaration.type === 'VariableDeclaration')
    return nodesIn(declaration.declarations).flatMap(one => (isNode(one.id) ? nameOf(one.id) : []))
  return isNode(declaration.id) ? nameOf(declaration.id) : []
}

function nameOf({ name, value }: Node): string[] {
  const found = name ?? value
  return typeof found === 'string' && found !== 'default' ? [found] : []
}

function sourceOf({ source }: Node): string[] {
  return isNode(source) && typeof source.value === 'string' ? [source.value] : []
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}

function nodesIn(value: unknown): Node[] {
  return Array.isArray(value) ? value.filter(isNode) : []
}

function commonJsNames(text: string): string[] {
  const assigned = Array.from(
    text.matchAll(/(?:^|[^\w$.])(?:module\.)?exports\.([A-Za-z_$][\w$]*)\s*=/g),
    ([, name = '']) => name,
  )
  const whole = /(?:^|[^\w$.])module\.exports\s*=\s*\{([^{}]*)\}/.exec(text)?.[1] ?? ''
  const listed = whole.split(',').map(one => /^\s*([A-Za-z_$][\w$]*)\s*(?::|$)/.exec(one)?.[1] ?? '')
  return [...new Set([...assigned, ...listed])].filter(name => name !== '' && name !== '__esModule')
}
