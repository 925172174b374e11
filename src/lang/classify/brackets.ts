import { patternNames } from './bindings.ts'
import { beginStatement, type Frame, type FrameKind } from './frame.ts'
import type { Scanner, Stop } from './scanner.ts'

export function openBracket(scanner: Scanner, char: '(' | '[' | '{'): void {
  const frame = scanner.top
  if (char === '{') openBrace(scanner, frame)
  else if (char === '[') scanner.push('bracket')
  else {
    const statements = frame.kind === 'statements' || frame.kind === 'switch'
    const header =
      statements && /^(?:if|for|while|switch|with|catch|await)$/.test(scanner.word) ? scanner.word : ''
    // `for await (`
    scanner.push('paren', {
      header:
        header === 'await'
          ? scanner.text.slice(0, scanner.tokenEnd).endsWith('for await')
            ? 'for'
            : ''
          : header,
    })
  }
  scanner.at++
  scanner.setPrevious('start')
}

function openBrace(scanner: Scanner, frame: Frame): void {
  // `): Promise<void> {`, `extends Map<K, V> {`, `): void {`
  const closesType =
    scanner.previous === 'operator' && (scanner.text[scanner.tokenEnd - 1] === '>' || scanner.word === 'void')
  const previous = closesType ? 'operand' : scanner.previous
  const members = frame.kind === 'class' || frame.kind === 'object'
  if (frame.kind === 'types' || frame.typeStatement || scanner.word === 'is') scanner.push('types')
  else if (previous === 'arrow') openFunction(scanner, frame, frame.params ?? frame.lastParen, 'expression')
  else if (frame.pending !== undefined && previous === 'operand') openPending(scanner, frame)
  else if (members && (previous === 'operand' || previous === 'block'))
    openFunction(scanner, frame, frame.lastParen, 'expression')
  else if (
    (frame.kind === 'statements' || frame.kind === 'switch') &&
    (scanner.previous === 'start' || scanner.previous === 'block')
  )
    openBlock(scanner, frame)
  else scanner.push('object')
}

function openBlock(scanner: Scanner, frame: Frame): void {
  const inside = frame.headerLoop ? { ...frame.inside, loop: true } : frame.inside
  const block = scanner.push('statements', { completes: 'statement' }, inside)
  for (const name of frame.headerNames ?? []) block.names.add(name)
  frame.headerNames = undefined
  frame.headerLoop = false
}

function openFunction(
  scanner: Scanner,
  frame: Frame,
  params: readonly [number, number] | undefined,
  completes: Frame['completes'],
): void {
  const generator = frame.generator && scanner.previous !== 'arrow'
  const block = scanner.push('statements', { completes }, { function: true, generator, loop: false })
  if (scanner.previous !== 'arrow') block.names.add('arguments')
  if (params !== undefined)
    patternNames(scanner.text, params[0], params[1], false, name => block.names.add(name))
  frame.generator = false
  frame.params = undefined
  frame.lastParen = undefined
}

function openPending(scanner: Scanner, frame: Frame): void {
  const completes = frame.declaration ? 'statement' : 'expression'
  const pending = frame.pending
  frame.pending = undefined
  if (pending === 'class') scanner.push('class', { completes })
  else if (pending === 'types') scanner.push('types', { completes })
  else if (pending === 'switch')
    scanner.push('switch', { completes: 'statement' }, { ...frame.inside, loop: true })
  else if (pending === 'function') openFunction(scanner, frame, frame.params ?? frame.lastParen, completes)
  else {
    const block = scanner.push('statements', { completes: 'statement' })
    const params = pending === 'catch' ? frame.lastParen : undefined
    if (params !== undefined)
      patternNames(scanner.text, params[0], params[1], false, name => block.names.add(name))
  }
  frame.lastParen = undefined
}

export function close(scanner: Scanner, char: ')' | ']' | '}'): Stop | undefined {
  const frame = scanner.top
  if (scanner.frames.length === 1 || !closes(frame.kind, char)) return { type: 'closer', at: scanner.at }
  scanner.frames.pop()
  scanner.at++
  if (frame.kind === 'hole' || frame.kind === 'container') return undefined
  if (char === ')') closeParen(scanner, frame)
  else if (frame.completes === 'statement') {
    beginStatement(scanner.top)
    scanner.top.start = true
    scanner.setPrevious('block')
  } else scanner.setPrevious('operand')
  return undefined
}

function closeParen(scanner: Scanner, frame: Frame): void {
  const parent = scanner.top
  const range = [frame.open + 1, scanner.at - 1] as const
  if (parent.pending === 'function' && parent.params === undefined) parent.params = range
  parent.lastParen = range
  scanner.setPrevious('operand')
  switch (frame.header) {
    case 'if':
    case 'for':
    case 'while':
    case 'with':
      for (const name of frame.names) (parent.headerNames ??= new Set()).add(name)
      parent.headerLoop ||= frame.header === 'for' || frame.header === 'while'
      beginStatement(parent, true)
      scanner.previous = 'start'
      break
    case 'switch':
      parent.pending = 'switch'
      break
  }
}

function closes(kind: FrameKind, char: ')' | ']' | '}'): boolean {
  if (char === ')') return kind === 'paren'
  if (char === ']') return kind === 'bracket'
  return kind !== 'paren' && kind !== 'bracket'
}
