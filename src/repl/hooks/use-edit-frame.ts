import { useState } from 'react'
import { cutFrame, layoutEditArea, scrollTop, type Frame } from '../layout/edit-area.ts'
import { contentOf } from '../screen/content.ts'
import type { SessionView } from '../session/view.ts'

/** The rows of a session that fit in a height, around the cursor. */
export function useEditFrame(view: SessionView, columns: number, height: number, color: boolean): Frame {
  const [previous, setPrevious] = useState(0)
  const frame = layoutEditArea(contentOf(view, color), columns, height)
  const top = scrollTop(frame, height, previous)
  if (top !== previous) setPrevious(top)
  return cutFrame(frame, top, height)
}
