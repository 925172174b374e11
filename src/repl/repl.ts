import { LineEditor } from './line-editor.ts'
import { runPlain } from './plain.ts'
import type { PromptHost } from './prompt-host.ts'
import { report, runLine } from './run-line.ts'

/** Reads and runs lines until the shell is to end; gives the status it ends with. */
export async function runRepl(host: PromptHost): Promise<number> {
  const editor = openEditor(host)
  if (editor === undefined) return runPlain(host)
  try {
    return await editLines(host, editor)
  } catch (error) {
    // Drawing failed. A person without a prompt is worse off than one with a poor prompt.
    editor.close()
    await report(host, error)
    return await runPlain(host)
  } finally {
    editor.close()
    host.history.close()
  }
}

/** Undefined where lines cannot be edited: no terminal, or one that can only be written to. */
function openEditor(host: PromptHost): LineEditor | undefined {
  const { terminal, terminalType } = host
  if (terminal === undefined || !host.input.isTerminal || !host.output.isTerminal) return undefined
  return terminalType === '' || terminalType === 'dumb' ? undefined : new LineEditor(host, terminal)
}

async function editLines(host: PromptHost, editor: LineEditor): Promise<number> {
  let status = 0
  for (;;) {
    await host.beforePrompt?.()
    const end = await editor.readLine()
    if (end.type === 'gone' || end.type === 'aborted') return status
    if (end.type === 'interrupt') host.interrupt()
    else if (end.type === 'end') {
      const leaves = host.exit === undefined ? status : await host.exit()
      if (leaves !== undefined) return leaves
    } else if (end.text.trim() !== '') {
      const result = await runLine(host, end.text)
      if (result.exit !== undefined) return result.exit
      status = result.status
      editor.takeBack(result)
    }
  }
}
