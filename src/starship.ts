/** starship's prompt (https://starship.rs): a program that is asked for it, behind the screen. */
import type { PromptFacts, PromptText } from './shell/index.ts'

/** How long it may take, in milliseconds; nobody waits for it. */
export const starshipTimeout = 5000

/** The argument vectors that ask for the left and the right side. */
export function starshipCommands(facts: PromptFacts, mode: 'emacs' | 'vi'): readonly (readonly string[])[] {
  const told = [
    `--terminal-width=${facts.columns}`,
    `--status=${facts.status}`,
    `--cmd-duration=${Math.round(facts.durationMs)}`,
    `--jobs=${facts.jobs}`,
    `--keymap=${mode === 'vi' ? 'viins' : 'emacs'}`,
  ]
  return [
    ['starship', 'prompt', ...told],
    ['starship', 'prompt', '--right', ...told],
  ]
}

/** What of its environment is not the shell's: styles come without the marks that bash or zsh want around them. */
export const starshipEnvironment = { STARSHIP_SHELL: 'unknown' }

/** Its two sides as a prompt; undefined where it wrote nothing. The `❯` at its end is the place of our own mark. */
export function readStarship(left: string, right: string): PromptText | undefined {
  if (left === '') return undefined
  const sgr = String.raw`(?:\x1b\[[\d;]*m)*`
  const mark = new RegExp(`${sgr}[❯❮➜>]${sgr}\\s*$`)
  return { left: left.replace(mark, '').replace(/^\n/, ''), right: right.trimEnd() }
}
