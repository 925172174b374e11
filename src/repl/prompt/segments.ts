import { graphemes } from '../editor/graphemes.ts'
import { styled } from '../screen/style.ts'
import type { GitFacts, PromptFacts, PromptText } from '../../shell/index.ts'

/** A part of the prompt; undefined where it has nothing to tell. */
type Segment = (facts: PromptFacts) => string | undefined

const host: Segment = ({ host: name, color }) =>
  name === undefined ? undefined : styled('\x1b[33m', name, color)

const directory: Segment = facts =>
  styled('\x1b[1;36m', shortened(facts.directory, Math.max(12, Math.floor(facts.columns / 3))), facts.color)

const git: Segment = ({ git: found, color }) =>
  found === undefined ? undefined : styled(gitStyle(found), gitText(found), color)

const environment: Segment = ({ environment: name, color }) =>
  name === undefined ? undefined : styled('\x1b[2;35m', `(${name})`, color)

const status: Segment = ({ status: code, color }) =>
  code === 0 ? undefined : styled('\x1b[31m', `✘ ${code}`, color)

const duration: Segment = ({ durationMs, color }) =>
  durationMs < 2000 ? undefined : styled('\x1b[33m', durationText(durationMs), color)

const jobs: Segment = ({ jobs: count, color }) =>
  count === 0 ? undefined : styled('\x1b[34m', `⚙ ${count}`, color)

/** nacre's own prompt: where we are at the left, what happened at the right. */
export function defaultPrompt(facts: PromptFacts): PromptText {
  const shown = (segments: readonly Segment[]): string =>
    segments.flatMap(segment => segment(facts) ?? []).join(' ')
  return { left: `${shown([environment, host, directory, git])} `, right: shown([status, duration, jobs]) }
}

function gitStyle({ state }: GitFacts): string {
  if (state === undefined) return '\x1b[2m'
  return state.changed || state.untracked ? '\x1b[33m' : '\x1b[32m'
}

function gitText({ branch, operation, state }: GitFacts): string {
  const marks = [
    state?.changed === true ? '*' : '',
    state?.untracked === true ? '?' : '',
    state !== undefined && state.ahead > 0 ? `↑${state.ahead}` : '',
    state !== undefined && state.behind > 0 ? `↓${state.behind}` : '',
  ].join('')
  return `${branch}${operation === undefined ? '' : `|${operation}`}${marks}`
}

/** A long path keeps its end, and of what comes before the first letters (fish's `prompt_pwd`). */
export function shortened(path: string, width: number): string {
  const parts = path.split('/')
  for (let at = 0; at < parts.length - 1 && parts.join('/').length > width; at++) {
    const part = parts[at] as string
    parts[at] = firstOf(part, part.startsWith('.') ? 2 : 1)
  }
  return parts.join('/')
}

function firstOf(text: string, count: number): string {
  return Array.from(graphemes(text), ({ segment }) => segment)
    .slice(0, count)
    .join('')
}

/** `3.2s`, `4m 5s`, `2h 3m`. */
export function durationText(ms: number): string {
  const seconds = ms / 1000
  if (seconds < 60) return `${seconds.toFixed(1)}s`
  const minutes = Math.floor(seconds / 60)
  return minutes < 60
    ? `${minutes}m ${Math.floor(seconds % 60)}s`
    : `${Math.floor(minutes / 60)}h ${minutes % 60}m`
}
