/**
 * What a terminal sends, once read: a key, a paste, or a report (focus, mouse, an answer to a query).
 *
 * A key is named by its chord, as keymaps write it: `a`, `C-a`, `M-b`, `C-M-x`, `S-Tab`, `C-Left`, `F5`, `Return`.
 * Modifiers come in the order C- M- s- S- (control, alt, super, shift); shift is named only where it does not change
 * the character.
 */
export type KeyEvent =
  | { readonly type: 'key'; readonly chord: string; readonly text?: string }
  | { readonly type: 'paste'; readonly text: string }
  | { readonly type: 'report'; readonly sequence: string }

/** The bits of xterm's and kitty's modifier parameter, which is their sum plus one. */
export const modifier = { shift: 1, alt: 2, control: 4, super: 8, hyper: 16, meta: 32 } as const

/** A key by name with its modifiers: `('Left', 4)` → `C-Left`. */
export function namedKey(name: string, modifiers = 0): KeyEvent {
  return { type: 'key', chord: prefixOf(modifiers) + name }
}

/** A key that stands for a character: inserts it unless control, alt or super are held. */
export function characterKey(character: string, modifiers = 0): KeyEvent {
  const isHeld = (modifiers & ~modifier.shift) !== 0
  const shifts = /\p{L}/u.test(character) && (modifiers & modifier.control) === 0
  const name = character === ' ' ? 'Space' : character
  if (!isHeld) return { type: 'key', chord: name, text: character }
  const chord = prefixOf(shifts ? modifiers & ~modifier.shift : modifiers) + name
  return { type: 'key', chord }
}

function prefixOf(modifiers: number): string {
  return (
    (modifiers & modifier.control ? 'C-' : '') +
    (modifiers & (modifier.alt | modifier.meta) ? 'M-' : '') +
    (modifiers & (modifier.super | modifier.hyper) ? 's-' : '') +
    (modifiers & modifier.shift ? 'S-' : '')
  )
}
