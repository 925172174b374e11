/**
 * Runs many scripts in one process of a shell: each in a subshell, in a folder of its own, with its stdout in a file. Both
 * shells get the same driver, so that what a subshell changes is changed in both.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

export interface Answer {
  /** Bytes as Latin-1. */
  readonly stdout: string
  readonly status: number
  /** It said so on stderr. */
  readonly syntaxError?: boolean
}

/** What is said of a script that did not end, or that took the shell down with it. */
export const noAnswer: Answer = { stdout: '', status: -1 }

const driver = `
for fuzz_n in $FUZZ_CASES; do
  ( cd "$FUZZ_ROOT/$fuzz_n/w" && unset FUZZ_CASES FUZZ_ROOT fuzz_n && . ../script ) >"$FUZZ_ROOT/$fuzz_n/out" 2>"$FUZZ_ROOT/$fuzz_n/err" </dev/null
  echo "$?" >"$FUZZ_ROOT/$fuzz_n/status"
done`

/** The answers of a shell, in the order of the scripts. One that hangs is asked alone, and given up after ten seconds. */
export async function answers(argv: readonly string[], scripts: readonly string[]): Promise<Answer[]> {
  const folder = mkdtempSync(join(tmpdir(), 'nacre-fuzz-'))
  try {
    for (const [index, script] of scripts.entries()) {
      mkdirSync(join(folder, `${index}/w`), { recursive: true })
      writeFileSync(join(folder, `${index}/script`), Buffer.from(script, 'utf8'))
    }
    await drive(argv, folder, scripts.length)
    const found = scripts.map((_, index) => answerIn(folder, index))
    const stuck = found.indexOf(undefined)
    if (stuck < 0) return found as Answer[]
    return [...(found.slice(0, stuck) as Answer[]), ...(await afterStuck(argv, scripts.slice(stuck)))]
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** The first is asked once more, alone; then the others. */
async function afterStuck(argv: readonly string[], scripts: readonly string[]): Promise<Answer[]> {
  const [first = '', ...others] = scripts
  if (others.length === 0) return [noAnswer]
  return [...(await answers(argv, [first])), ...(await answers(argv, others))]
}

/** Undefined where the shell did not come to its end. */
function answerIn(folder: string, index: number): Answer | undefined {
  const status = join(folder, `${index}/status`)
  if (!existsSync(status)) return undefined
  const number = Number.parseInt(readFileSync(status, 'utf8'), 10)
  if (Number.isNaN(number)) return undefined
  const out = readFileSync(join(folder, `${index}/out`), 'latin1')
  const error = readFileSync(join(folder, `${index}/err`), 'latin1')
  const stdout = out
    .replaceAll(join(folder, `${index}`), '@')
    .replaceAll(folder, '@@')
    .replaceAll(basename(folder), '@@')
  return { stdout, status: number, syntaxError: /syntax error|unexpected EOF|bad substitution/.test(error) }
}

function drive(argv: readonly string[], folder: string, count: number): Promise<void> {
  const [file = '', ...args] = argv
  const child = spawn(file, [...args, '-c', driver, 'sh'], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: '/nonexistent',
      // Else it would come to be.
      XDG_CACHE_HOME: join(folder, 'cache'),
      LC_ALL: 'C.UTF-8',
      FUZZ_ROOT: folder,
      FUZZ_CASES: Array.from({ length: count }, (_, index) => index).join(' '),
    },
    stdio: 'ignore',
    // A group of its own, so that what a script left running ends with it.
    detached: true,
  })
  const timer = setTimeout(() => killGroup(child.pid), 8_000 + 200 * count)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', () => {
      clearTimeout(timer)
      killGroup(child.pid)
      resolve()
    })
  })
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // nobody is left
  }
}
