/** The colours a terminal gives to its numbers. */
export interface Palette {
  readonly background: string
  readonly text: string
  /** The sixteen that themes choose. */
  readonly colors: readonly string[]
}

export const palettes: Readonly<Record<'dark' | 'light', Palette>> = {
  dark: {
    background: '#1e2028',
    text: '#d6d9e4',
    colors:
      '#3b4048 #ef6b73 #8cc570 #e5c07b #6cb2f2 #c792ea #56c2c9 #c8ccd4 #6b7280 #ff8b92 #a5e075 #f2d08c #8cc8ff #dda8ff #7ddfe6 #ffffff'.split(
        ' ',
      ),
  },
  light: {
    background: '#ffffff',
    text: '#24292f',
    colors:
      '#24292f #c62828 #1b7f37 #8a6100 #0958c8 #8235b8 #0f7f86 #6e7781 #57606a #a40e26 #1a7f37 #9a6700 #218bff #a475f9 #3192aa #8c959f'.split(
        ' ',
      ),
  },
}

/** A colour as a terminal names it; undefined for the one it has by itself. */
export function colorOf(
  kind: 'default' | 'palette' | 'rgb',
  value: number,
  { colors }: Palette,
): string | undefined {
  if (kind === 'default') return undefined
  if (kind === 'rgb') return `#${value.toString(16).padStart(6, '0')}`
  return colors[value] ?? ofCube(value)
}

/** xterm's 256 colours: a cube of six steps, and greys. */
function ofCube(value: number): string {
  if (value >= 232) return hex([0, 0, 0].map(() => 8 + (value - 232) * 10))
  const at = value - 16
  const steps = [Math.floor(at / 36), Math.floor(at / 6) % 6, at % 6]
  return hex(steps.map(step => (step === 0 ? 0 : 55 + step * 40)))
}

function hex(parts: readonly number[]): string {
  return `#${parts.map(part => part.toString(16).padStart(2, '0')).join('')}`
}
