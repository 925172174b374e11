import type { SpawnPlan } from './host.ts'

/** ulimit's letters (POSIX and what dash, bash and busybox share) and its units in bytes. */
const ULIMIT: Readonly<Record<string, readonly [letter: string, unit: bigint]>> = {
  core: ['c', 512n],
  cpu: ['t', 1n],
  data: ['d', 1024n],
  fsize: ['f', 512n],
  memlock: ['l', 1024n],
  nofile: ['n', 1n],
  nproc: ['p', 1n],
  stack: ['s', 1024n],
  as: ['v', 1024n],
}

/** A file the child opens itself: `3<path`. */
export interface Open {
  readonly number: number
  readonly operator: '<' | '>>'
  readonly path: string
}

/** What a child shall have that it cannot be given from outside. */
type Wishes = Pick<SpawnPlan, 'file' | 'argv' | 'limits'> &
  Partial<Pick<SpawnPlan, 'ignoredSignals'>> & { readonly opens?: readonly Open[] }

/**
 * A command that ignores signals, sets limits and opens FIFOs, and then becomes the program: `/bin/sh` can do to itself what
 * nobody can do to a child. Undefined if there is nothing of the kind to do. argv[0] is then the file's name.
 */
export function trampoline(
  plan: Wishes,
): { readonly file: string; readonly argv: readonly string[] } | undefined {
  const steps: string[] = []
  const ignored = [...(plan.ignoredSignals ?? [])]
  if (ignored.length > 0) steps.push(`trap '' ${ignored.join(' ')}`)
  for (const [name, { soft, hard }] of plan.limits ?? []) {
    const entry = ULIMIT[name]
    if (!entry) continue
    const [letter, unit] = entry
    for (const [kind, value] of [
      ['S', soft],
      ['H', hard],
    ] as const) {
      steps.push(`ulimit -${kind} -${letter} ${inUnits(value, unit)}`)
    }
  }
  const opens = plan.opens ?? []
  for (const { number, operator } of opens) steps.push(`exec ${number}${operator}"$1" && shift`)
  if (steps.length === 0 || process.platform === 'win32') return undefined
  const script = `${steps.join(' && ')} && exec "$0" "$@"`
  return {
    file: '/bin/sh',
    argv: ['sh', '-c', script, plan.file, ...opens.map(open => open.path), ...plan.argv.slice(1)],
  }
}

function inUnits(value: string, unit: bigint): string {
  return value === 'unlimited' ? value : String(BigInt(value) / unit)
}
