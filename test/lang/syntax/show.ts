import { makeSource } from '../../../src/diag/index.ts'
import {
  parse,
  type Assignment,
  type Command,
  type Conditional,
  type List,
  type ParameterExpansion,
  type ParseOptions,
  type Pipeline,
  type Redirect,
  type Word,
  type WordPart,
} from '../../../src/lang/syntax/index.ts'

/**
 * Trees as short s-expressions: commands in round brackets, words as `‹part part›` unless they are one literal, parts
 * with a letter for their kind.
 */
export function tree(text: string, options?: ParseOptions): string {
  const { list, diagnostics } = parse(makeSource('test', text), options)
  const faults = diagnostics.map(each => `!${each.message}`)
  return [showList(list), ...faults].join(' ').trim()
}

export function showList(list: List): string {
  return list.items
    .map(({ command, background }) => {
      const text = command.pipelines
        .map(
          (pipeline, at) =>
            `${at === 0 ? '' : ` ${command.operators[at - 1] ?? '?'} `}${showPipeline(pipeline)}`,
        )
        .join('')
      return background ? `${text} &` : text
    })
    .join('; ')
}

function showPipeline(node: Pipeline): string {
  const commands = node.commands
    .map(showCommand)
    .reduce((left, right, at) => `${left} ${node.stderr[at - 1] === true ? '|&' : '|'} ${right}`, '')
  const joined = commands.replace(/^ \|&? /, '')
  return [node.timed, node.negated ? '!' : undefined, joined]
    .filter(each => each !== undefined && each !== '')
    .join(' ')
}

function showCommand(node: Command): string {
  if (node.type === 'FunctionDefinition') return `(function ${node.name} ${showCommand(node.body)})`
  if (node.type === 'Coprocess')
    return `(coproc ${node.name === undefined ? '' : `${node.name} `}${showCommand(node.body)})`
  const redirects = node.redirects.map(each => ` ${showRedirect(each)}`).join('')
  return `(${showBare(node)}${redirects})`
}

function showBare(node: Exclude<Command, { type: 'FunctionDefinition' | 'Coprocess' }>): string {
  switch (node.type) {
    case 'SimpleCommand':
      return [
        ...node.assignments.map(showAssignment),
        ...node.words.map(each => (each.type === 'Word' ? showWord(each) : showAssignment(each))),
      ].join(' ')
    case 'Group':
      return `{ ${showList(node.body)}`
    case 'Subshell':
      return `sub ${showList(node.body)}`
    case 'IfClause': {
      const clauses = node.clauses.map(each => `if ${showList(each.condition)} then ${showList(each.body)}`)
      return `${clauses.join(' el')}${node.otherwise === undefined ? '' : ` else ${showList(node.otherwise)}`}`
    }
    case 'ForClause':
    case 'SelectClause': {
      const words = node.words === undefined ? '' : ` in [${node.words.map(showWord).join(' ')}]`
      return `${node.type === 'ForClause' ? 'for' : 'select'} ${node.variable}${words} do ${showList(node.body)}`
    }
    case 'ArithmeticFor': {
      const three = [node.init, node.condition, node.step].map(each =>
        each === undefined ? '' : showWord(each),
      )
      return `for ((${three.join(';')})) do ${showList(node.body)}`
    }
    case 'WhileClause':
      return `${node.until ? 'until' : 'while'} ${showList(node.condition)} do ${showList(node.body)}`
    case 'CaseClause': {
      const items = node.items.map(
        each => ` ${each.patterns.map(showWord).join('|')}) ${showList(each.body)} ${each.terminator}`,
      )
      return `case ${showWord(node.word)}${items.join('')}`
    }
    case 'ConditionalCommand':
      return `[[ ${showCondition(node.expression)}`
    case 'ArithmeticCommand':
      return `((${showWord(node.expression)}))`
  }
}

