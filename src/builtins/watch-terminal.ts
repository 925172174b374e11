import { foreground, type ProcessJob } from '../jobs/index.ts'
import { controlsJobs, type Shell } from '../lang/eval/index.ts'

/** What the kernel stops a job with that wants the terminal and does not have it. */
const asking = new Set(['TTIN', 'TTOU'])

/**
 * A watched command runs behind the shell, so that Ctrl-C is the watch's. One that reads the terminal, and was stopped for
 * that, gets it (as by `fg`); Ctrl-C is its own then, and `onInterrupt` hears that it died of it. Answers whether it has it.
 */
export function lendWhenAsked(shell: Shell, job: ProcessJob, onInterrupt: () => void): () => boolean {
  let isLent = false
  job.onChange(() => {
    if (job.state !== 'stopped' || job.isForeground || !asking.has(job.signalName ?? '')) return
    if (!ownsTerminal(shell)) return
    isLent = true
    void foreground(shell.host, shell.jobs, job, { continue: true, isQuiet: true }).then(() => {
      isLent = false
      if (job.signalName === 'INT') onInterrupt()
    })
  })
  return () => isLent
}

/** A script that is in the foreground takes charge of the terminal only now; one behind another shell has none to give. */
function ownsTerminal(shell: Shell): boolean {
  const { terminal } = shell.host
  if (terminal === undefined) return false
  if (controlsJobs(shell)) return true
  if (terminal.isOurs?.() !== true) return false
  terminal.claim()
  return true
}
