import type { Builtin, InPort, Ports, Running, Shell } from '../lang/eval/index.ts'
import { clipboardSequence, type Descriptor } from '../os/index.ts'
import { chain, decodeBytes, encodeBytes } from '../value/index.ts'
import { readOptions } from './getopt.ts'
import { failed } from './usage.ts'

/** `copy`: puts text on the system's clipboard through the terminal (OSC 52), also over ssh. */
export const copy: Builtin = {
  name: 'copy',
  synopsis: 'copy [text ...]',
  summary: 'Put a text, or else what comes in, on the clipboard of the terminal.',
  examples: [{ line: 'copy --nothing 2>/dev/null', status: 2 }],
  run(args, ports, shell) {
    const parsed = readOptions(copy, '', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const { operands } = parsed
    return operands.length > 0 ? send(operands.join(' '), shell) : copyInput(ports, shell)
  },
}

async function copyInput({ in: input }: Ports, shell: Shell) {
  if (input.isTerminal) return failed(shell, 'copy: what? Give it a text, or pipe something into it', 2)
  // The newline that ends an output is no part of what somebody wants to paste.
  return await send(decodeBytes(await wholeOf(input, shell)).replace(/\n$/, ''), shell)
}

async function wholeOf(input: InPort, shell: Shell): Promise<Uint8Array> {
  const pieces: Uint8Array[] = []
  for (;;) {
    const piece = await input.read(65_536, shell.session.interruption)
    if (piece === undefined) return Buffer.concat(pieces)
    pieces.push(piece)
  }
}

/** The terminal is told past all redirections: they are for outputs. */
function send(text: string, shell: Shell): Running {
  const terminal = openTerminal(shell)
  if (terminal === undefined) return failed(shell, 'copy: there is no terminal')
  const sequence = clipboardSequence(text, { tmux: Boolean(shell.variables.get('TMUX')) })
  return chain(terminal.write(encodeBytes(sequence)), () => {
    terminal.close()
    return 0
  })
}

function openTerminal({ host, cwd }: Shell): Descriptor | undefined {
  try {
    return host.open('/dev/tty', 'write', 0, cwd)
  } catch {
    return undefined
  }
}
