import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeSource } from '../../../src/diag/index.ts'
import { judge, nextStatement } from '../../../src/lang/classify/index.ts'
import { eachChild, parseTsx, type SyntaxNode } from '../../../src/lang/classify/oxc.ts'
import { analyse, scopeAt, type Scope } from '../../../src/lang/classify/scope.ts'

const root = join(import.meta.dirname, '../../..')
const files = [
  ...globSync('src/**/*.{ts,tsx}', { cwd: root }),
  ...globSync('node_modules/{ink,execa,zx,magic-string,vitest/dist/chunks,postcss}/**/*.{js,mjs}', {
    cwd: root,
    exclude: name => name === 'vendor-core.js',
  }),
].filter(file => !file.endsWith('.d.ts'))

interface File {
  readonly text: string
  readonly program: SyntaxNode
  readonly scope: Scope
}

const sources: File[] = files.flatMap(file => {
  const text = readFileSync(join(root, file), 'utf8')
  const parsed = text.length > 200_000 ? undefined : parseTsx(text)
  if (parsed === undefined || parsed.fault !== undefined) return []
  const program = parsed.program()
  return { text, program, scope: analyse(program).scope }
})

function expressionStatements(node: SyntaxNode, found: SyntaxNode[] = []): SyntaxNode[] {
  if (node.type === 'ExpressionStatement') found.push(node)
  eachChild(node, child => expressionStatements(child, found))
  return found
}

function namesAt(scope: Scope, offset: number): Set<string> {
  const names = new Set<string>()
  for (let at: Scope | undefined = scopeAt(scope, offset); at !== undefined; at = at.outer) {
    for (const name of at.names) names.add(name)
  }
  return names
}

test('expression statements of TypeScript, given the names in sight, are TypeScript', () => {
  let count = 0
  const others: string[] = []
  for (const { text, program, scope } of sources) {
    for (const { start, end } of expressionStatements(program)) {
      const statement = text.slice(start, end)
      count++
      const kind = judge(statement, { user: namesAt(scope, start) })
      if (kind !== 'typescript') others.push(`${kind}: ${statement.slice(0, 80)}`)
    }
  }
  expect(count).toBeGreaterThan(2000)
  expect(others.slice(0, Math.max(0, others.length - count / 1000))).toEqual([])
}, 60_000)

test('no statement inside a TypeScript file is taken for a command', () => {
  let count = 0
  const others: string[] = []
  for (const { text, scope } of sources) {
    const source = makeSource('file', text)
    for (let at = 0; at < text.length;) {
      const statement = nextStatement(source, at, { user: scope.names })
      const { start } = statement.span
      count++
      if (statement.kind !== 'typescript' && statement.kind !== 'comment') {
        others.push(`${statement.kind}: ${text.slice(start, start + 80)}`)
      }
      for (const door of statement.doors) {
        if (door.type === 'command') others.push(`inside: ${text.slice(door.span.start, door.span.end)}`)
      }
      at = statement.next
    }
  }
  expect(others.slice(0, Math.max(0, others.length - count / 1000))).toEqual([])
}, 60_000)
