import type { Conditional, Word } from './nodes.ts'

/** The inside of `[[ ]]`, with the brackets its structure needs. */
export function printCondition(node: Conditional, word: (word: Word) => string): string {
  const text = (inner: Conditional) => printCondition(inner, word)
  switch (node.type) {
    case 'Unary':
      return `${node.operator} ${word(node.operand)}`
    case 'Binary':
      return `${word(node.left)} ${node.operator} ${word(node.right)}`
    case 'Not':
      return `! ${bracket(node.operand, text, node.operand.type === 'And' || node.operand.type === 'Or')}`
    case 'And':
      return `${bracket(node.left, text, node.left.type === 'Or')} && ${bracket(node.right, text, node.right.type === 'Or' || node.right.type === 'And')}`
    case 'Or':
      return `${text(node.left)} || ${bracket(node.right, text, node.right.type === 'Or')}`
  }
}

function bracket(node: Conditional, text: (node: Conditional) => string, needed: boolean): string {
  return needed ? `( ${text(node)} )` : text(node)
}