function showCondition(node: Conditional): string {
  switch (node.type) {
    case 'Unary':
      return `(${node.operator} ${showWord(node.operand)})`
    case 'Binary':
      return `(${showWord(node.left)} ${node.operator} ${showWord(node.right)})`
    case 'Not':
      return `(! ${showCondition(node.operand)})`
    case 'And':
    case 'Or':
      return `(${showCondition(node.left)} ${node.type} ${showCondition(node.right)})`
  }
}

function showRedirect(node: Redirect): string {
  const source = node.variable === undefined ? (node.fd ?? '') : `{${node.variable}}`
  const delimiter =
    node.delimiter === undefined ? '' : `${node.quotedDelimiter === true ? 'q:' : ''}${node.delimiter}:`
  return `${source}${node.operator}${delimiter}${showWord(node.target)}`
}

function showAssignment(node: Assignment): string {
  const subscript = node.subscript === undefined ? '' : `[${showWord(node.subscript)}]`
  const value =
    node.value.type === 'Word'
      ? showWord(node.value)
      : `(${node.value.elements.map(each => `${each.key === undefined ? '' : `[${showWord(each.key)}]${each.append ? '+' : ''}=`}${showWord(each.value)}`).join(' ')})`
  return `A:${node.name}${subscript}${node.append ? '+' : ''}=${value}`
}

export function showWord(word: Word): string {
  const [only] = word.parts
  if (word.parts.length === 1 && only?.type === 'Literal' && !/\s/.test(only.value)) return only.value
  return `‹${word.parts.map(showPart).join(' ')}›`
}

function showPart(part: WordPart): string {
  switch (part.type) {
    case 'Literal':
      return JSON.stringify(part.value).slice(1, -1).replaceAll('\\"', '"').replaceAll(' ', '·')
    case 'Escaped':
      return `\\${part.value}`
    case 'SingleQuoted':
      return `${part.ansi ? 'ansi' : 's'}:${JSON.stringify(part.value)}`
    case 'DoubleQuoted':
      return `${part.locale ? 'locale' : ''}"${part.parts.map(showPart).join(' ')}"`
    case 'ParameterExpansion':
      return showParameter(part)
    case 'CommandSubstitution':
      return `${part.backquoted ? '`' : part.file === undefined ? '$' : '$<'}(${showList(part.body)})`
    case 'ArithmeticExpansion':
      return `$((${showWord(part.expression)}))`
    case 'ProcessSubstitution':
      return `${part.direction}(${showList(part.body)})`
    case 'ExtendedGlob':
      return `${part.operator}(${part.alternatives.map(showWord).join('|')})`
    case 'TypeScriptDoor':
      return `door${part.index}:${part.expression}`
  }
}

function showParameter(node: ParameterExpansion): string {
  const prefix = `${node.length ? '#' : ''}${node.indirect ? '!' : ''}`
  const subscript =
    node.subscript === undefined
      ? ''
      : `[${node.subscript.type === 'All' ? node.subscript.operator : showWord(node.subscript.word)}]`
  const { operation } = node
  const text = (word: Word | undefined) => (word === undefined ? '' : ` ${showWord(word)}`)
  const tail = () => {
    switch (operation?.type) {
      case undefined:
        return ''
      case 'Default':
        return ` ${operation.colon ? ':' : ''}${operation.operator}${text(operation.word)}`
      case 'Remove':
        return ` ${operation.operator}${text(operation.pattern)}`
      case 'Replace':
        return ` /${operation.anchor}${text(operation.pattern)}${operation.replacement === undefined ? '' : ` /${text(operation.replacement)}`}`
      case 'Substring':
        return ` :${text(operation.offset)}${operation.length === undefined ? '' : ` :${text(operation.length)}`}`
      case 'Case':
        return ` ${operation.operator}${text(operation.pattern)}`
      case 'Transform':
        return ` @${operation.operator}`
      case 'PrefixNames':
        return ` names${operation.operator}`
      case 'Bad':
        return `BAD ${operation.text}`
    }
  }
  return `$${node.braced ? '{' : ''}${prefix}${node.name}${subscript}${tail()}${node.braced ? '}' : ''}`
}
