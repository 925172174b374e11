import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { TerminalProgress } from '../../../src/builtins/pool/progress.ts'
import type { Ports, ProgressView } from '../../../src/lang/eval/index.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const said: string[] = []
const port = { isTerminal: true, line: (text: string) => void said.push(text), write: () => undefined }
const ports = { out: port, err: port } as unknown as Ports
const place = { take: () => true, leave: () => undefined }

test('the time in which a run stands is not counted: of it all, of a worker, in the end', async () => {
  const views: ProgressView[] = []
  const screen = { draw: (view: ProgressView) => void views.push(view), close: async () => undefined }
  const progress = new TerminalProgress(ports, async () => screen, place)
  progress.follow({ done: 1, failed: 0, total: 3 })
  progress.started(1, 'a')
  await vi.advanceTimersByTimeAsync(1000)
  expect(views.at(-1)?.ms).toBeGreaterThan(800)
  progress.stopped()
  progress.pause()
  await vi.advanceTimersByTimeAsync(60_000)
  progress.continued()
  progress.resume()
  await vi.advanceTimersByTimeAsync(1000)
  const last = views.at(-1)
  expect(last?.ms).toBeGreaterThan(1500)
  expect(last?.ms).toBeLessThanOrEqual(2000)
  expect(last?.workers).toEqual([{ number: 1, what: 'a', ms: last?.ms }])
  await progress.finish()
  expect(said).toEqual(['pool: 1 of 3 done in 2s'])
})
