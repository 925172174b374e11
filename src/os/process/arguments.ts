import { readFileSync } from 'node:fs'
import { decodeBytes } from '../../value/index.ts'

/**
 * The arguments this process was started with, after the script's name, as byte-faithful texts: process.argv replaces what
 * is not UTF-8, the kernel keeps the bytes.
 */
export function startArguments(): readonly string[] {
  const known = process.argv.slice(2)
  if (process.platform !== 'linux' || !known.some(argument => argument.includes('\ufffd'))) return known
  try {
    const all = decodeBytes(readFileSync('/proc/self/cmdline')).split('\0')
    return all.slice(0, -1).slice(-known.length)
  } catch {
    return known
  }
}
