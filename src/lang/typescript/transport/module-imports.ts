import { createRequire } from 'node:module'
import { isNode, type Node } from '../syntax-tree.ts'

/** The names that a module imports, and where from. */
export interface ImportedNames {
  /** The module's own address: specifiers are relative to it. */
  readonly address: string
  readonly names: ReadonlyMap<string, { readonly specifier: string; readonly name: string }>
}

interface Parser {
  parseSync(
    name: string,
    text: string,
    options: object,
  ): { readonly program: { readonly body: readonly Node[] } }
}

const require = createRequire(import.meta.url)

/** Reads the import declarations of a module's text. */
export function importsOf(address: string, text: string): ImportedNames {
  const parser = require('oxc-parser') as Parser
  const { body } = parser.parseSync('module.js', text, { lang: 'js', sourceType: 'module' }).program
  const names = new Map<string, { specifier: string; name: string }>()
  for (const node of body) {
    if (node.type !== 'ImportDeclaration') continue
    const specifier = (node['source'] as Node)['value'] as string
    for (const item of node['specifiers'] as Node[])
      names.set((item['local'] as Node)['name'] as string, { specifier, name: importedName(item) })
  }
  return { address, names }
}

function importedName(item: Node): string {
  if (item.type === 'ImportNamespaceSpecifier') return '*'
  if (item.type === 'ImportDefaultSpecifier') return 'default'
  const imported = item['imported']
  return isNode(imported) ? ((imported['name'] ?? imported['value']) as string) : 'default'
}
