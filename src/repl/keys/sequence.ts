import { characterKey, modifier, namedKey, type KeyEvent } from './key.ts'
import { cursorKeys, keypadCharacters, kittyKeypad, kittyKeypadStart, kittyKeys } from './tables.ts'
import { namedCodes, tildeKeys } from './tables.ts'

/**
 * The key that `CSI parameters final` stands for; a report when it is no key; undefined when it says nothing (a key's
 * release). `meta` is true when another ESC came before it.
 */
export function keyOfControlSequence(parameters: string, final: string, meta: boolean): KeyEvent | undefined {
  const report: KeyEvent = { type: 'report', sequence: `\x1b[${parameters}${final}` }
  if (!/^[\d;:]*$/.test(parameters)) return report
  const fields = parameters.split(';').map(field => field.split(':').map(Number))
  const first = fields[0]?.[0] ?? 0
  // kitty: the second field is modifiers:event, where event 3 is the release of the key.
  if (fields[1]?.[1] === 3) return undefined
  const modifiers = modifiersOf(fields[1]?.[0]) | (meta ? modifier.alt : 0)
  if (final === 'u') return keyOfCode(first, fields[0]?.[1], modifiers)
  if (final === 'Z') return namedKey('Tab', modifiers | modifier.shift)
  if (final === '~') return keyOfTilde(first, fields, modifiers) ?? report
  const name = cursorKeys[final]
  // A cursor position report `CSI row ; column R` looks like F3; F3 has the row 1 and a modifier.
  if (name === undefined || first > 1 || (fields[1]?.[0] ?? 0) > 256) return report
  return namedKey(name, modifiers)
}

/** The key of `SS3 digits final`: cursor keys, F1–F4 and the keypad in application mode. */
export function keyOfSingleShift(digits: string, final: string, meta: boolean): KeyEvent {
  const modifiers = modifiersOf(digits === '' ? undefined : Number(digits)) | (meta ? modifier.alt : 0)
  if (final === 'M') return namedKey('Return', modifiers)
  if (final === 'I') return namedKey('Tab', modifiers)
  const name = cursorKeys[final]
  if (name !== undefined) return namedKey(name, modifiers)
  const character = keypadCharacters[final]
  if (character !== undefined) return characterKey(character, modifiers)
  return { type: 'report', sequence: `\x1bO${digits}${final}` }
}

function modifiersOf(parameter: number | undefined): number {
  return parameter === undefined || parameter < 1 ? 0 : (parameter - 1) & 0x3f
}

function keyOfTilde(first: number, fields: number[][], modifiers: number): KeyEvent | undefined {
  // xterm's modifyOtherKeys: CSI 27 ; modifiers ; code ~
  if (first === 27) return keyOfCode(fields[2]?.[0] ?? 0, undefined, modifiers)
  const name = tildeKeys[first]
  return name === undefined ? undefined : namedKey(name, modifiers)
}

/** A key by its Unicode code, as kitty and modifyOtherKeys name it. */
function keyOfCode(code: number, shifted: number | undefined, modifiers: number): KeyEvent | undefined {
  const name = namedCodes[code] ?? kittyKeys[code]
  if (name !== undefined) return namedKey(name, modifiers)
  const keypad = code >= kittyKeypadStart ? kittyKeypad[code - kittyKeypadStart] : undefined
  if (keypad !== undefined) return characterKey(keypad, modifiers)
  if (code < 32 || code > 0x10ffff || (code >= 57344 && code <= 63743)) return undefined
  return characterOfCode(code, shifted, modifiers)
}

function characterOfCode(code: number, shifted: number | undefined, modifiers: number): KeyEvent {
  const isShifted = (modifiers & modifier.shift) !== 0
  const character = String.fromCodePoint(code)
  if (!isShifted) return characterKey(character, modifiers)
  if (shifted) return characterKey(String.fromCodePoint(shifted), modifiers & ~modifier.shift)
  if ((modifiers & modifier.control) !== 0) return characterKey(character, modifiers)
  return characterKey(character.toUpperCase(), modifiers)
}
