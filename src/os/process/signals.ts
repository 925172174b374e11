import { constants } from 'node:os'

/** Signal names without SIG by number: the classic ones of this system, and Linux's real-time ones as bash names them. */
export function signalNames(): ReadonlyMap<number, string> {
  const names = new Map<number, string>()
  for (const [name, number] of Object.entries(constants.signals)) {
    // The first name of a number is the usual one: ABRT before IOT, IO before POLL.
    if (!names.has(number)) names.set(number, name.slice(3))
  }
  if (process.platform === 'linux') for (let n = 34; n <= 64; n++) names.set(n, realTimeName(n))
  return new Map([...names].sort(([a], [b]) => a - b))
}

function realTimeName(number: number): string {
  const [first, last] = [34, 64]
  const fromFirst = number - first
  const fromLast = last - number
  if (fromFirst <= fromLast) return fromFirst === 0 ? 'RTMIN' : `RTMIN+${fromFirst}`
  return fromLast === 0 ? 'RTMAX' : `RTMAX-${fromLast}`
}
