const units: readonly (readonly [seconds: number, letter: string])[] = [
  [365 * 86400, 'y'],
  [7 * 86400, 'w'],
  [86400, 'd'],
  [3600, 'h'],
  [60, 'm'],
]

/** How long ago, in four columns at most: `now`, `5m`, `3h`, `2d`, `7w`, `1y`; nothing where nobody knows. */
export function ageText(at: number, now: number): string {
  if (at === 0) return ''
  const seconds = Math.max(0, (now - at) / 1000)
  const [size, letter] = units.find(([least]) => seconds >= least) ?? [1, '']
  return letter === '' ? 'now' : `${Math.floor(seconds / size)}${letter}`
}

/** How long it took: `12ms`, `3.4s`, `2m05s`, `1h02m`. */
export function lastedText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)}ms`
  const seconds = ms / 1000
  if (seconds < 60) return `${seconds.toFixed(1)}s`
  const two = (value: number): string => String(Math.floor(value)).padStart(2, '0')
  if (seconds < 3600) return `${Math.floor(seconds / 60)}m${two(seconds % 60)}s`
  return `${Math.floor(seconds / 3600)}h${two((seconds % 3600) / 60)}m`
}
