import { readFileSync } from 'node:fs'

/** The rows of /proc/self/limits by the names of `ProcessHost.getLimit`. */
const ROWS: Readonly<Record<string, string>> = {
  as: 'Max address space',
  core: 'Max core file size',
  cpu: 'Max cpu time',
  data: 'Max data size',
  fsize: 'Max file size',
  locks: 'Max file locks',
  memlock: 'Max locked memory',
  msgqueue: 'Max msgqueue size',
  nice: 'Max nice priority',
  nofile: 'Max open files',
  nproc: 'Max processes',
  rss: 'Max resident set',
  rtprio: 'Max realtime priority',
  rttime: 'Max realtime timeout',
  sigpending: 'Max pending signals',
  stack: 'Max stack size',
}

/** A limit of this process as Linux shows it; node cannot ask the system, so undefined elsewhere. */
export function readLimit(name: string): { readonly soft: string; readonly hard: string } | undefined {
  const row = ROWS[name]
  if (row === undefined || process.platform !== 'linux') return undefined
  const line = readFileSync('/proc/self/limits', 'latin1')
    .split('\n')
    .find(text => text.startsWith(row))
  const [soft, hard] = line?.slice(row.length).trim().split(/\s+/) ?? []
  return soft === undefined || hard === undefined ? undefined : { soft, hard }
}
