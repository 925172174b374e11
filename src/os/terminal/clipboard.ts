import { encodeBytes } from '../../value/index.ts'

/** Programs that sit between the shell and the terminal, by what they set in the environment. */
export interface Multiplexers {
  /** `$TMUX` is set. */
  readonly tmux: boolean
}

/**
 * What puts a text on the system's clipboard, where the terminal lets us (xterm's control sequences, OSC 52). tmux takes it
 * itself where its `set-clipboard` is `on`; what is wrapped goes through to the terminal where `allow-passthrough` is.
 */
export function clipboardSequence(text: string, { tmux }: Multiplexers): string {
  const sequence = `\x1b]52;c;${Buffer.from(encodeBytes(text)).toString('base64')}\x07`
  return tmux ? sequence + pastTmux(sequence) : sequence
}

/** What tmux lets through to the terminal where its `allow-passthrough` is on, and else drops. */
export function pastTmux(sequence: string): string {
  return `\x1bPtmux;${sequence.replaceAll('\x1b', '\x1b\x1b')}\x1b\\`
}
