import type { Job } from '../jobs/index.ts'
import type { Builtin, Ports, Shell, Status } from '../lang/eval/index.ts'
import { decodeBytes } from '../value/index.ts'
import { readOptions } from './getopt.ts'
import { isFault, recallJob } from './job-spec.ts'
import { failed } from './usage.ts'

/** `output`: what a job has written so far; with `-f` what it goes on to write as well. */
export const output: Builtin = {
  name: 'output',
  synopsis: 'output [-f] [jobspec]',
  summary: 'Show what a job of `spawn`, a pool or a coroutine has written.',
  examples: [{ line: "spawn sh -c 'echo one; echo two'; await; output %1", shows: 'one\ntwo\n' }],
  run(args, ports, shell) {
    const parsed = readOptions(output, 'f', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const { operands, flags } = parsed
    if (operands.length > 1) return failed(shell, 'output: too many arguments', 2)
    const job = recallJob(operands[0], shell)
    if (isFault(job)) return failed(shell, `output: ${job.fault}`)
    if (!job.output.isKept) return failed(shell, `output: ${unkept(job)}`)
    return copy(job, flags.has('f'), ports, shell)
  },
}

function unkept(job: Job): string {
  return job.noHangup
    ? `%${job.id}: its output is not kept: it was let go (--log FILE writes it to a file)`
    : `%${job.id}: its output went to the terminal; spawn keeps it`
}

async function copy(job: Job, follow: boolean, ports: Ports, shell: Shell): Promise<Status> {
  const signal = shell.session.interruption
  for await (const bytes of job.output.chunks({ follow, signal })) {
    await ports.out.write(decodeBytes(bytes))
    if (signal?.aborted === true) break
  }
  return signal?.aborted === true ? 130 : 0
}
