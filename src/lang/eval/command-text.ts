import type { Source } from '../../diag/index.ts'
import { type Command, type Node, printCaseHead, printCommand } from '../syntax/index.ts'

/** A command as bash prints it; of a `for`, `select` or `case` what is before its body, as bash shows them. */
export function headText(node: Node, source: Source): string {
  const upTo = (end: number): string => source.text.slice(node.start, end)
  if (!isCommand(node)) return upTo(node.end)
  switch (node.type) {
    case 'CaseClause':
      return printCaseHead(node)
    case 'ForClause':
    case 'SelectClause': {
      const last = node.words?.at(-1)
      return last === undefined
        ? `${node.type === 'ForClause' ? 'for' : 'select'} ${node.variable}`
        : upTo(last.end)
    }
    case 'Subshell':
      return printCommand(node)
    case 'SimpleCommand':
      return node.redirects.some(redirect => redirect.operator.startsWith('<<'))
        ? upTo(node.end)
        : printCommand(node)
    default:
      return upTo(node.end)
  }
}

function isCommand(node: Node): node is Command {
  return 'type' in node
}
