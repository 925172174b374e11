import type { Job } from './job.ts'

/** The jobs that a job spec without its `%` means: an id, a name, a beginning of the command, `?` and a part of it. */
export function matchJobs(jobs: readonly Job[], text: string): Job[] {
  if (/^\d+$/.test(text)) return jobs.filter(job => job.id === Number(text))
  if (text.startsWith('?')) return jobs.filter(job => job.command.includes(text.slice(1)))
  const named = jobs.filter(job => job.name === text)
  return named.length > 0 ? named : jobs.filter(job => job.command.startsWith(text))
}
