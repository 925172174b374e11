import { readFileSync, readdirSync } from 'node:fs'
import { runTextSync } from './child-process.ts'

/** A process of the system as `ps()` tells it. */
export interface SystemProcess {
  readonly pid: number
  readonly parent: number
  readonly user: string
  /** `R` running, `S` sleeping, `D` waiting for a device, `T` stopped, `Z` zombie, `I` idle. */
  readonly state: string
  /** CPU time used, in milliseconds. */
  readonly cpuMs: number
  /** Resident memory in bytes. */
  readonly memory: number
  readonly name: string
  readonly command: string
}

/** All processes that can be seen, by pid. */
export function listProcesses(): SystemProcess[] {
  return process.platform === 'linux' ? readProc() : askPs()
}

/** What these processes have started, and what that has, and so on; parents first. Windows does not tell. */
export function descendantsOf(pids: readonly number[]): number[] {
  if (process.platform === 'win32' || pids.length === 0) return []
  const children = Map.groupBy(listProcesses(), ({ parent }) => parent)
  const found: number[] = []
  for (let next = [...pids]; next.length > 0; found.push(...next))
    next = next.flatMap(pid => children.get(pid)?.map(child => child.pid) ?? [])
  return found
}

const ticksPerSecond = 100
const pageSize = 4096

function readProc(): SystemProcess[] {
  const users = userNames()
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(pid => readProcess(pid, users))
    .toSorted((a, b) => a.pid - b.pid)
}

/** proc(5). Nothing for one that ended meanwhile. */
function readProcess(pid: string, users: ReadonlyMap<string, string>): SystemProcess[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const owner = /^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? ''
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replace(/\0$/, '').replaceAll('\0', ' ')
    // The name stands in brackets and may hold any character, brackets too.
    const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'))
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const number = (at: number): number => Number(fields[at] ?? 0)
    return [
      {
        pid: Number(pid),
        parent: number(1),
        user: users.get(owner) ?? owner,
        state: fields[0] ?? '?',
        cpuMs: ((number(11) + number(12)) * 1000) / ticksPerSecond,
        memory: number(21) * pageSize,
        name,
        command: command === '' ? `[${name}]` : command,
      },
    ]
  } catch {
    return []
  }
}

function userNames(): ReadonlyMap<string, string> {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  return new Map(lines.map(line => line.split(':')).map(([name = '', , uid = '']) => [uid, name]))
}

/** ps(1), POSIX's output format. */
function askPs(): SystemProcess[] {
  const format = 'pid=,ppid=,user=,state=,time=,rss=,comm=,args='
  const { stdout, error } = runTextSync(['ps', '-A', '-o', format], { encoding: 'utf8' })
  if (error !== undefined) throw new Error(`ps: ${error.message}`, { cause: error })
  return String(stdout).split('\n').flatMap(parsePsLine)
}

function parsePsLine(line: string): SystemProcess[] {
  const match = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(\S+)\s+(\S+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line)
  if (match === null) return []
  const [, pid = '', parent = '', user = '', state = '', time = '', rss = '', name = '', command = ''] = match
  const seconds = time.split(/[:-]/).reduce((sum, part) => sum * 60 + Number(part), 0)
  return [
    {
      pid: Number(pid),
      parent: Number(parent),
      user,
      state: state.charAt(0),
      cpuMs: seconds * 1000,
      memory: Number(rss) * 1024,
      name,
      command,
    },
  ]
}
