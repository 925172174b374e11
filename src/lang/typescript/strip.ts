import { createRequire } from 'node:module'
import { makeSource, showDiagnostic, unclosedBracket, type Source } from '../../diag/index.ts'
import { applyEdits } from './edits.ts'
import { mapLocator, type Locate } from './snippets.ts'
import { parseProgram } from './syntax-tree.ts'
import { mayMove, taskEdits } from './tasks.ts'

interface OxcError {
  readonly message: string
  readonly labels: readonly { readonly start: number; readonly message: string | null }[]
}

interface Transformer {
  transformSync(
    name: string,
    text: string,
    options: object,
  ): {
    readonly code: string
    readonly map?: unknown
    readonly errors: readonly OxcError[]
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
  return runFile(path, text, lang)
}

/** A script of both grammars, its commands made calls, as a module. */
export function stripScript(path: string, text: string): Stripped & { readonly map: unknown } {
  return runFile(path, text, 'tsx')
}

function runFile(path: string, text: string, lang: string): Stripped & { readonly map: unknown } {
  const options = { lang, jsx: { runtime: 'automatic' } }
  if (!mayMove(text)) return run(path, text, options)
  const edited = applyEdits(text, taskEdits(parseProgram(text, lang).body))
  const stripped = run(path, edited.text, options)
  const locate: Locate = (line, column) => {
    const offset = stripped.locate(line, column)
    return offset === undefined ? undefined : edited.originalOffset(offset)
  }
  return { ...stripped, locate }
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
  if (error !== undefined) throw new SyntaxError(describe(error, makeSource(name, text)))
  return { code: result.code, map: result.map, locate: mapLocator(result.map, text) }
}

/** As a diagnostic is shown, with the place: V8 has no frame for code it never got. */
function describe(error: OxcError, source: Source): string {
  // Offsets of errors are bytes of UTF-8 here.
  const bytes = Buffer.from(source.text)
  const offset = (at: number): number => bytes.toString('utf8', 0, at).length
  const start = offset(error.labels[0]?.start ?? 0)
  const opened = error.labels.find(({ message }) => message === 'Opened here')
  const hint = opened === undefined ? {} : { hint: unclosedBracket(source, offset(opened.start)) }
  return showDiagnostic(source, {
    message: error.message,
    span: { start, end: start + 1 },
    ...hint,
  }).trimEnd()
}
