import { layoutMenu } from '../layout/menu.ts'
import { menuHeight } from '../session/menu-height.ts'
import type { SessionView } from '../session/view.ts'

/** The rows of a session's candidates on a screen; none where nothing is shown. */
export function useMenuRows(
  { menu }: SessionView,
  columns: number,
  rows: number,
  color: boolean,
): readonly string[] {
  if (menu === undefined) return []
  return layoutMenu(menu.completions.choices, menu.selected, columns, menuHeight(rows), color)
}
