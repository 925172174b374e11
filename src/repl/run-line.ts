import { encodeBytes } from '../value/index.ts'
import type { LineResult, PromptHost } from './prompt-host.ts'

/** Runs a line between its two entries in the history. The prompt outlives whatever the shell throws. */
export async function runLine(host: PromptHost, text: string): Promise<LineResult> {
  const id = host.history.begin({ text, language: host.judge(text) })
  const result = await runSafely(host, text)
  if (id !== undefined) host.history.finish(id, result)
  return result
}

async function runSafely(host: PromptHost, text: string): Promise<LineResult> {
  const start = performance.now()
  try {
    return await host.run(text)
  } catch (error) {
    await report(host, error)
    return { status: 1, durationMs: performance.now() - start }
  }
}

/** Tells of a fault of the shell itself. */
export async function report(host: PromptHost, error: unknown): Promise<void> {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
  await host.output.write(encodeBytes(`nacre: internal error: ${text}\n`))
}
