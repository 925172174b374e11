import type { RunningTask } from '../../lang/eval/index.ts'
import { signalNames } from '../../os/index.ts'

/** GNU parallel, --term-seq: signals, each with the milliseconds until the next. */
export type Ending = readonly { readonly signal: string; readonly ms: number }[]

export const usualEnding: Ending = [
  { signal: 'TERM', ms: 200 },
  { signal: 'KILL', ms: 25 },
]

/** Tells a task to end, and again, until nothing of it is left. One that is stopped goes on to hear it. */
export function endBy(ending: Ending, running: RunningTask): void {
  const tell = (at: number): void => {
    const step = ending[at]
    if (step === undefined || !running.kill(step.signal)) return
    if (at === 0) running.kill('CONT')
    const timer = setTimeout(() => tell(at + 1), step.ms)
    // Where it ends earlier the rest of it hears the next signal no later.
    void running.ended.then(() => running.kill('CONT') || clearTimeout(timer))
  }
  tell(0)
}

/** `TERM,200,KILL,25`: names or numbers of signals and milliseconds, in turn; undefined for anything else. */
export function readEnding(text: string): Ending | undefined {
  const known = signalNames()
  const names = new Set(known.values())
  const words = text.split(',')
  const steps: { signal: string; ms: number }[] = []
  for (let at = 0; at < words.length; at += 2) {
    const word = words[at]?.trim().toUpperCase() ?? ''
    const signal = /^\d+$/.test(word) ? known.get(Number(word)) : word.replace(/^SIG/, '')
    const ms = words[at + 1] ?? '0'
    if (signal === undefined || !names.has(signal) || !/^\d+$/.test(ms)) return undefined
    steps.push({ signal, ms: Number(ms) })
  }
  return steps
}
