/**
 * The first fifty completions of fish and of nacre at ten positions each of six programs, side by side. `node
 * bench/completion-with-fish.ts [program…]`; `--all` shows what both have, too.
 */
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { join } from 'node:path'
import type { Completions } from '../src/repl/completion/candidate.ts'
import { positions } from './completion/positions.ts'
import { makeWorld, type World } from './completion/world.ts'

interface Offer {
  readonly value: string
  readonly description: string
}

const most = 50

/** Standard output of a program; not synchronous, since what it asks may be served here. */
async function output(
  argv: readonly string[],
  world: World,
  variables: object,
  input: string,
): Promise<string> {
  const [file = '', ...args] = argv
  const env = { ...world.environment, ...variables }
  const child = spawn(file, args, { cwd: world.folder, env, stdio: ['pipe', 'pipe', 'ignore'] })
  child.stdin.end(input)
  return await text(child.stdout)
}

async function ofFish(line: string, world: World): Promise<Offer[]> {
  const code = 'docker completion fish | source; complete -C "$line"'
  const found = (await output(['fish', '-c', code], world, { line }, '')).split('\n').filter(Boolean)
  return found.map(one => {
    const [value = '', description = ''] = one.split('\t')
    return { value, description }
  })
}

interface Answer {
  readonly line: string
  readonly first: number | undefined
  readonly done: number
  readonly found: Completions
}

async function ofNacre(lines: readonly string[], world: World): Promise<Answer[]> {
  const program = [process.execPath, join(import.meta.dirname, 'completion/ours.ts')]
  const answers = (await output(program, world, {}, lines.join('\n'))).split('\n').filter(Boolean)
  return answers.map(one => JSON.parse(one) as Answer)
}

const bare = (value: string): string => value.replace(/[= ]$/, '')

function compare(fish: readonly Offer[], { line, first, done, found }: Answer): string {
  const ours = found.choices.map(one => ({ value: one.text, description: one.description }))
  const [theirs, mine] = [fish, ours].map(list => list.slice(0, most).map(one => bare(one.value)))
  const all = [fish, ours].map(list => new Set(list.map(one => bare(one.value))))
  const both = (theirs ?? []).filter(value => all[1]?.has(value) === true)
  const missing = (theirs ?? []).filter(value => all[1]?.has(value) !== true)
  const more = (mine ?? []).filter(value => all[0]?.has(value) !== true)
  const described = ours.slice(0, most).filter(one => one.description !== '').length
  const rows = [
    `\n▸ ${JSON.stringify(line)}  fish ${fish.length}, nacre ${ours.length}; of fish's first ${Math.min(most, fish.length)}: ${both.length} here, ${missing.length} not; described ${described}/${Math.min(most, ours.length)}; first ${first?.toFixed(0)} ms, whole ${done.toFixed(0)} ms`,
  ]
  if (missing.length > 0) rows.push(`   only fish:  ${missing.join(' ')}`)
  if (more.length > 0) rows.push(`   only nacre: ${more.join(' ')}`)
  if (process.argv.includes('--all')) rows.push(`   both:       ${both.join(' ')}`)
  return rows.join('\n')
}

const world = await makeWorld()
try {
  const wanted = process.argv.slice(2).filter(word => word in positions)
  const lines = Object.entries(positions)
    .filter(([program]) => wanted.length === 0 || wanted.includes(program))
    .flatMap(([, list]) => list)
  for (const answer of await ofNacre(lines, world))
    console.log(compare(await ofFish(answer.line, world), answer))
} finally {
  world.close()
}
