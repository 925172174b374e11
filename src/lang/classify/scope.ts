import {
  below,
  child,
  collectVars,
  declareStatement,
  functions,
  nodes,
  patternIdentifiers,
} from './declarations.ts'
import { eachChild, isNode, type SyntaxNode } from './oxc.ts'

/** A stretch of the text in which names are declared. Offsets are those of the parsed text. */
export interface Scope {
  readonly start: number
  readonly end: number
  readonly names: Set<string>
  readonly outer: Scope | undefined
  readonly inner: Scope[]
  /** Set where a function's own text begins: whether `await` may stand in it. */
  readonly async: boolean | undefined
}

/** A name used as a value. */
export interface Reference {
  readonly name: string
  readonly start: number
  readonly scope: Scope
  /** `f(…)`, `a.b`, `` t`…` ``: nacre's API counts as declared there only. */
  readonly headed: boolean
  /** The target of an assignment. */
  readonly assigned: boolean
  /** It is looked up when the statement runs: not in a function that may run later, not by `typeof`. */
  readonly needed: boolean
  /** `{ name }` */
  readonly shorthand: boolean
}

export interface Analysis {
  readonly scope: Scope
  readonly references: readonly Reference[]
  /** `x = 5` at the statement's own level: it declares `x` where it is new. */
  readonly assigned: readonly string[]
}

/** The scopes, declarations and references of a parsed text. Types are not values: their names are left out. */
export function analyse(program: SyntaxNode): Analysis {
  const walk = new Walk(program)
  walk.visit(program)
  return { scope: walk.scope, references: walk.references, assigned: topAssignments(program) }
}

/** Is the reference bound by the text itself? */
export function isBound(reference: Reference): boolean {
  for (let scope: Scope | undefined = reference.scope; scope !== undefined; scope = scope.outer) {
    if (scope.names.has(reference.name)) return true
  }
  return false
}

/** The innermost scope around an offset. */
export function scopeAt(scope: Scope, offset: number): Scope {
  const inner = scope.inner.find(each => each.start <= offset && offset < each.end)
  return inner === undefined ? scope : scopeAt(inner, offset)
}

function topAssignments(program: SyntaxNode): string[] {
  const names: string[] = []
  for (const statement of nodes(program.body)) {
    if (statement.type !== 'ExpressionStatement') continue
    for (
      let node = child(statement, 'expression');
      node?.type === 'AssignmentExpression';
      node = child(node, 'right')
    ) {
      const left = child(node, 'left')
      if (node.operator === '=' && left !== undefined) patternIdentifiers(left, name => names.push(name))
    }
  }
  return names
}

const blocks: ReadonlySet<string> = new Set([
  'BlockStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'SwitchStatement',
  'CatchClause',
  'TSModuleBlock',
  'StaticBlock',
])
/** Wrappers around an expression; every other node named TS… is a type. */
const typeWrappers: ReadonlySet<string> = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
])

class Walk {
  scope: Scope
  readonly references: Reference[] = []
  private functions = 0
  private readonly asked = new Set<SyntaxNode>()

  constructor(program: SyntaxNode) {
    this.scope = { start: 0, end: Infinity, names: new Set(), outer: undefined, inner: [], async: true }
    this.hoist(nodes(program.body))
  }

  visit(node: SyntaxNode): void {
    if (functions.has(node.type)) return this.visitFunction(node)
    if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') return this.visitClass(node)
    if (blocks.has(node.type)) return this.visitBlock(node)
    if (node.type.startsWith('TS')) return this.visitTypeScript(node)
    if (node.type.startsWith('JSX')) return this.visitElement(node)
    if (this.visitNamed(node)) return
    eachChild(node, each => this.visit(each))
  }

  /** Nodes with names that are no references. True: done. */
  private visitNamed(node: SyntaxNode): boolean {
    switch (node.type) {
      case 'Identifier':
        this.refer(node, {})
        return true
      case 'MemberExpression':
        this.visitHead(child(node, 'object'))
        if (node.computed === true) below(node, 'property', each => this.visit(each))
        return true
      case 'CallExpression':
      case 'TaggedTemplateExpression':
        this.visitHead(child(node, 'callee') ?? child(node, 'tag'))
        for (const each of nodes(node.arguments)) this.visit(each)
        below(node, 'quasi', each => this.visit(each))
        return true
      case 'Property':
        this.visitProperty(node)
        return true
      case 'MethodDefinition':
      case 'PropertyDefinition':
      case 'AccessorProperty':
        for (const each of nodes(node.decorators)) this.visit(each)
        if (node.computed === true) below(node, 'key', each => this.visit(each))
        this.visitMember(node)
        return true
      case 'UnaryExpression':
        if (node.operator === 'typeof') below(node, 'argument', each => this.asked.add(each))
        return false
      case 'AssignmentExpression':
        this.visitTarget(child(node, 'left'))
        below(node, 'right', each => this.visit(each))
        return true
      case 'VariableDeclarator':
        this.visitDefaults(child(node, 'id'))
        below(node, 'init', each => this.visit(each))
        return true
      case 'LabeledStatement':
        below(node, 'body', each => this.visit(each))
        return true
      case 'ImportDeclaration':
      case 'BreakStatement':
      case 'ContinueStatement':
      case 'MetaProperty':
      case 'ExportAllDeclaration':
        return true
      case 'ExportNamedDeclaration':
        below(node, 'declaration', each => this.visit(each))
        return true
    }
    return false
  }

  private refer(node: SyntaxNode, rest: Partial<Pick<Reference, 'headed' | 'assigned' | 'shorthand'>>): void {
    const { headed = false, assigned = false, shorthand = false } = rest
    const [name, { start }, { scope }] = [String(node.name), node, this]
    const needed = this.functions === 0 && !this.asked.has(node)
    this.references.push({ name, start, scope, headed, assigned, needed, shorthand })
  }

