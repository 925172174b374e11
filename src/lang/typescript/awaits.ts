import type { Edit } from './edits.ts'
import { isNode, walk, type Node } from './syntax-tree.ts'

/**
 * What the session's own code needs around awaits and imports: every `await` looks, when it goes on, whether the user
 * has interrupted it (V8 can end running code but not a pending function), and `import()` goes through our resolution.
 */
export function runtimeEdits(body: readonly Node[], runtime: string): Edit[] {
  const edits: Edit[] = []
  for (const statement of body) walk(statement, node => void edits.push(...runtimeEdit(node, runtime)))
  return edits
}

function runtimeEdit(node: Node, runtime: string): Edit[] {
  switch (node.type) {
    case 'AwaitExpression':
      return wrap(node, `${runtime}.resume(`)
    case 'ForOfStatement':
      return node['await'] === true ? wrap(node['right'] as Node, `${runtime}.iterate(`) : []
    case 'ImportExpression':
      return [{ start: node.start, end: node.start + 'import'.length, text: `${runtime}.import` }]
    case 'MetaProperty': {
      const meta = node['meta']
      if (!isNode(meta) || meta['name'] !== 'import') return []
      return [{ start: node.start, end: node.end, text: `${runtime}.meta` }]
    }
    default:
      return []
  }
}

/** Puts a call around a node; of two around one node the lower `order` is the inner. */
function wrap(node: Node, before: string, order = 0): Edit[] {
  return [
    { start: node.start, end: node.start, text: before, order: -order },
    { start: node.end, end: node.end, text: ')', order },
  ]
}

/** `using x = f()` at the top: V8 would dispose at the end of the line; the session keeps it, and ends it with itself. */
export function usingEdits(body: readonly Node[], runtime: string): Edit[] {
  return body.flatMap(node => {
    const kind = node['kind']
    if (node.type !== 'VariableDeclaration' || (kind !== 'using' && kind !== 'await using')) return []
    const declarators = node['declarations'] as Node[]
    const first = declarators[0]
    if (first === undefined) return []
    const call = kind === 'using' ? `${runtime}.using(` : `${runtime}.usingAsync(`
    const values = declarators.flatMap(item => (isNode(item['init']) ? wrap(item['init'], call, 1) : []))
    return [{ start: node.start, end: first.start, text: 'const ' }, ...values]
  })
}
