import { inkNames } from '../lang/classify/index.ts'
import type { Scope } from '../lang/typescript/index.ts'

/** What of Ink is used; the project's own Ink may be an older one. */
interface Ink {
  readonly [name: string]: unknown
  readonly renderToString?: (element: unknown, options: { readonly columns: number }) => string
}

/** Whether a statement may hold elements of Ink's. */
export function hasElements(statement: string): boolean {
  return statement.includes('<') && [...inkNames].some(name => statement.includes(`<${name}`))
}

/** Ink's components under their names, without an import. Where Ink cannot be loaded, they stay undefined. */
export async function provideInk(scope: Scope): Promise<void> {
  const missing = [...inkNames].filter(name => !(name in globalThis))
  if (missing.length === 0) return
  const ink = (await scope.import('ink').catch(() => ({}))) as Ink
  for (const name of missing) if (name in ink) scope.provide(name, ink[name])
}

/** An element as the prompt draws it, once; undefined where Ink cannot. What its components throw is thrown. */
export async function drawElement(scope: Scope, element: unknown, columns = 80): Promise<string | undefined> {
  const { renderToString } = (await scope.import('ink')) as Ink
  return renderToString?.(element, { columns })
}
