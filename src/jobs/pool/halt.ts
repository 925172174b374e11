/** When a run ends before its last task (GNU parallel, --halt). */
export interface Halt {
  /** `now`: what runs is ended as well; `soon`: it may come to its end. */
  readonly when: 'now' | 'soon' | 'never'
  readonly what: 'fail' | 'success' | 'done'
  /** So many, or of a hundred per cent. */
  readonly count: number
  readonly isPercent: boolean
}

const never: Halt = { when: 'never', what: 'fail', count: 1, isPercent: false }

/** Reads `never`, `now,fail=1`, `soon,fail=30%`, `now,success=2`, `soon,done=5`; undefined for anything else. */
export function parseHalt(text: string): Halt | undefined {
  if (text === 'never' || text === '0') return never
  // As in old versions of parallel.
  if (text === '1') return { ...never, when: 'soon' }
  if (text === '2') return { ...never, when: 'now' }
  const match = /^(now|soon)(?:,(fail|success|done)=(\d+)(%?))?$/.exec(text)
  if (match === null) return undefined
  return {
    when: match[1] as 'now' | 'soon',
    what: (match[2] ?? 'fail') as Halt['what'],
    count: Number(match[3] ?? 1),
    isPercent: match[4] === '%',
  }
}

export interface Counts {
  readonly done: number
  readonly failed: number
  readonly total: number | undefined
}

/** Whether it is time. Of an unknown total no per cent are reached; parallel wants at least three tasks for that. */
export function isHalted(halt: Halt, { done, failed, total }: Counts): boolean {
  if (halt.when === 'never') return false
  const number = halt.what === 'fail' ? failed : halt.what === 'done' ? done : done - failed
  if (!halt.isPercent) return number >= halt.count
  return total !== undefined && failed >= 3 && number * 100 >= halt.count * total
}
