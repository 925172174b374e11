import { defaultTheme, type Theme } from '../highlight/theme.ts'
import { unicodeGlyphs, type Glyphs } from './glyphs.ts'

/** How the prompt is drawn. */
export interface Look {
  readonly theme: Theme
  readonly glyphs: Glyphs
  /** What stands at the right edge is drawn. */
  readonly hasRight: boolean
  /** Of a finished line the mark before it stays, not the prompt. */
  readonly isTransient: boolean
  /** Candidates are told one by one, in a line, not listed. */
  readonly menuIsLine: boolean
  /** Only signs of ASCII are drawn. */
  readonly isAscii: boolean
}

export const defaultLook: Look = {
  theme: defaultTheme,
  glyphs: unicodeGlyphs,
  hasRight: true,
  isTransient: false,
  menuIsLine: false,
  isAscii: false,
}
