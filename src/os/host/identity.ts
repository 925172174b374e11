import { readFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { decodeBytes } from '../../value/index.ts'

/** The environment this process was started with, as byte-faithful texts. */
export function startEnvironment(): Map<string, string> {
  const entries =
    rawEnvironment() ?? Object.entries(process.env).map(([name, value]) => `${name}=${value ?? ''}`)
  const environment = new Map<string, string>()
  for (const entry of entries) {
    const equals = entry.indexOf('=')
    // The first of two equal names counts, as for getenv(3).
    if (equals > 0 && !environment.has(entry.slice(0, equals))) {
      environment.set(entry.slice(0, equals), entry.slice(equals + 1))
    }
  }
  return environment
}

/** process.env replaces what is not UTF-8; the kernel keeps the bytes. */
function rawEnvironment(): readonly string[] | undefined {
  if (process.platform !== 'linux') return undefined
  try {
    return decodeBytes(readFileSync('/proc/self/environ')).split('\0')
  } catch {
    return undefined
  }
}

/** The real and effective ids; zeros where the system has none. */
export function processIds(): {
  readonly uid: number
  readonly euid: number
  readonly gid: number
  readonly egid: number
  readonly groups: readonly number[]
} {
  return {
    uid: process.getuid?.() ?? 0,
    euid: process.geteuid?.() ?? 0,
    gid: process.getgid?.() ?? 0,
    egid: process.getegid?.() ?? 0,
    groups: process.getgroups?.() ?? [],
  }
}

/** The login name, or the uid where the system knows none. */
export function loginName(): string {
  try {
    return decodeBytes(userInfo({ encoding: 'buffer' }).username)
  } catch {
    return String(process.getuid?.() ?? '')
  }
}

/** The login shell as the system's database has it. */
export function loginShell(): string | undefined {
  try {
    return userInfo().shell ?? undefined
  } catch {
    return undefined
  }
}

/** The home of this user as the system's database has it, not HOME. */
export function ownHome(): string | undefined {
  try {
    return decodeBytes(userInfo({ encoding: 'buffer' }).homedir)
  } catch {
    return undefined
  }
}

/** A user's home from /etc/passwd. */
export function homeFromPasswd(user: string): string | undefined {
  try {
    for (const line of decodeBytes(readFileSync('/etc/passwd')).split('\n')) {
      const fields = line.split(':')
      if (fields[0] === user) return fields[5]
    }
  } catch {
    // no such file on this system
  }
  return undefined
}
