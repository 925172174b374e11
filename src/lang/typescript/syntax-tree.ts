import { createRequire } from 'node:module'
import type { Diagnostic } from '../../diag/index.ts'

/** A node of the ESTree that oxc gives; offsets are UTF-16 units of the parsed text. */
export interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [field: string]: unknown
}

export interface Program {
  readonly body: readonly Node[]
  /** True if there is syntax that V8 does not know: types, enums, decorators, JSX. */
  readonly beyondJavaScript: boolean
  readonly diagnostics: readonly Diagnostic[]
}

interface Parser {
  parseSync(
    name: string,
    text: string,
    options: object,
  ): {
    readonly program: { readonly body: readonly Node[] }
    readonly errors: readonly {
      message: string
      labels: readonly { start: number; end: number }[]
      helpMessage: string | null
    }[]
  }
}

const require = createRequire(import.meta.url)

/** Parses TypeScript with JSX; a text with errors has an empty body. The parser is loaded at the first call. */
export function parseProgram(text: string, lang = 'tsx'): Program {
  const parser = require('oxc-parser') as Parser
  const parsed = parser.parseSync(`statement.${lang}`, text, { lang, sourceType: 'module' })
  const body = parsed.program.body
  return {
    body,
    beyondJavaScript: some(body, isBeyondJavaScript),
    diagnostics: parsed.errors.map(error => ({
      message: error.message,
      span: { start: error.labels[0]?.start ?? 0, end: error.labels[0]?.end ?? text.length },
      ...(error.helpMessage === null ? {} : { hint: error.helpMessage }),
    })),
  }
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}

/** The nodes directly under a node, in the order of their fields. */
export function children(node: Node): Node[] {
  const found: Node[] = []
  for (const field in node) {
    const value = node[field]
    if (typeof value !== 'object' || value === null) continue
    if (Array.isArray(value)) {
      for (const item of value as unknown[]) if (isNode(item)) found.push(item)
    } else if (isNode(value)) found.push(value)
  }
  return found
}

/** True if a node under these, themselves included, satisfies the test. */
export function some(nodes: Iterable<Node>, test: (node: Node) => boolean): boolean {
  for (const node of nodes) if (test(node) || some(children(node), test)) return true
  return false
}

/** Calls `visit` for every node, parents first; `visit` answers false to skip what is below. */
export function walk(node: Node, visit: (node: Node, parent?: Node) => boolean | void, parent?: Node): void {
  if (visit(node, parent) === false) return
  for (const child of children(node)) walk(child, visit, node)
}

const typeScriptFields = [
  'typeAnnotation',
  'returnType',
  'typeParameters',
  'typeArguments',
  'accessibility',
] as const

function isBeyondJavaScript(node: Node): boolean {
  if (node.type.startsWith('TS') || node.type.startsWith('JSX') || node.type === 'Decorator') return true
  if (node['declare'] === true || node['abstract'] === true || node['importKind'] === 'type') return true
  if (node['optional'] === true && node.type !== 'CallExpression' && node.type !== 'MemberExpression')
    return true
  if (node['definite'] === true || node['exportKind'] === 'type' || node['override'] === true) return true
  if (node['readonly'] === true) return true
  return typeScriptFields.some(field => node[field] !== undefined && node[field] !== null)
}
