import type { ProcessJob } from '../jobs/index.ts'
import type { Zx } from './configure.ts'

/** What `await job` gives of a job of processes: zx's ProcessOutput. Of a job that failed it is thrown. */
export async function concludeJob(job: ProcessJob, zx: () => Zx): Promise<unknown> {
  if (job.error !== undefined) throw job.error
  const { output, signalName, status = 1 } = job
  const texts = output.isKept
    ? await Promise.all([output.text('stdout'), output.text('stderr'), output.text()])
    : ['', '', '']
  const signal = signalName === undefined ? null : (`SIG${signalName}` as NodeJS.Signals)
  const [stdout, stderr, all] = texts
  const duration = (job.endedAt ?? Date.now()) - job.startedAt
  const result = new (zx().ProcessOutput)(status, signal, stdout, stderr, all, '', duration)
  if (status !== 0) throw result
  return result
}
