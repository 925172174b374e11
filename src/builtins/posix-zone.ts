/** The TZ texts of POSIX.1-2024 8.3: `EST5EDT,M3.2.0,M11.1.0`, `<+09>-9`. */

/** What a clock shows at some time in a zone. */
export interface ZoneOffset {
  /** Seconds east of Greenwich. */
  readonly seconds: number
  readonly abbreviation: string
  readonly daylight: boolean
}

export interface PosixZone {
  readonly standard: ZoneOffset
  readonly daylight?: ZoneOffset & { readonly start: Rule; readonly end: Rule }
}

interface Rule {
  readonly kind: 'month' | 'julian' | 'day'
  readonly numbers: readonly number[]
  /** Seconds after midnight, local time. */
  readonly time: number
}

const name = String.raw`([A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)`
const clock = String.raw`([+-]?\d{1,3}(?::\d{2}){0,2})`
const rule = String.raw`,(M\d+\.\d+\.\d+|J\d+|\d+)(?:\/${clock})?`
const zone = new RegExp(`^${name}${clock}(?:${name}${clock}?(?:${rule}${rule})?)?$`)

/** Reads a TZ text; undefined for one that is none (a zone's name). */
export function parsePosixZone(text: string): PosixZone | undefined {
  const match = zone.exec(text)
  if (match === null) return undefined
  const seconds = -readClock(match[2] ?? '0')
  const standard = { seconds, abbreviation: bare(match[1] ?? ''), daylight: false }
  if (match[3] === undefined) return { standard }
  const daylight = {
    seconds: match[4] === undefined ? seconds + 3600 : -readClock(match[4]),
    abbreviation: bare(match[3]),
    daylight: true,
    start: readRule(match[5] ?? 'M3.2.0', match[6]),
    end: readRule(match[7] ?? 'M11.1.0', match[8]),
  }
  return { standard, daylight }
}

function bare(text: string): string {
  return text.replace(/[<>]/g, '')
}

function readClock(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.replace(/^[+-]/, '').split(':').map(Number)
  return (text.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds)
}

function readRule(text: string, time: string | undefined): Rule {
  const kind = text.startsWith('M') ? 'month' : text.startsWith('J') ? 'julian' : 'day'
  const numbers = text.replace(/^[MJ]/, '').split('.').map(Number)
  return { kind, numbers, time: time === undefined ? 7200 : readClock(time) }
}

/** The offset at a time (seconds since 1970). */
export function posixOffset(zone: PosixZone, time: number): ZoneOffset {
  const { standard, daylight } = zone
  if (daylight === undefined) return standard
  const year = new Date((time + standard.seconds) * 1000).getUTCFullYear()
  const start = ruleTime(daylight.start, year) - standard.seconds
  const end = ruleTime(daylight.end, year) - daylight.seconds
  const inside = start < end ? time >= start && time < end : time >= start || time < end
  return inside ? daylight : standard
}

/** When a rule strikes in a year, in seconds as a local clock counts them. */
function ruleTime(rule: Rule, year: number): number {
  const [first = 0, week = 0, weekday = 0] = rule.numbers
  const january = Date.UTC(year, 0, 1) / 1000
  if (rule.kind === 'day') return january + first * 86400 + rule.time
  if (rule.kind === 'julian') {
    const leap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1
    return january + (first - 1 + (leap && first >= 60 ? 1 : 0)) * 86400 + rule.time
  }
  const begin = new Date(Date.UTC(year, first - 1, 1))
  const days = new Date(Date.UTC(year, first, 0)).getUTCDate()
  let day = 1 + ((weekday - begin.getUTCDay() + 7) % 7) + (week - 1) * 7
  while (day > days) day -= 7
  return Date.UTC(year, first - 1, day) / 1000 + rule.time
}
