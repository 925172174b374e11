import type { LineResult, PromptHost } from './prompt-host.ts'

/** Runs a line between its two entries in the history. */
export async function runLine(host: PromptHost, text: string): Promise<LineResult> {
  const id = host.history.begin({ text, language: host.judge(text) })
  const result = await host.run(text)
  if (id !== undefined) host.history.finish(id, result)
  return result
}
