import type { Edit } from './edits.ts'
import { children, isNode, type Node } from './syntax-tree.ts'

/** A text in which some function may move by `using`: others need not be read for it. */
export function mayMove(text: string): boolean {
  return /\busing\b[^=\n]*=\s*(?:[\w$.]+\.)?(?:cd|pushd)\s*\(/.test(text)
}

/**
 * Async functions that move by `await using _ = cd(…)` get a context of their own: until its first `await` a function runs
 * in its caller's, which would be moved as well, and with it the functions that are called beside it.
 */
export function taskEdits(body: readonly Node[]): Edit[] {
  const bodies = new Set<Node>()
  for (const node of body) visit(node, undefined, bodies)
  return [...bodies].flatMap(({ start, end }) => [
    { start: start + 1, end: start + 1, text: `return(${enter})(async()=>{`, order: -50 },
    { start: end - 1, end: end - 1, text: '})', order: 50 },
  ])
}

/** The wiring leaves there what runs a function so; elsewhere nothing moves a task. */
const enter = 'globalThis[Symbol.for("nacre.task")]??(f=>f())'

/** `inside` is the body of the async function that a node belongs to. */
function visit(node: Node, inside: Node | undefined, bodies: Set<Node>): void {
  if (inside !== undefined && movesByUsing(node)) bodies.add(inside)
  const own = isFunction(node) ? asyncBody(node) : inside
  for (const child of children(node)) visit(child, own, bodies)
}

function isFunction({ type }: Node): boolean {
  return /^(?:FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(type)
}

function asyncBody(node: Node): Node | undefined {
  const { body } = node
  const isPlain = node['async'] === true && node['generator'] !== true
  return isPlain && isNode(body) && body.type === 'BlockStatement' ? body : undefined
}

function movesByUsing(node: Node): boolean {
  if (node.type !== 'VariableDeclaration' || !/using$/.test(String(node['kind']))) return false
  return (node['declarations'] as Node[]).some(({ init }) => isNode(init) && isMove(init))
}

/** `cd(…)`, `nacre.cd(…)`, `await cd(…)` */
function isMove(node: Node): boolean {
  const call = node.type === 'AwaitExpression' ? (node['argument'] as Node) : node
  const callee = call['callee']
  if (call.type !== 'CallExpression' || !isNode(callee)) return false
  const name = callee.type === 'MemberExpression' ? callee['property'] : callee
  return isNode(name) && (name['name'] === 'cd' || name['name'] === 'pushd')
}
