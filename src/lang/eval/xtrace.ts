import { chain, isPromise, type MaybePromise } from '../../value/index.ts'
import {
  type Assignment,
  type ForClause,
  quoteAnsi,
  quoteSingle,
  type SelectClause,
} from '../syntax/index.ts'
import type { Element } from './assign.ts'
import type { DeclarationArgument } from './builtin.ts'
import type { ExpandedArguments } from './declaration.ts'
import type { Environment } from './environment.ts'

/** `+ echo 'a b'`: a simple command after its expansions (bash manual, set -x). */
export function traceWords(shell: Environment, { fields, declarations = [] }: ExpandedArguments): void {
  const shown = [...fields]
  declarations.forEach((declared, at) => {
    if (typeof declared === 'string' || typeof declared.value === 'string') return
    const { name, append, value } = declared
    traceText(shell, `${name}${append ? '+' : ''}=(${value.elements.map(tracedElement).join(' ')})`)
    shown[at + 1] = name
  })
  traceText(shell, shown.map(quoteTraced).join(' '))
  if (fields[0] === 'export' || fields[0] === 'readonly') traceMarked(shell, declarations)
}

function tracedElement({ key, append, value }: Element): string {
  const index = key === undefined ? '' : `[${quoteSingle(key)}]${append ? '+' : ''}=`
  return index + quoteSingle(value)
}

/** What `export x=1` assigns is an assignment besides. */
function traceMarked(shell: Environment, declarations: readonly DeclarationArgument[]): void {
  for (const declared of declarations) {
    if (typeof declared === 'string' || typeof declared.value !== 'string') continue
    const { name, append, value } = declared
    traceText(shell, `${name}${append ? '+' : ''}=${value === '' ? '' : quoteTraced(value)}`)
  }
}

/** `+ for x in a "b c"`: the words as written, at each turn. */
export function traceLoop(shell: Environment, node: ForClause | SelectClause): void {
  if (!shell.options.xtrace) return
  const written = node.words?.map(word => shell.source.text.slice(word.start, word.end)) ?? ['"$@"']
  const head = node.type === 'ForClause' ? 'for' : 'select'
  traceText(shell, `${head} ${node.variable} in ${written.join(' ')}`)
}

/** `+ x='a b'`, `+ a=(1 'b c')` (arrays as written). */
export function traceAssignment(
  shell: Environment,
  node: Assignment,
  value: string | readonly Element[],
): void {
  const text = shell.source.text.slice(node.start, node.end)
  if (typeof value !== 'string') return traceText(shell, text)
  const index =
    node.subscript === undefined ? '' : text.slice(node.name.length, node.subscript.end - node.start + 1)
  traceText(shell, `${node.name}${index}${node.append ? '+' : ''}=${value === '' ? '' : quoteTraced(value)}`)
}

/** One line of trace behind PS4, whose first character tells the nesting. */
export function traceText(shell: Environment, text: string): void {
  const written = chain(prefix(shell), start => shell.writeTrace(`${start}${text}\n`))
  if (!isPromise(written)) return
  const tracing = Promise.all([shell.tracing, written.catch(() => undefined)]).then(() => {
    if (shell.tracing === tracing) shell.tracing = undefined
  })
  shell.tracing = tracing
}

function prefix(shell: Environment): MaybePromise<string> {
  const ps4 = shell.variables.get('PS4') ?? ''
  const nested = (shown: string): string => {
    const first = Array.from(shown)[0] ?? ''
    return first.repeat(shell.indirection) + shown
  }
  if (!/[\\$`]/.test(ps4)) return nested(ps4)
  // The prompt's own commands are not traced.
  const { status, substituted } = shell
  shell.options.isSilent = true
  return chain(shell.engine.promptString(shell, ps4), shown => {
    shell.options.isSilent = false
    Object.assign(shell, { status, substituted })
    return nested(shown)
  })
}

/** A word as bash's trace shows it: bare where it is plain, in single quotes, or `$'…'` for what cannot be shown. */
export function quoteTraced(word: string): string {
  if (word === '') return "''"
  if (metas.test(word) || /^[~#]/.test(word) || /[=:]~/.test(word))
    return word === "'" ? "\\'" : `'${word.replaceAll("'", "'\\''")}'`
  return unprintable.test(word) ? quoteAnsi(word) : word
}

/** bash, sh_contains_shell_metas */
const metas = /[ \t\n'"\\|&;()<>!{}*[?\]^$`]/
const unprintable = /[\x00-\x1f\x7f\u{dc80}-\u{dcff}]/u
