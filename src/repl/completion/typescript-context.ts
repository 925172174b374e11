import { commandContext, type CommandContext } from './command-context.ts'

/** What TypeScript has at the cursor. `start` is where the part begins that a candidate replaces. */
export type TypeScriptContext =
  | { readonly type: 'name'; readonly start: number; readonly name: string }
  /** `object` is an expression that is safe to look at: names, members and literal keys, nothing that runs. */
  | { readonly type: 'member'; readonly start: number; readonly name: string; readonly object: string }
  /** `object['na`: the quote it is in. */
  | {
      readonly type: 'key'
      readonly start: number
      readonly name: string
      readonly object: string
      readonly quote: string
    }
  /** `import { na } from 'module'`. */
  | { readonly type: 'import'; readonly start: number; readonly name: string; readonly module: string }
  | { readonly type: 'module'; readonly start: number; readonly name: string; readonly quote: string }
  | { readonly type: 'string'; readonly start: number; readonly name: string; readonly quote: string }
  | { readonly type: 'nothing' }

const link = String.raw`(?:\s*(?:\?\.|\.)\s*[A-Za-z_$][\w$]*|\[\s*(?:\d+|'[^'\\]*'|"[^"\\]*")\s*\])`
const chain = String.raw`[A-Za-z_$][\w$]*${link}*`
const member = new RegExp(String.raw`(?<![\w$.)\]])(${chain})\s*(?:\?\.|\.)\s*([A-Za-z_$][\w$]*)?$`)
const anyMember = /(?:\?\.|(?<![.\d])\.)\s*([A-Za-z_$][\w$]*)?$/
const key = new RegExp(String.raw`(?<![\w$.)\]])(${chain})\[\s*$`)
const name = /[A-Za-z_$][\w$]*$/

/** Reads TypeScript from `start` to the cursor, the end of the text; `after` is what stands behind it. */
export function typeScriptContext(
  text: string,
  start: number,
  after = '',
): TypeScriptContext | CommandContext {
  const open = openString(text, start)
  if (open === 'comment') return { type: 'nothing' }
  if (open !== undefined) return inString(text, start, open)
  const code = text.slice(start)
  const members = member.exec(code)
  const typed = anyMember.exec(code)?.[1] ?? ''
  if (members !== null)
    return { type: 'member', start: text.length - typed.length, name: typed, object: members[1] as string }
  if (anyMember.test(code)) return ofResult(code, text.length - typed.length, typed)
  const found = name.exec(code)?.[0] ?? ''
  const place = { start: text.length - found.length, name: found }
  return inDeclaration(code, after, place) ?? { type: 'name', ...place }
}

const declared = /\b(?:const|let|var)\s+(?:[A-Za-z_$][\w$]*)?$/
const pattern = /\b(?:const|let|var)\s*\{(?:[^{}=]*,)?\s*(?:[A-Za-z_$][\w$]*)?$/
const patternOf = new RegExp(String.raw`^[^{}=]*\}\s*=\s*(${chain})\s*(?:$|[;\n])`)

/** A name that is being declared is new; in the braces of a pattern it is a member of what stands behind them. */
function inDeclaration(
  code: string,
  after: string,
  place: { readonly start: number; readonly name: string },
): TypeScriptContext | undefined {
  if (declared.test(code)) return { type: 'nothing' }
  if (!pattern.test(code)) return undefined
  const object = patternOf.exec(after)?.[1]
  return object === undefined ? { type: 'nothing' } : { type: 'member', ...place, object }
}

const strings = /^(?:trim\w*|join|to\w*String|to\w*Case|replace\w*|pad\w+|repeat|substring|charAt|text)$/
const arrays =
  /^(?:split|map|filter|sort|reverse|toSorted|toReversed|flat|flatMap|keys|values|entries|from|of|lines)$/

/** Members of what a call or a literal gives, where its kind is plain to see: nothing is called to find out. */
function ofResult(code: string, start: number, typed: string): TypeScriptContext {
  const before = code.slice(0, code.length - typed.length).replace(/(?:\?\.|\.)\s*$/, '')
  if (/["'`]$/.test(before)) return { type: 'member', start, name: typed, object: '""' }
  if (before.endsWith(']')) return { type: 'member', start, name: typed, object: '[]' }
  if (!before.endsWith(')')) return { type: 'nothing' }
  const called = /([A-Za-z_$][\w$]*)$/.exec(before.slice(0, openingBracket(before)))?.[1] ?? ''
  const object = called === '$' || strings.test(called) ? '""' : arrays.test(called) ? '[]' : undefined
  return object === undefined ? { type: 'nothing' } : { type: 'member', start, name: typed, object }
}

/** Where the bracket that ends a text was opened. */
function openingBracket(text: string): number {
  let depth = 0
  for (let at = text.length - 1; at >= 0; at--) {
    if (text[at] === ')') depth++
    else if (text[at] === '(' && --depth === 0) return at
  }
  return 0
}

interface OpenString {
  readonly quote: string
  readonly start: number
}

/** The string the cursor is in; of a template only its text, not what stands in `${…}`. */
function openString(text: string, start: number): OpenString | 'comment' | undefined {
  const open: OpenString[] = []
  for (let at = start; at < text.length; at++) {
    const inner = open.at(-1)
    const character = text[at] as string
    if (inner === undefined || inner.quote === '}') {
      if (text.startsWith('//', at) && inner === undefined) {
        const end = text.indexOf('\n', at)
        if (end === -1) return 'comment'
        at = end
      } else if (`'"\``.includes(character)) open.push({ quote: character, start: at })
      else if (character === '}') open.pop()
    } else if (character === '\\') at++
    else if (character === inner.quote || (character === '\n' && inner.quote !== '`')) open.pop()
    else if (inner.quote === '`' && text.startsWith('${', at)) open.push({ quote: '}', start: at })
  }
  const inner = open.at(-1)
  return inner === undefined || inner.quote === '}' ? undefined : inner
}

function inString(
  text: string,
  start: number,
  { quote, start: at }: OpenString,
): TypeScriptContext | CommandContext {
  const before = text.slice(start, at)
  const typed = text.slice(at + 1)
  if (quote === '`' && /(?:^|[^\w$.])(?:\$|spawn)$/.test(before)) return commandContext(text, at + 1)
  const place = { start: at + 1, name: typed, quote }
  if (/(?:\bfrom|\bimport|\b(?:import|require)\s*\()\s*$/.test(before)) return { type: 'module', ...place }
  const object = key.exec(before)?.[1]
  if (object !== undefined) return { type: 'key', ...place, object }
  return { type: 'string', ...place }
}

const importList =
  /(?:^|[;\n])\s*import\s+(?:type\s+)?(?:[\w$]+\s*,\s*)?\{(?:[^{}]*,)?\s*(?:type\s+)?([\w$]*)$/
const restOfImport = /^[^{}'"]*\}\s*from\s*(["'])([^"'\n]+)\1/

/** The braces of an import, where the module is behind the cursor already. */
export function importContext(before: string, after: string): TypeScriptContext | undefined {
  const name = importList.exec(before)?.[1]
  const module = name === undefined ? undefined : restOfImport.exec(after)?.[2]
  if (name === undefined || module === undefined) return undefined
  return { type: 'import', start: before.length - name.length, name, module }
}
