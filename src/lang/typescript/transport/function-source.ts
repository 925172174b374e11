import { createRequire } from 'node:module'
import { applyEdits, type Edit, type Edited } from '../edits.ts'
import { references } from '../references.ts'
import { children, walk, type Node } from '../syntax-tree.ts'

/** What a function's own text says about it. */
export interface FunctionSource {
  readonly form: 'expression' | 'method' | 'class'
  /** Its text as it is. */
  readonly original: string
  /** An expression that makes it, with `import()` and `import.meta` as names. */
  readonly edited: Edited
  /** Names it takes from around it. */
  readonly free: ReadonlySet<string>
  /** Of these, those that a class needs when it is made. */
  readonly eager: ReadonlySet<string>
  /** Members it asks of a name (`runtime.variables.HOME` gives `variables.HOME`), for the prompt's own object. */
  members(name: string): readonly string[]
  /** Why its text alone is not enough, if it is not. */
  readonly fault: string | undefined
  /** It has `#private` members. */
  readonly hasPrivates: boolean
}

/** The names that stand for `import.meta` and `import()` in a packed function. */
export const metaName = '__nacre_meta'
export const importName = '__nacre_import'
/** And for what a class extends: nothing else may keep that alive. */
export const superName = '__nacre_super'

interface Parsed {
  readonly form: FunctionSource['form']
  readonly text: string
  readonly body: readonly Node[]
  readonly node: Node
}

/** Reads what `Function.prototype.toString` gave; undefined for code that is not JavaScript's. */
export function readFunction(text: string): FunctionSource | undefined {
  const parsed = parseFunction(text)
  if (parsed === undefined) return undefined
  const { form, body, node } = parsed
  const names = new Set<string>()
  let hasPrivates = false
  walk(node, inner => {
    if (inner.type === 'Identifier') names.add(inner['name'] as string)
    if (inner.type === 'PrivateIdentifier') hasPrivates = true
  })
  const heritage = heritageOf(node)
  const free = new Set(
    references(body, names)
      .filter(({ node: at }) => heritage === undefined || at.start < heritage.start || at.end > heritage.end)
      .map(reference => reference.node['name'] as string),
  )
  const edits = moduleEdits(node, free, heritage)
  if (heritage !== undefined) {
    edits.push({ start: heritage.start, end: heritage.end, text: superName })
    free.add(superName)
  }
  return {
    form,
    original: text,
    edited: applyEdits(parsed.text, edits),
    free,
    eager: form === 'class' ? eagerNames(node, free) : new Set(),
    members: name => membersOf(node, name),
    fault: faultOf(form, node),
    hasPrivates,
  }
}

function parseFunction(text: string): Parsed | undefined {
  const expression = parse(`(${text}\n)`)
  const made = (expression?.[0]?.['expression'] as Node | undefined) ?? undefined
  if (expression !== undefined && made !== undefined && isFunction(made))
    return {
      form: made.type === 'ClassExpression' ? 'class' : 'expression',
      text: `(${text}\n)`,
      body: expression,
      node: made,
    }
  const object = parse(`({${text}\n})`)
  const property = (
    (object?.[0]?.['expression'] as Node | undefined)?.['properties'] as Node[] | undefined
  )?.[0]
  if (object === undefined || property === undefined) return undefined
  return { form: 'method', text: `({${text}\n})`, body: object, node: property }
}

function isFunction(node: Node): boolean {
  return /^(?:FunctionExpression|ArrowFunctionExpression|ClassExpression)$/.test(node.type)
}

interface Parser {
  parseSync(
    name: string,
    text: string,
    options: object,
  ): { readonly program: { readonly body: readonly Node[] }; readonly errors: readonly unknown[] }
}

const require = createRequire(import.meta.url)

/** As a module first; what only sloppy code may say, as a script. */
function parse(text: string): readonly Node[] | undefined {
  const parser = require('oxc-parser') as Parser
  for (const sourceType of ['module', 'script']) {
    const parsed = parser.parseSync('function.js', text, {
      lang: 'js',
      sourceType,
      preserveParens: false,
    })
    if (parsed.errors.length === 0) return parsed.program.body
  }
  return undefined
}

/** What a class extends, if it is something. */
function heritageOf(node: Node): Node | undefined {
  const heritage = node['superClass'] as Node | null | undefined
  return heritage === null || heritage === undefined || heritage.type === 'Literal' ? undefined : heritage
}

function moduleEdits(node: Node, free: Set<string>, skipped: Node | undefined): Edit[] {
  const edits: Edit[] = []
  walk(node, inner => {
    if (inner === skipped) return false
    if (inner.type === 'ImportExpression') {
      edits.push({ start: inner.start, end: inner.start + 'import'.length, text: importName })
      free.add(importName)
    }
    if (inner.type === 'MetaProperty' && (inner['meta'] as Node)['name'] === 'import') {
      edits.push({ start: inner.start, end: inner.end, text: metaName })
      free.add(metaName)
    }
    return true
  })
  return edits
}

/** An arrow function's `this` is that of the place it was written in, which stays behind. */
function faultOf(form: FunctionSource['form'], node: Node): string | undefined {
  if (form === 'method' && /^(?:get|set)$/.test(node['kind'] as string)) return 'it is a getter or setter'
  const key = node['key'] as Node | undefined
  if (form === 'method' && node['computed'] === true && key?.type !== 'Literal')
    return 'it is a method with a computed name'
  const outer = new Set<string>()
  if (node.type === 'ArrowFunctionExpression') collectOuter(node, outer, true)
  else if (form === 'method') collectSuper(node, outer)
  const [first] = outer
  return first === undefined ? undefined : `it uses \`${first}\` of the place it was written in`
}

function collectOuter(node: Node, found: Set<string>, isTop = false): void {
  if (!isTop && node.type === 'FunctionExpression') return
  if (!isTop && (node.type === 'FunctionDeclaration' || node.type.startsWith('Class'))) return
  if (node.type === 'ThisExpression') found.add('this')
  if (node.type === 'Super') found.add('super')
  if (node.type === 'MetaProperty' && (node['meta'] as Node)['name'] === 'new') found.add('new.target')
  if (node.type === 'Identifier' && node['name'] === 'arguments') found.add('arguments')
  for (const child of children(node)) collectOuter(child, found)
}

function collectSuper(node: Node, found: Set<string>): void {
  if (node.type.startsWith('Class')) return
  if (node.type === 'Super') found.add('super')
  for (const child of children(node)) collectSuper(child, found)
}

/** What a class extends, static fields and blocks, and computed names are evaluated with it. */
function eagerNames(node: Node, free: ReadonlySet<string>): Set<string> {
  const found = new Set<string>([superName].filter(name => free.has(name)))
  const collect = (part: Node): void =>
    walk(part, inner => {
      if (inner.type === 'Identifier' && free.has(inner['name'] as string)) found.add(inner['name'] as string)
    })
  for (const member of children(node['body'] as Node)) {
    if (member['static'] === true || member.type === 'StaticBlock') collect(member)
    else if (member['computed'] === true) collect(member['key'] as Node)
  }
  return found
}

function membersOf(root: Node, name: string): string[] {
  const found: string[] = []
  walk(root, (node, parent) => {
    if (node.type !== 'MemberExpression' || node['computed'] === true) return
    const object = node['object'] as Node
    const property = (node['property'] as Node)['name'] as string
    if (object.type === 'Identifier' && object['name'] === name)
      found.push(
        parent?.type === 'MemberExpression' && parent['object'] === node && property === 'variables'
          ? `variables.${(parent['property'] as Node)['name'] as string}`
          : property,
      )
  })
  return found
}
