import { parsePosixZone, posixOffset, type ZoneOffset } from './posix-zone.ts'

/** The offset of a zone at a time (seconds since 1970). */
export type Zone = (time: number) => ZoneOffset

const utc: Zone = () => ({ seconds: 0, abbreviation: 'UTC', daylight: false })

/**
 * The zone that TZ names, as tzset(3) finds it: a POSIX text, or a file of the zone database; the system's zone where TZ
 * is unset; UTC where nothing is found.
 */
export function findZone(tz: string | undefined, readFile: (path: string) => Uint8Array): Zone {
  if (tz === '') return utc
  const text = tz?.replace(/^:/, '')
  const posix = text === undefined ? undefined : parsePosixZone(text)
  if (posix !== undefined && !existsAsFile(text ?? '')) return time => posixOffset(posix, time)
  const path =
    text === undefined ? '/etc/localtime' : text.startsWith('/') ? text : `/usr/share/zoneinfo/${text}`
  try {
    return readZoneFile(readFile(path))
  } catch {
    return text === undefined ? systemZone : utc
  }
}

/** `EST5EDT` and the like are both files and texts; they mean the same. */
function existsAsFile(text: string): boolean {
  return text.includes('/')
}

const systemZone: Zone = time => {
  const seconds = -new Date(time * 1000).getTimezoneOffset() * 60
  return { seconds, abbreviation: seconds === 0 ? 'UTC' : 'LOC', daylight: false }
}

/** A compiled zone, tzfile(5), version 2 and up; of version 1 files the same in 32 bits. */
function readZoneFile(bytes: Uint8Array): Zone {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(0) !== 0x545a6966) throw new Error('not a zone file')
  const first = readCounts(view, 0)
  if (view.getUint8(4) === 0) return zoneAt(view, first, 44, 4, '')
  const begin = 44 + blockSize(first, 4)
  const counts = readCounts(view, begin)
  const body = begin + 44
  const footer = Buffer.from(bytes.subarray(body + blockSize(counts, 8))).toString('latin1')
  return zoneAt(view, counts, body, 8, footer.trim())
}

type Counts = readonly [utc: number, std: number, leap: number, times: number, types: number, chars: number]

function readCounts(view: DataView, at: number): Counts {
  const count = (i: number): number => view.getUint32(at + 20 + 4 * i)
  return [count(0), count(1), count(2), count(3), count(4), count(5)]
}

function blockSize([utcs, stds, leaps, times, types, chars]: Counts, size: number): number {
  return times * (size + 1) + types * 6 + chars + leaps * (size + 4) + stds + utcs
}

function zoneAt(view: DataView, counts: Counts, body: number, size: 4 | 8, footer: string): Zone {
  const times = counts[3]
  const types = body + times * (size + 1)
  const names = types + counts[4] * 6
  const rule = parsePosixZone(footer)
  const timeOf = (i: number): number =>
    size === 8 ? Number(view.getBigInt64(body + 8 * i)) : view.getInt32(body + 4 * i)
  const typeAt = (i: number): ZoneOffset => {
    const at = types + 6 * i
    let end = names + view.getUint8(at + 5)
    let abbreviation = ''
    for (; view.getUint8(end) !== 0; end++) abbreviation += String.fromCharCode(view.getUint8(end))
    return { seconds: view.getInt32(at), daylight: view.getUint8(at + 4) === 1, abbreviation }
  }
  return time => {
    if (times === 0 || time < timeOf(0)) return times === 0 && rule ? posixOffset(rule, time) : typeAt(0)
    if (rule !== undefined && time >= timeOf(times - 1)) return posixOffset(rule, time)
    let low = 0
    let high = times
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (timeOf(middle) <= time) low = middle
      else high = middle
    }
    return typeAt(view.getUint8(body + times * size + low))
  }
}
