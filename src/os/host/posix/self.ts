import { decodeBytes } from '../../../value/index.ts'
import type { ResourceUsage } from '../host.ts'
import { rethrow } from '../node-errors.ts'
import { cString } from './memory.ts'
import type { System } from './system.ts'
import { readUsage, USAGE_SIZE } from './usage.ts'

/** This process's directory, byte-faithful. Throws ENOENT where it is gone. */
export function currentDirectory(system: System): string {
  let known: string
  try {
    known = process.cwd()
  } catch (error) {
    rethrow(error)
  }
  return known.includes('\ufffd') ? directoryBytes(system) : known
}

function directoryBytes(system: System): string {
  const memory = Buffer.alloc(65_536)
  if (!system.libc.getcwd(memory, memory.length)) throw system.error()
  return decodeBytes(memory.subarray(0, memory.indexOf(0)))
}

/** What all children that were waited for have used. */
export function childUsage(system: System): ResourceUsage {
  const memory = Buffer.alloc(USAGE_SIZE)
  system.libc.getrusage(system.platform.RUSAGE_CHILDREN, memory)
  return readUsage(memory, system.platform)
}

/** A user's home from wherever this system keeps its users (getpwnam(3)): LDAP, directory services. */
export function homeFromDatabase(system: System, user: string): string | undefined {
  const entry = system.libc.getpwnam(cString(user))
  return entry ? system.libc.stringAt(entry + BigInt(system.platform.passwdDirectory)) : undefined
}
