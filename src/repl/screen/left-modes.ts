/**
 * What a program that was killed may have left on: reports of the mouse and of the focus, keys of applications, line drawing.
 * (Where the alternate screen is not on, some terminals move the cursor when it is switched off.)
 */
export const leftModesOff = '\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1006l\x1b[?1004l\x1b[?1l\x1b>\x1b(B\x0f'
