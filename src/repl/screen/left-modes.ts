import type { Multiplexers } from '../../os/index.ts'

/**
 * What a program that was killed may have left on: reports of the mouse and of the focus, keys of applications, line drawing,
 * a scroll region, its own screen.
 */
export function leftModesOff(multiplexers: Multiplexers): string {
  const reports = '\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1004l\x1b[?1l\x1b>\x1b(B\x0f'
  return `${reports}${alternateScreenOff(multiplexers)}\x1b7\x1b[r\x1b8`
}

/**
 * The way back puts the cursor to where it was kept, on most terminals even if the alternate screen was not on: so it is kept
 * first, which counts for the screen that is on. tmux has one place for both, and goes back to one of long ago.
 */
function alternateScreenOff({ tmux }: Multiplexers): string {
  return tmux ? '\x1b[?1047l' : '\x1b7\x1b[?1049l'
}
