/**
 * The clock of the program in a picture, which Node loads before it (`--import`): it stands still where the scene has put
 * it, so that the same scene gives the same picture on every machine. The program itself knows nothing of it.
 */
import { readFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

/** A file of the milliseconds that have passed since the scene's beginning. */
const file = process.env['SHOTS_CLOCK'] ?? ''
delete process.env['SHOTS_CLOCK']
const beginning = Date.parse('2026-01-01T12:00:00Z')
const passed = (): number => Number(readFileSync(file, 'utf8'))
const now = (): number => beginning + passed()

// Threads wait for real time; what they show comes from the main one.
if (isMainThread && file !== '') {
  const RealDate = Date
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, values: unknown[], made) =>
      Reflect.construct(target, values.length === 0 ? [now()] : values, made) as Date,
    apply: () => new RealDate(now()).toString(),
    get: (target, name) => (name === 'now' ? now : (Reflect.get(target, name) as unknown)),
  })
  performance.now = passed
}
