import { ShellError } from '../host.ts'

/** Bash's wording: `1/0: division by 0 (error token is "0")`. */
export function arithmeticError(text: string, message: string, token: string): ShellError {
  return new ShellError(`${text.trimStart()}: ${message} (error token is "${token}")`, { arithmetic: true })
}
