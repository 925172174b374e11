/**
 * Names of keys by what terminals send for them. Sources: ECMA-48, xterm's ctlseqs ("PC-Style Function Keys"), the
 * Linux console (console_codes(4)), rxvt, and the kitty keyboard protocol.
 */

/** Final byte of `CSI … X` and of `SS3 X`. */
export const cursorKeys: Readonly<Record<string, string>> = {
  A: 'Up',
  B: 'Down',
  C: 'Right',
  D: 'Left',
  E: 'Begin',
  F: 'End',
  H: 'Home',
  P: 'F1',
  Q: 'F2',
  R: 'F3',
  S: 'F4',
}

/** First parameter of `CSI n ~`. */
export const tildeKeys: Readonly<Record<number, string>> = {
  1: 'Home',
  2: 'Insert',
  3: 'Delete',
  4: 'End',
  5: 'PageUp',
  6: 'PageDown',
  7: 'Home',
  8: 'End',
  11: 'F1',
  12: 'F2',
  13: 'F3',
  14: 'F4',
  15: 'F5',
  17: 'F6',
  18: 'F7',
  19: 'F8',
  20: 'F9',
  21: 'F10',
  23: 'F11',
  24: 'F12',
  25: 'F13',
  26: 'F14',
  28: 'F15',
  29: 'F16',
  31: 'F17',
  32: 'F18',
  33: 'F19',
  34: 'F20',
}

/** The Linux console's `CSI [ X`. */
export const consoleKeys: Readonly<Record<string, string>> = { A: 'F1', B: 'F2', C: 'F3', D: 'F4', E: 'F5' }

/** The keypad in application mode, `SS3 x`: the character a key stands for. */
export const keypadCharacters: Readonly<Record<string, string>> = {
  j: '*',
  k: '+',
  l: ',',
  m: '-',
  n: '.',
  o: '/',
  p: '0',
  q: '1',
  r: '2',
  s: '3',
  t: '4',
  u: '5',
  v: '6',
  w: '7',
  x: '8',
  y: '9',
  X: '=',
  ' ': ' ',
}

/** Codes of control characters that have a name of their own. */
export const namedCodes: Readonly<Record<number, string>> = {
  9: 'Tab',
  13: 'Return',
  27: 'Escape',
  127: 'Backspace',
}

/** kitty's private-use codes for keys that stand for no character. */
export const kittyKeys: Readonly<Record<number, string>> = {
  57414: 'Return',
  57417: 'Left',
  57418: 'Right',
  57419: 'Up',
  57420: 'Down',
  57421: 'PageUp',
  57422: 'PageDown',
  57423: 'Home',
  57424: 'End',
  57425: 'Insert',
  57426: 'Delete',
  57427: 'Begin',
}

/** kitty's keypad codes from 57399 on. */
export const kittyKeypad = '0123456789./*-+'
export const kittyKeypadStart = 57399
