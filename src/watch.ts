import type { Job } from './jobs/index.ts'
import { listProcesses, type SystemProcess } from './os/index.ts'
import { loadWatch } from './repl/index.ts'
import type { Nacre } from './shell/index.ts'

/** Gives the session what `jobs --watch` shows, where there is a terminal to show it on. */
export function offerWatch({ host, shell, session }: Nacre): void {
  const [input, output, terminal] = [host.inherited(0), host.inherited(1), host.terminal]
  if (input?.isTerminal !== true || output?.isTerminal !== true || terminal === undefined) return
  session.watchJobs = async () => {
    const { watchJobs } = await loadWatch()
    const { jobs } = shell
    const onSignal = host.onSignal.bind(host)
    return await watchJobs({ jobs, input, output, terminal, usage: liveUsage, onSignal })
  }
}

/** What jobs' processes and all that these started use now. */
function liveUsage(jobs: readonly Job[]): ReadonlyMap<Job, { cpuMs: number; rssBytes: number }> {
  const processes = jobs.some(job => job.pids.length > 0) ? listProcesses() : []
  const children = Map.groupBy(processes, process => process.parent)
  const byPid = new Map(processes.map(process => [process.pid, process]))
  const usages = new Map<Job, { cpuMs: number; rssBytes: number }>()
  for (const job of jobs) {
    const roots = job.pids.flatMap(pid => byPid.get(pid) ?? [])
    if (roots.length > 0) usages.set(job, sumOf(roots, children))
  }
  return usages
}

function sumOf(
  roots: readonly SystemProcess[],
  children: ReadonlyMap<number, readonly SystemProcess[]>,
): { cpuMs: number; rssBytes: number } {
  const sum = { cpuMs: 0, rssBytes: 0 }
  const waiting = [...roots]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    sum.cpuMs += next.cpuMs
    sum.rssBytes += next.memory
    waiting.push(...(children.get(next.pid) ?? []))
  }
  return sum
}
