import type { LineAnswer, LineRequest } from '../lang/eval/index.ts'
import type { TerminalControl } from '../os/index.ts'
import { LineEditor } from './line-editor.ts'
import type { PromptHost } from './prompt-host.ts'

/** What of the prompt's own world such a line has: keys, the history to walk through, completion. */
export type LineHost = Omit<PromptHost, 'judge' | 'run' | 'prompt' | 'interrupt' | 'input' | 'terminal'> & {
  readonly terminal: TerminalControl
}

/** Edits a line that is no code: no language mark, no colours, no suggestions, and Return ends it whatever is in it. */
export async function editLine(host: LineHost, request: LineRequest): Promise<LineAnswer> {
  const { prompt, hides, input } = request
  const editor = new LineEditor(
    {
      ...host,
      input: { read: input.read.bind(input), isTerminal: true },
      judge: () => 'command',
      run: () => Promise.resolve({ status: 0, durationMs: 0 }),
      prompt: () => ({ left: prompt, isBare: true, hides }),
      interrupt: () => undefined,
    },
    host.terminal,
  )
  try {
    const end = await editor.readLine(request)
    if (end.type === 'interrupt') return { type: 'interrupt', text: editor.text }
    if (end.type === 'line') return end
    return { type: end.type === 'aborted' ? 'aborted' : 'end' }
  } finally {
    editor.close()
  }
}
