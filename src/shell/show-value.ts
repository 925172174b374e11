import { isElement, type Scope, show } from '../lang/typescript/index.ts'
import type { Shell } from '../lang/eval/index.ts'
import { SystemError } from '../os/index.ts'
import { encodeBytes } from '../value/index.ts'
import { drawElement } from './elements.ts'

/** SIGPIPE's status: nobody reads any more. */
const brokenPipe = 141

/**
 * A value on standard output, as the prompt shows it. Gives the status: 1 if it cannot be written; a script whose reader
 * went away ends there, as a program would.
 */
export async function showValue(shell: Shell, value: unknown, scope?: Scope): Promise<number> {
  const output = shell.descriptors.get(1)
  const isTerminal = output?.isTerminal === true
  const width = isTerminal ? shell.host.terminal?.size().columns : undefined
  const options = {
    colors: isTerminal && !shell.variables.get('NO_COLOR'),
    ...(width === undefined ? {} : { width }),
  }
  const drawn = scope !== undefined && isElement(value) ? await drawElement(scope, value, width) : undefined
  const text = drawn ?? show(value, options)
  if (text === '') return 0
  try {
    await output?.write(encodeBytes(`${text}\n`))
    return 0
  } catch (error) {
    if (!(error instanceof SystemError)) throw error
    if (error.code === 'EPIPE' && !shell.session.interactive) process.exit(brokenPipe)
    shell.complain(`write error: ${error.message}`)
    return 1
  }
}

/** A message where errors are told. That nobody reads it is no error of its own. */
export async function tell(shell: Shell, text: string): Promise<void> {
  try {
    await shell.descriptors.get(2)?.write(encodeBytes(`${text}\n`))
  } catch {
    // The status says it.
  }
}
