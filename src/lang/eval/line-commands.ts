import type { List, Node } from '../syntax/index.ts'

/** One of the line's own pipelines: bash goes on with the rest of the line then. */
export function isWholeCommand(list: List, node: Node | undefined): boolean {
  return list.items.some(item =>
    item.command.pipelines.some(
      pipeline => pipeline === node || (pipeline.commands.length === 1 && pipeline.commands[0] === node),
    ),
  )
}

/** The command is all of the line. */
export function isOnlyCommand(list: List, node: Node | undefined): boolean {
  return (
    list.items.length === 1 && list.items[0]?.command.pipelines.length === 1 && isWholeCommand(list, node)
  )
}
