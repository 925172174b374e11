import type { Scanner } from './scanner.ts'
import { identifierAt, skipSpace } from './text.ts'

const typeParameters = /<\s*(?:const\s+)?[\w$]+\s*(?:,|extends\b|=\s*[\w{])/y

/** `<a>`, `<a b>`, `<>` where an expression is wanted; not the type parameters of an arrow function. */
export function startsElement(text: string, at: number): boolean {
  if (text[at + 1] !== '>' && identifierAt(text, at + 1) === '') return false
  typeParameters.lastIndex = at
  if (typeParameters.test(text)) return false
  return text.includes('/>', at) || text.includes('</', at) || !text.includes('=>', at)
}

/** Reads on in `<name attribute="x" other={…}`: to a container, the children, or the element's end. */
export function readTag(scanner: Scanner): void {
  const { text } = scanner
  for (; scanner.at < text.length; scanner.at++) {
    const char = text[scanner.at]
    if (char === '"' || char === "'") {
      const close = text.indexOf(char, scanner.at + 1)
      scanner.at = close === -1 ? text.length : close
    } else if (char === '{') return openContainer(scanner)
    else if (char === '/' && text[scanner.at + 1] === '>') {
      scanner.at += 2
      return endElement(scanner)
    } else if (char === '>') {
      scanner.top.kind = 'children'
      scanner.at++
      return
    }
  }
}

/** Reads on between an element's tags. */
export function readChildren(scanner: Scanner): void {
  const { text } = scanner
  for (; scanner.at < text.length; scanner.at++) {
    const char = text[scanner.at]
    if (char === '{') return openContainer(scanner)
    if (char !== '<') continue
    if (text[skipSpace(text, scanner.at + 1)] === '/') {
      const close = text.indexOf('>', scanner.at)
      scanner.at = close === -1 ? text.length : close + 1
      if (close !== -1) endElement(scanner)
      return
    }
    scanner.push('tag')
    scanner.at++
    return
  }
}

function openContainer(scanner: Scanner): void {
  scanner.push('container')
  scanner.at++
  scanner.setPrevious('start')
}

function endElement(scanner: Scanner): void {
  scanner.frames.pop()
  if (scanner.top.kind !== 'children') scanner.setPrevious('operand')
}
