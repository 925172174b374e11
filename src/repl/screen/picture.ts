import { cutFrame, layoutEditArea, scrollTop, type Frame } from '../layout/edit-area.ts'
import { layoutMenu } from '../layout/menu.ts'
import { endThatFits } from '../layout/status-row.ts'
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

  draw(view: SessionView, { columns, rows }: ScreenSize): Frame {
    const below = [...this.#menuRows(view, columns, rows), ...this.#statusRows(view, columns)]
    // One row stays free: the terminal does not scroll, and Ink's cursor rests on it.
    const height = Math.max(1, rows - 1 - below.length)
    const whole = layoutEditArea(contentOf(view, this.#color), columns, height)
    this.#top = scrollTop(whole, height, this.#top)
    const edited = cutFrame(whole, this.#top, height)
    return { rows: [...edited.rows, ...below], cursor: edited.cursor }
  }

  #menuRows({ menu }: SessionView, columns: number, rows: number): readonly string[] {
    if (menu === undefined) return []
    return layoutMenu(menu.completions.choices, menu.selected, columns, menuHeight(rows), this.#color)
  }

  #statusRows({ status }: SessionView, columns: number): readonly string[] {
    if (status === undefined) return []
    return [styled('\x1b[2m', endThatFits(status, columns - 1), this.#color)]
  }
}
