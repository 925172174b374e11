import { background, foreground, holdLoop, isOver, type Job, SpawnedJob } from '../jobs/index.ts'
import { type Builtin, controlsJobs, type Shell } from '../lang/eval/index.ts'
import { chain } from '../value/index.ts'
import { readOptions } from './getopt.ts'
import { findJob, isFault } from './job-spec.ts'
import { after, failed } from './usage.ts'

/** `fg`: continue a job in the foreground. POSIX.1-2024, utilities, fg. */
export const fg: Builtin = {
  name: 'fg',
  synopsis: 'fg [job_spec]',
  summary: 'Move job to the foreground.',
  examples: [{ line: 'fg 2>/dev/null', status: 1 }],
  run(args, ports, shell) {
    if (!controlsJobs(shell)) return failed(shell, 'fg: no job control')
    const parsed = readOptions(fg, '', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const job = findJob(parsed.operands[0], shell)
    if (isFault(job)) return failed(shell, `fg: ${job.fault}`)
    if (isOver(job)) return failed(shell, 'fg: job has terminated')
    shell.jobs.touch(job)
    const hold = holdLoop()
    return foreground(shell.host, shell.jobs, job, {
      continue: true,
      announce: () =>
        chain(ports.out.line(`${job.command}${place(job, shell)}`), () =>
          hasTerminal(job) ? ports.err.line('(Ctrl-] leaves it to the background)') : undefined,
        ),
      onLeave: () => ports.err.line(`\n[${job.id}]  ${job.command} &`),
    }).finally(hold)
  },
}

/** It is joined to the shell's terminal, not given it. */
function hasTerminal(job: Job): boolean {
  return job instanceof SpawnedJob && job.terminal !== undefined
}

/** `bg`: continue jobs in the background. POSIX.1-2024, utilities, bg. */
export const bg: Builtin = {
  name: 'bg',
  synopsis: 'bg [job_spec ...]',
  summary: 'Move jobs to the background.',
  examples: [{ line: 'bg 2>/dev/null', status: 1 }],
  run(args, ports, shell) {
    if (!controlsJobs(shell)) return failed(shell, 'bg: no job control')
    const parsed = readOptions(bg, '', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    let status = 0
    let text = ''
    for (const spec of parsed.operands.length === 0 ? [undefined] : parsed.operands) {
      const line = continueBehind(spec, shell)
      if (line === undefined) status = 1
      else text += line
    }
    return text === '' ? status : after(ports.out.write(text), status)
  },
}

function continueBehind(spec: string | undefined, shell: Shell): string | undefined {
  const job = findJob(spec, shell)
  if (isFault(job)) {
    shell.complain(`bg: ${job.fault}`)
    return undefined
  }
  if (isOver(job)) {
    shell.complain(`bg: job ${job.id} has terminated`)
    return undefined
  }
  if (job.state === 'running') {
    shell.complain(`bg: job ${job.id} already in background`)
    return ''
  }
  const mark = job === shell.jobs.current ? '+' : job === shell.jobs.previous ? '-' : ' '
  background(shell.jobs, job)
  shell.lastBackground = job.pid ?? shell.lastBackground
  return `[${job.id}]${mark} ${job.command} &${place(job, shell)}\n`
}

/** Where a job was started, if it was elsewhere. */
function place({ directory }: Job, shell: Shell): string {
  return directory === undefined || directory === shell.cwd ? '' : `\t(wd: ${directory})`
}
