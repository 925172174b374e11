import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'

/** The one door to oxc-parser. It is loaded by the first statement that may be TypeScript, so plain commands never pay for it. */

/** A node of the ESTree that oxc gives; what is looked at is checked where it is used. */
export interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

export interface SyntaxFault {
  readonly message: string
  readonly help: string | null
  readonly start: number
  readonly end: number
}

export interface Parsed {
  readonly fault: SyntaxFault | undefined
  /** Built on the first call. */
  program(): SyntaxNode
}

interface RawError {
  readonly message: string
  readonly helpMessage: string | null
  readonly severity: string
  readonly labels: readonly { readonly start: number; readonly end: number }[]
}

interface Binding {
  parseSync(
    name: string,
    text: string,
    options: object,
  ): { readonly program: unknown; readonly errors: readonly RawError[] }
}

const native: Readonly<Record<string, string>> = {
  'linux-x64': '@oxc-parser/binding-linux-x64-gnu',
  'linux-arm64': '@oxc-parser/binding-linux-arm64-gnu',
  'darwin-x64': '@oxc-parser/binding-darwin-x64',
  'darwin-arm64': '@oxc-parser/binding-darwin-arm64',
  'win32-x64': '@oxc-parser/binding-win32-x64-msvc',
}

const bindings = new WeakMap<typeof native, Binding>()

/** The native part by its own name loads in 3 ms, through the package's wrapper in 13; the wrapper knows every platform. */
function loadBinding(): Binding {
  const require = createRequire(import.meta.url)
  const name = native[`${platform()}-${arch()}`]
  if (name !== undefined) {
    try {
      return createRequire(require.resolve('oxc-parser'))(name) as Binding
    } catch {
      // musl, or an install without optional packages: the wrapper knows what to do
    }
  }
  return require('oxc-parser') as Binding
}

/** Parses TSX as a module; the first fault only. Positions are UTF-16 offsets into `text`. */
export function parseTsx(text: string): Parsed {
  let binding = bindings.get(native)
  if (binding === undefined) bindings.set(native, (binding = loadBinding()))
  const result = binding.parseSync('statement.tsx', text, { preserveParens: false, sourceType: 'module' })
  const error = result.errors.find(each => each.severity === 'Error')
  const label = error?.labels[0]
  let program: SyntaxNode | undefined
  return {
    fault: error && {
      message: error.message,
      help: error.helpMessage,
      start: label?.start ?? 0,
      end: label?.end ?? text.length,
    },
    // The native part hands its tree over once.
    program: () => (program ??= readProgram(result.program)),
  }
}

/** The native part gives JSON text, the wrapper an object. */
function readProgram(program: unknown): SyntaxNode {
  if (typeof program !== 'string') return program as SyntaxNode
  return (JSON.parse(program) as { node: SyntaxNode }).node
}

/** Visits the nodes right below one. */
export function eachChild(node: SyntaxNode, visit: (child: SyntaxNode, key: string) => void): void {
  for (const key in node) {
    const value = node[key]
    for (const item of Array.isArray(value) ? value : [value]) if (isNode(item)) visit(item, key)
  }
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as SyntaxNode).type === 'string'
}
