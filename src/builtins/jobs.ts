import { isOver, type Job, jobLine, jobRow } from '../jobs/index.ts'
import type { Builtin, Outcome, Ports, Running, Shell } from '../lang/eval/index.ts'
import { readOptions } from './getopt.ts'
import { findJob, isFault } from './job-spec.ts'
import { failed, printed } from './usage.ts'

/** `jobs`: what runs. POSIX.1-2024, utilities, jobs; bash manual, Job Control Builtins. */
export const jobs: Builtin = {
  name: 'jobs',
  synopsis: 'jobs [-lnprs] [--json] [jobspec ...] or jobs -x command [args] or jobs --watch',
  summary: 'Display status of jobs.',
  examples: [{ line: 'sleep 9 & jobs | cut -c1-11; kill %1', shows: '[1]+  Runni\n' }],
  run(args, ports, shell) {
    if (args[0] === '--watch') return watch(args, shell)
    // After -x the words are another command's.
    const json = args.includes('--json') && !args.some(arg => /^-\w*x/.test(arg))
    const given = json ? args.filter(arg => arg !== '--json') : args
    const parsed = readOptions(jobs, 'lpnxrs', given, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const { flags, operands } = parsed
    if (flags.has('x')) {
      if (parsed.options.length > 1) return failed(shell, "jobs: no other options allowed with `-x'")
      return runWithPids(operands, shell)
    }
    return list(operands, json ? new Map([...flags, ['json', '']]) : flags, ports, shell)
  },
}

/** `jobs --watch`: a live screen, where there is a person at a terminal. */
async function watch(args: readonly string[], shell: Shell): Promise<Outcome> {
  if (args.length > 1) return failed(shell, 'jobs: --watch: takes no other arguments')
  const { watchJobs } = shell.session
  if (watchJobs === undefined || shell.depth > 0)
    return failed(shell, 'jobs: --watch: needs an interactive shell and its terminal')
  const { job } = await watchJobs()
  return job === undefined ? 0 : await shell.execute(['fg', `%${job.id}`])
}

function list(
  specs: readonly string[],
  flags: ReadonlyMap<string, string>,
  ports: Ports,
  shell: Shell,
): Running {
  let status = 0
  const chosen: Job[] = specs.length === 0 ? [...shell.jobs.visible()] : []
  for (const spec of specs) {
    const job = findJob(spec, shell)
    if (isFault(job)) status = failed(shell, `jobs: ${job.fault}`)
    else chosen.push(job)
  }
  const wanted = chosen.filter(job => isWanted(job, flags, shell))
  const text = wanted.map(job => textOf(job, flags, shell)).join('')
  // What ended has now been told, and is forgotten.
  for (const job of wanted) if (!flags.has('p')) heard(job, shell)
  return printed(ports.out, text, status)
}

function isWanted(job: Job, flags: ReadonlyMap<string, string>, shell: Shell): boolean {
  if (flags.has('r') && job.state !== 'running') return false
  if (flags.has('s') && job.state !== 'stopped') return false
  return !flags.has('n') || shell.jobs.hasNews(job)
}

function textOf(job: Job, flags: ReadonlyMap<string, string>, shell: Shell): string {
  // One object a line, as all streams of objects.
  if (flags.has('json')) return `${JSON.stringify(jobRow(job))}\n`
  if (flags.has('p')) return job.pids[0] === undefined ? '' : `${job.pids[0]}\n`
  return `${jobLine(job, shell.jobs, { long: flags.has('l'), directory: shell.cwd })}\n`
}

function heard(job: Job, shell: Shell): void {
  shell.jobs.heard(job)
  if (isOver(job)) shell.jobs.remove(job)
}

/** `jobs -x command %1`: job specs become process ids. */
function runWithPids(words: readonly string[], shell: Shell): Running {
  if (words.length === 0) return 0
  const replaced = words.map(word => {
    const job = word.startsWith('%') ? findJob(word, shell) : undefined
    return job === undefined || isFault(job) ? word : String(job.pids[0] ?? word)
  })
  return shell.execute(replaced)
}
