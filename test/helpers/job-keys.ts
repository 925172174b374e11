/** Words of the tests of job control at a prompt: programs that tell that they run, keys, gates that tests open. */
import { execFileSync } from 'node:child_process'
import { open as openFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { ShellProgram } from './shell-program.ts'

export const ctrlC = '\x03'
export const ctrlZ = '\x1a'
export const ctrlBackslash = '\x1c'

/** A program that says that it runs (its text on the line does not look like it), and then sleeps for a minute. */
export function busy(name: string, rest = 'exec sleep 60'): string {
  return `sh -c 'echo "${name}"-runs; ${rest}'`
}

/** Types a line and waits for what it shows. */
export async function start(shell: ShellProgram, line: string, mark: RegExp): Promise<void> {
  shell.send(`${line}\r`)
  await shell.until(mark)
}

/** Starts `busy(name)` in the foreground and waits until it runs. */
export async function startBusy(shell: ShellProgram, name: string, rest?: string): Promise<void> {
  await start(shell, busy(name, rest), new RegExp(`^${name}-runs$`, 'm'))
}

/** Sends a key to what runs and waits for the prompt; gives what is shown by then. */
export async function key(shell: ShellProgram, bytes: string): Promise<string> {
  shell.send(bytes)
  return await shell.shown()
}

/** A FIFO in the shell's home: `read go < NAME` in a job waits until `open` is called. */
export function gate(
  shell: ShellProgram,
  name = 'gate',
): { readonly open: (text?: string) => Promise<void> } {
  const path = join(shell.home, name)
  execFileSync('mkfifo', [path])
  return {
    async open(text = 'go') {
      const file = await openFile(path, 'w')
      await file.write(`${text}\n`)
      await file.close()
    },
  }
}

/** What a job says of itself through a FIFO: resolves with its first line. */
export function told(shell: ShellProgram, name = 'told'): Promise<string> {
  const path = join(shell.home, name)
  execFileSync('mkfifo', [path])
  return openFile(path, 'r').then(async file => {
    const text = await file.readFile('utf8')
    await file.close()
    return text.trim()
  })
}

/** Waits until a program leads the group that has the terminal of `shell`, and waits for something; gives its pid. */
export async function frontOf(shell: number, program: string): Promise<number> {
  const front = (): number => processOf(shell).foreground
  await expect
    .poll(() => {
      const name = readFileSync(`/proc/${front()}/comm`, 'utf8').trim()
      return `${name} ${processOf(front()).state}`
    })
    .toBe(`${program} S`)
  return front()
}

/** Fields of a process by proc(5): its state, group and session, and the group that has the terminal. */
export function processOf(pid: number): {
  readonly state: string
  readonly group: number
  readonly session: number
  readonly foreground: number
} {
  const [, rest = ''] = /^\d+ \(.*\) (.*)/s.exec(readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? []
  const [state = '', , group = '', session = '', , foreground = ''] = rest.split(' ')
  return { state, group: Number(group), session: Number(session), foreground: Number(foreground) }
}

/** Whether a process is there and no zombie. */
export function isAlive(pid: number): boolean {
  try {
    return processOf(pid).state !== 'Z'
  } catch {
    return false
  }
}
