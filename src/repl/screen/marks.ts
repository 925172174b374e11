/** What terminals are told besides what they show: where the shell is, where prompts and outputs begin, a title. */
export interface Place {
  readonly host: string
  /** Absolute. */
  readonly directory: string
  /** As the prompt shows it. */
  readonly shown: string
}

const end = '\x1b\\'

/** Terminals that print what they do not know. */
export function knowsMarks(terminalType: string): boolean {
  return !/^(?:dumb|linux|cons25|vt\d+|)$/.test(terminalType)
}

/** Before a prompt: OSC 7 (the directory), the title, OSC 133 A (a prompt begins here). */
export function promptMarks({ host, directory, shown }: Place): string {
  const url = `file://${host}${encodeURI(directory.toWellFormed()).replace(/[?#]/g, encodeURIComponent)}`
  return `\x1b]7;${url}${end}${title(shown)}\x1b]133;A${end}`
}

/** Before a command's output: its name is the title, OSC 133 C. */
export function outputMarks(command: string): string {
  return `${title(command)}\x1b]133;C${end}`
}

/** After it: OSC 133 D with its status. */
export function endMarks(status: number): string {
  return `\x1b]133;D;${status}${end}`
}

/** No control character gets into a title. */
function title(text: string): string {
  const clean = text.replace(/[\x00-\x1f\x7f-\x9f]+/g, ' ').trim()
  return `\x1b]2;${clean.length > 80 ? `${clean.slice(0, 79)}…` : clean}${end}`
}
