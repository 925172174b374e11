/** What terminals are told besides what they show: where the shell is, where prompts and outputs begin, a title. */
export interface Place {
  readonly host: string
  /** Absolute. */
  readonly directory: string
  /** As the prompt shows it. */
  readonly shown: string
}

/** Which of it is wanted. */
export interface Telling {
  readonly title: boolean
  readonly shellIntegration: boolean
}

const all: Telling = { title: true, shellIntegration: true }
const end = '\x1b\\'

/** Terminals that print what they do not know. */
export function knowsMarks(terminalType: string): boolean {
  return !/^(?:dumb|linux|cons25|vt\d+|)$/.test(terminalType)
}

/** Before a prompt: OSC 7 (the directory), the title, OSC 133 A (a prompt begins here). */
export function promptMarks({ host, directory, shown }: Place, telling = all): string {
  const url = `file://${host}${encodeURI(directory.toWellFormed()).replace(/[?#]/g, encodeURIComponent)}`
  const [place, start] = telling.shellIntegration ? [`\x1b]7;${url}${end}`, `\x1b]133;A${end}`] : ['', '']
  return place + (telling.title ? title(shown) : '') + start
}

/** Behind a prompt: OSC 133 B (what is typed begins here). */
export function inputMark(telling = all): string {
  return telling.shellIntegration ? `\x1b]133;B${end}` : ''
}

/** Before a command's output: its name is the title, OSC 133 C. */
export function outputMarks(command: string, telling = all): string {
  return (telling.title ? title(command) : '') + (telling.shellIntegration ? `\x1b]133;C${end}` : '')
}

/** After it: OSC 133 D with its status. */
export function endMarks(status: number, telling = all): string {
  return telling.shellIntegration ? `\x1b]133;D;${status}${end}` : ''
}

/** No control character gets into a title. */
function title(text: string): string {
  return `\x1b]2;${shortClean(text)}${end}`
}

/** A notification as the terminal knows it; `;` would end its parts. */
export function notification(kind: 'osc9' | 'osc777' | 'bell', heading: string, text: string): string {
  if (kind === 'bell') return '\x07'
  const [head, body] = [shortClean(heading), shortClean(text)].map(part => part.replaceAll(';', ','))
  // OSC 9 with a number first is a progress bar to some.
  return kind === 'osc9' ? `\x1b]9;${head}: ${body}${end}` : `\x1b]777;notify;${head};${body}${end}`
}

function shortClean(text: string): string {
  const clean = text.replace(/[\x00-\x1f\x7f-\x9f]+/g, ' ').trim()
  return clean.length > 80 ? `${clean.slice(0, 79)}…` : clean
}