  private visitHead(node: SyntaxNode | undefined): void {
    if (node?.type === 'Identifier') this.refer(node, { headed: true })
    else if (node?.type === 'TSNonNullExpression') this.visitHead(child(node, 'expression'))
    else if (node !== undefined) this.visit(node)
  }

  private visitTarget(node: SyntaxNode | undefined): void {
    if (node?.type === 'Identifier') this.refer(node, { assigned: true })
    else if (node !== undefined) this.visit(node)
  }

  private visitProperty(node: SyntaxNode): void {
    if (node.computed === true) below(node, 'key', each => this.visit(each))
    const value = child(node, 'value')
    if (node.shorthand === true && value?.type === 'Identifier') this.refer(value, { shorthand: true })
    else if (value !== undefined) this.visit(value)
  }

  /** A field's initial value or a method: a field's value may not `await`. */
  private visitMember(node: SyntaxNode): void {
    const value = child(node, 'value')
    if (value === undefined) return
    if (functions.has(value.type)) return this.visit(value)
    this.within(value, false, () => this.visit(value))
  }

  /** Defaults and computed keys inside a pattern; its names are declarations. */
  private visitDefaults(pattern: SyntaxNode | undefined): void {
    if (pattern === undefined || pattern.type === 'Identifier') {
      for (const each of nodes(pattern?.decorators)) this.visit(each)
      return
    }
    if (pattern.type === 'AssignmentPattern') {
      this.visitDefaults(child(pattern, 'left'))
      below(pattern, 'right', each => this.visit(each))
    } else if (pattern.type === 'Property') {
      if (pattern.computed === true) below(pattern, 'key', each => this.visit(each))
      this.visitDefaults(child(pattern, 'value'))
    } else if (!pattern.type.startsWith('TS') || pattern.type === 'TSParameterProperty') {
      eachChild(pattern, each => this.visitDefaults(each))
    }
  }

  private within(node: SyntaxNode, async: boolean | undefined, body: (scope: Scope) => void): void {
    const outer = this.scope
    const scope: Scope = { start: node.start, end: node.end, names: new Set(), outer, inner: [], async }
    outer.inner.push(scope)
    this.scope = scope
    body(scope)
    this.scope = outer
  }

  private visitFunction(node: SyntaxNode): void {
    this.functions++
    this.within(node, node.async === true, scope => {
      const params = nodes(node.params)
      for (const param of params) patternIdentifiers(param, name => scope.names.add(name))
      if (node.type !== 'ArrowFunctionExpression') scope.names.add('arguments')
      if (node.type === 'FunctionExpression') below(node, 'id', id => scope.names.add(String(id.name)))
      for (const param of params) this.visitDefaults(param)
      const body = child(node, 'body')
      if (body === undefined) return
      const statements = nodes(body.body)
      collectVars(statements, scope.names)
      this.visit(body)
    })
    this.functions--
  }

  private visitClass(node: SyntaxNode): void {
    for (const each of nodes(node.decorators)) this.visit(each)
    this.within(node, undefined, scope => {
      below(node, 'id', id => scope.names.add(String(id.name)))
      below(node, 'superClass', each => this.visit(each))
      below(node, 'body', body => nodes(body.body).forEach(each => this.visit(each)))
    })
  }

  private visitBlock(node: SyntaxNode): void {
    this.within(node, node.type === 'StaticBlock' ? false : undefined, scope => {
      if (node.type === 'SwitchStatement')
        for (const each of nodes(node.cases)) this.hoist(nodes(each.consequent))
      else if (node.type.startsWith('For'))
        this.hoist([child(node, 'init'), child(node, 'left')].filter(isNode))
      else this.hoist(nodes(node.body))
      if (node.type === 'CatchClause') {
        below(node, 'param', param => patternIdentifiers(param, name => scope.names.add(name)))
        this.visitDefaults(child(node, 'param'))
        below(node, 'body', body => this.visit(body))
      } else eachChild(node, each => this.visit(each))
    })
  }

  private visitTypeScript(node: SyntaxNode): void {
    if (typeWrappers.has(node.type) || node.type === 'TSExportAssignment') {
      return below(node, 'expression', each => this.visit(each))
    }
    if (node.type === 'TSModuleDeclaration') return below(node, 'body', each => this.visit(each))
    if (node.type === 'TSParameterProperty') return below(node, 'parameter', each => this.visit(each))
    if (node.type === 'TSEnumDeclaration') {
      below(node, 'body', body =>
        nodes(body.members).forEach(member => below(member, 'initializer', each => this.visit(each))),
      )
    }
  }

  /** `<Box>` refers to `Box`, `<a.b>` to `a`, `<div>` to nothing. */
  private visitElement(node: SyntaxNode): void {
    if (node.type === 'JSXIdentifier') {
      if (/^[A-Z_$]/.test(String(node.name))) this.refer(node, {})
    } else if (node.type === 'JSXMemberExpression') {
      let root = child(node, 'object')
      while (root?.type === 'JSXMemberExpression') root = child(root, 'object')
      if (root !== undefined) this.refer(root, { headed: true })
    } else if (node.type === 'JSXAttribute') below(node, 'value', each => this.visit(each))
    else if (node.type !== 'JSXText') eachChild(node, each => this.visit(each))
  }

  /** Declarations of a statement list: lexical ones here, `var` where its function begins. */
  private hoist(statements: readonly SyntaxNode[]): void {
    for (const statement of statements) declareStatement(statement, this.scope.names)
    if (this.scope.outer === undefined) collectVars(statements, this.scope.names)
  }
}
