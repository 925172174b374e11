import { createRequire } from 'node:module'
import { mapLocator, type Locate } from './snippets.ts'

interface Transformer {
  transformSync(
    name: string,
    text: string,
    options: object,
  ): {
    readonly code: string
    readonly map?: unknown
    readonly errors: readonly { readonly message: string }[]
  }
}

const require = createRequire(import.meta.url)

export interface Stripped {
  readonly code: string
  readonly locate: Locate
}

/** TypeScript and JSX to JavaScript, for the prompt: elements go to the runtime object. Loaded at the first call. */
export function strip(text: string, runtime: string): Stripped {
  return run('statement.tsx', text, {
    lang: 'tsx',
    jsx: { runtime: 'classic', pragma: `${runtime}.element`, pragmaFrag: `${runtime}.Fragment` },
  })
}

/** A file's TypeScript as a module or CommonJS script. Throws a SyntaxError that names the place. */
export function stripFile(path: string, text: string): Stripped & { readonly map: unknown } {
  const extension = path.slice(path.lastIndexOf('.') + 1)
  const lang = extension === 'tsx' || extension === 'jsx' ? extension : 'ts'
  return run(path, text, { lang, jsx: { runtime: 'automatic' } })
}

function run(name: string, text: string, options: object): Stripped & { readonly map: unknown } {
  const transformer = require('oxc-transform') as Transformer
  const result = transformer.transformSync(name, text, {
    sourceType: 'module',
    sourcemap: true,
    target: 'esnext',
    // Values imported and not used are kept: what an import does may be all that is wanted of it.
    typescript: { onlyRemoveTypeImports: true },
    decorator: { legacy: true },
    helpers: { mode: 'External' },
    ...options,
  })
  const error = result.errors[0]
  if (error !== undefined) throw new SyntaxError(`${name}: ${error.message}`)
  return { code: result.code, map: result.map, locate: mapLocator(result.map, text) }
}
