/** What a stop means for a run over many items, whose programs come and go. */
import { expect, test } from 'vitest'
import { ProcessJob } from '../../src/jobs/index.ts'
import type { Process, ProcessHost, WaitStatus } from '../../src/os/index.ts'

const stopped: WaitStatus = { type: 'stopped', signal: 'TSTP', number: 20 }

interface Row {
  readonly job: ProcessJob
  readonly sent: [pid: number, signal: string][]
  readonly program: (pid: number) => Process
}

/** A job of a run, led by process 1, and what it sends. */
function run(): Row {
  const sent: [number, string][] = []
  const host = { hasJobControl: true, kill: (pid: number, signal: string) => void sent.push([pid, signal]) }
  const job = new ProcessJob(host as unknown as ProcessHost, 'pool')
  const program = (pid: number): Process =>
    ({ pid, status: undefined, ended: new Promise(() => {}), onChange: undefined }) as unknown as Process
  job.principal = program(1)
  job.add(job.principal)
  job.run = { progress: { done: 0, failed: 0, total: 2 }, results: () => [] }
  return { job, sent, program }
}

test('a program that had started but missed the stop key is stopped', () => {
  const { job, sent, program } = run()
  const late = program(2)
  job.add(late)
  job.principal?.onChange?.(stopped)
  expect(sent).toEqual([[2, 'STOP']])
  expect(job.state).toBe('running')
  late.onChange?.(stopped)
  expect(job.state).toBe('stopped')
})

test('one that was about to start when the stop key came is stopped when it is there', () => {
  const { job, sent, program } = run()
  const first = program(2)
  job.add(first)
  first.onChange?.(stopped)
  job.principal?.onChange?.(stopped)
  expect(job.state).toBe('stopped')
  const late = program(3)
  job.add(late)
  expect(sent).toEqual([[3, 'STOP']])
  late.onChange?.(stopped)
  expect(job.state).toBe('stopped')
})
