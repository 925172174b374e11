import type { Zone } from './time-zone.ts'

/** strftime(3) of glibc in the C locale: `%(fmt)T` of printf and `\D{fmt}` of prompts. */

const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** A time taken apart in its zone. */
interface Moment {
  readonly date: Date // shifted, so that its UTC fields are the local ones
  readonly time: number
  readonly offset: number
  readonly abbreviation: string
}

interface Field {
  readonly text: string
  /** Padding of numbers: how wide, and with what. */
  readonly width?: number
  readonly pad?: '0' | ' '
}

const specifier = /%([_\-0^#]*)(\d*)[EO]?([a-zA-Z%])/g

const composed: Readonly<Record<string, string>> = {
  c: '%a %b %e %H:%M:%S %Y',
  D: '%m/%d/%y',
  F: '%Y-%m-%d',
  h: '%b',
  r: '%I:%M:%S %p',
  R: '%H:%M',
  T: '%H:%M:%S',
  x: '%m/%d/%y',
  X: '%H:%M:%S',
}

/** The time (seconds since 1970) as the format asks. */
export function strftime(format: string, time: number, zone: Zone): string {
  const { seconds, abbreviation } = zone(time)
  return expand(format, { date: new Date((time + seconds) * 1000), time, offset: seconds, abbreviation })
}

function expand(format: string, moment: Moment): string {
  return format.replace(specifier, (all: string, flags: string, width: string, letter: string) => {
    const parts = composed[letter]
    const field = parts === undefined ? fieldOf(letter, moment) : { text: expand(parts, moment) }
    return field === undefined ? all : layOut(field, flags, width, letter)
  })
}

function layOut(field: Field, flags: string, width: string, letter: string): string {
  let text = field.text
  if (flags.includes('^')) text = text.toUpperCase()
  if (flags.includes('#')) text = letter === 'p' || letter === 'Z' ? text.toLowerCase() : text.toUpperCase()
  const asked = /[_\-0](?=[^_\-0]*$)/.exec(flags)?.[0]
  if (asked === '-') return text.padStart(Number(width), field.width === undefined ? ' ' : '0')
  const pad =
    asked === '_' ? ' ' : asked === '0' ? '0' : (field.pad ?? (field.width === undefined ? ' ' : '0'))
  return text.padStart(width === '' ? (field.width ?? 0) : Number(width), pad)
}

function number(value: number, width: number, pad: '0' | ' ' = '0'): Field {
  return { text: String(value), width, pad }
}

function fieldOf(letter: string, moment: Moment): Field | undefined {
  return dateField(letter, moment.date) ?? clockField(letter, moment)
}

function dateField(letter: string, date: Date): Field | undefined {
  const year = date.getUTCFullYear()
  const weekday = date.getUTCDay()
  switch (letter) {
    case 'a':
      return { text: (days[weekday] ?? '').slice(0, 3) }
    case 'A':
      return { text: days[weekday] ?? '' }
    case 'b':
      return { text: (months[date.getUTCMonth()] ?? '').slice(0, 3) }
    case 'B':
      return { text: months[date.getUTCMonth()] ?? '' }
    case 'C':
      return number(Math.floor(year / 100), 2)
    case 'd':
      return number(date.getUTCDate(), 2)
    case 'e':
      return number(date.getUTCDate(), 2, ' ')
    case 'g':
      return number(isoWeek(date).year % 100, 2)
    case 'G':
      return { text: String(isoWeek(date).year) }
    case 'j':
      return number(dayOfYear(date) + 1, 3)
    case 'm':
      return number(date.getUTCMonth() + 1, 2)
    case 'u':
      return number(weekday === 0 ? 7 : weekday, 1)
    case 'U':
      return number(Math.floor((dayOfYear(date) + 7 - weekday) / 7), 2)
    case 'V':
      return number(isoWeek(date).week, 2)
    case 'w':
      return number(weekday, 1)
    case 'W':
      return number(Math.floor((dayOfYear(date) + 7 - ((weekday + 6) % 7)) / 7), 2)
    case 'y':
      return number(((year % 100) + 100) % 100, 2)
    case 'Y':
      return { text: String(year), pad: '0' }
    default:
      return undefined
  }
}

function clockField(letter: string, moment: Moment): Field | undefined {
  const hour = moment.date.getUTCHours()
  const twelve = hour % 12 === 0 ? 12 : hour % 12
  switch (letter) {
    case 'H':
      return number(hour, 2)
    case 'I':
      return number(twelve, 2)
    case 'k':
      return number(hour, 2, ' ')
    case 'l':
      return number(twelve, 2, ' ')
    case 'M':
      return number(moment.date.getUTCMinutes(), 2)
    case 'n':
      return { text: '\n' }
    case 'p':
      return { text: hour < 12 ? 'AM' : 'PM' }
    case 'P':
      return { text: hour < 12 ? 'am' : 'pm' }
    case 's':
      return number(moment.time, 1)
    case 'S':
      return number(moment.date.getUTCSeconds(), 2)
    case 't':
      return { text: '\t' }
    case 'z':
      return { text: offsetText(moment.offset) }
    case 'Z':
      return { text: moment.abbreviation }
    case '%':
      return { text: '%' }
    default:
      return undefined
  }
}

function offsetText(offset: number): string {
  const minutes = Math.floor(Math.abs(offset) / 60)
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`
}

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86400000)
}

/** ISO 8601: weeks begin on Monday; the first holds the year's first Thursday. */
function isoWeek(date: Date): { year: number; week: number } {
  const thursday = new Date(date.getTime() + (3 - ((date.getUTCDay() + 6) % 7)) * 86400000)
  return { year: thursday.getUTCFullYear(), week: Math.floor(dayOfYear(thursday) / 7) + 1 }
}
