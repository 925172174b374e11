import { cutFrame, layoutEditArea, scrollTop, type Frame } from '../layout/edit-area.ts'
import { layoutMenu } from '../layout/menu.ts'
import { menuLine } from '../layout/menu-line.ts'
import { layoutPager } from '../layout/pager.ts'
import type { HistoryPager } from '../history/pager.ts'
import { beginningThatFits, endThatFits } from '../layout/status-row.ts'
import { menuHeight } from '../session/menu-height.ts'
import type { SessionView } from '../session/view.ts'
import { contentOf } from './content.ts'
import type { ScreenSize } from './output-stream.ts'
import { styled } from './style.ts'

/** The rows to draw of a session: the text as far as it fits, the candidates, a line of status. */
export class Picture {
  readonly #color: boolean
  /** The first row of the text that is shown. */
  #top = 0

  constructor(color: boolean) {
    this.#color = color
  }

  draw(view: SessionView, size: ScreenSize): Frame {
    const { columns, rows } = size
    if (view.pager !== undefined) return this.#withPager(view, view.pager, size)
    const below = [...this.#menuRows(view, columns, rows), ...this.#statusRows(view, columns)]
    // One row stays free: the terminal does not scroll, and Ink's cursor rests on it.
    const height = Math.max(1, rows - 1 - below.length)
    const whole = layoutEditArea(contentOf(view, this.#color), columns, height)
    this.#top = scrollTop(whole, height, this.#top)
    const edited = cutFrame(whole, this.#top, height)
    return { rows: [...edited.rows, ...below], cursor: edited.cursor }
  }

  /** The chosen line as it would stand there, as far as there is room; what is asked has the cursor. */
  #withPager(view: SessionView, pager: HistoryPager, { columns, rows }: ScreenSize): Frame {
    const below = layoutPager(pager, rows, {
      columns,
      color: this.#color,
      isAscii: view.look.isAscii,
      now: Date.now(),
    })
    const height = Math.max(1, rows - 1 - below.rows.length)
    const whole = layoutEditArea(contentOf(view, this.#color), columns, height)
    const edited = cutFrame({ ...whole, cursor: { x: 0, y: 0 } }, 0, height)
    return {
      rows: [...edited.rows, ...below.rows],
      cursor: { x: below.cursor.x, y: edited.rows.length + below.cursor.y },
    }
  }

  #menuRows({ menu, look }: SessionView, columns: number, rows: number): readonly string[] {
    if (menu === undefined) return []
    const { choices } = menu.completions
    if (look.menuIsLine) return [menuLine(choices, menu.selected, columns - 1)]
    return layoutMenu(choices, menu.selected, columns, menuHeight(rows), this.#color)
  }

  #statusRows({ status, typesStatus }: SessionView, columns: number): readonly string[] {
    if (status === undefined) return []
    const fitting = typesStatus ? endThatFits(status, columns - 1) : beginningThatFits(status, columns - 1)
    return [styled('\x1b[2m', fitting, this.#color)]
  }
}
