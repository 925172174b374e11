/** Whole commands timed side by side: interleaved rounds, medians, ratios to the first. */
import { spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

export const root = join(import.meta.dirname, '..')
export const nacre = [process.execPath, join(root, 'bin/nacre.js')]
export const node = process.execPath

/** A contestant: a name and an argument vector, with what it may read. */
export interface Contestant {
  readonly name: string
  readonly argv: readonly string[]
  readonly input?: string
}

/** The path of a program, or undefined where this machine has none. */
export function find(program: string): string | undefined {
  return (process.env.PATH ?? '')
    .split(':')
    .map(folder => join(folder, program))
    .find(path => existsSync(path))
}

/** Peers that are on this machine, each made by its path. */
export function peers(make: Record<string, (path: string) => Contestant>): Contestant[] {
  return Object.entries(make).flatMap(([program, contestant]) => {
    const path = find(program)
    if (path === undefined) console.log(`(${program} is not on this machine)`)
    return path === undefined ? [] : [contestant(path)]
  })
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Wall time of one run in milliseconds; throws if it fails to start. */
export function time(contestant: Contestant): number {
  const start = performance.now()
  run(contestant)
  return performance.now() - start
}

/** The most memory that a run had at once, in megabytes, by GNU time; NaN where there is none. */
export function peakMemory(contestant: Contestant): number {
  const gnuTime = find('time')
  if (gnuTime === undefined) return Number.NaN
  const { stderr } = run({ ...contestant, argv: [gnuTime, '-f', '%M', ...contestant.argv] }, 'pipe')
  return Number(stderr.trim().split('\n').at(-1)) / 1024
}

function run(contestant: Contestant, stderr: 'inherit' | 'pipe' = 'inherit'): { readonly stderr: string } {
  const result = start(contestant, stderr)
  if (result.error !== undefined) throw result.error
  if (result.status !== 0) throw refusal(contestant, result)
  return result
}

function start(contestant: Contestant, stderr: 'inherit' | 'pipe'): SpawnSyncReturns<string> {
  const [file = '', ...args] = contestant.argv
  return spawnSync(file, args, {
    input: contestant.input ?? '',
    encoding: 'utf8',
    stdio: ['pipe', 'ignore', stderr],
    cwd: root,
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: undefined,
      PATH: `${dirname(node)}:${process.env.PATH ?? ''}`,
    },
  })
}

/**
 * Medians by name, every contestant run once a round so that a slow minute hurts all alike. A peer that does not speak
 * what it was given is left out, and that is said.
 */
export function race(contestants: readonly Contestant[], rounds: number): Map<string, number> {
  const able = contestants.filter(contestant => canRun(contestant))
  const times = new Map<string, number[]>(able.map(c => [c.name, []]))
  for (let round = 0; round < rounds; round++) {
    for (const contestant of able) times.get(contestant.name)?.push(time(contestant))
  }
  return new Map([...times].map(([name, values]) => [name, median(values)]))
}

function canRun(contestant: Contestant): boolean {
  const attempt = start(contestant, 'pipe')
  const isOver = attempt.error === undefined && attempt.status === 0
  const isPeer = contestant.argv[0] !== node
  // fish gives 0 for what it cannot parse.
  if (isOver && !(isPeer && attempt.stderr !== '')) return true
  // Ours and Node have to run all that is measured.
  if (!isPeer) throw attempt.error ?? refusal(contestant, attempt)
  console.log(`(${contestant.name} refuses, left out: ${contestant.argv.at(-1)})`)
  return false
}

function refusal({ name }: Contestant, { status, stderr }: SpawnSyncReturns<string>): Error {
  return new Error(`${name}: status ${status}\n${stderr ?? ''}`)
}

/** Prints a table: name, median, ratio to the base. */
export function report(
  title: string,
  medians: ReadonlyMap<string, number>,
  base: string,
  bar?: string,
  measure = 'ms',
): void {
  const unit = medians.get(base) ?? Number.NaN
  console.log(`\n${title}${bar === undefined ? '' : `   (bar: ${bar})`}`)
  for (const [name, value] of medians) {
    console.log(
      `  ${name.padEnd(28)} ${value.toFixed(1).padStart(9)} ${measure}  ${(value / unit).toFixed(2).padStart(6)}×`,
    )
  }
}
