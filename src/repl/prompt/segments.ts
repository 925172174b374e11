import { settingDefault, type PromptSegment } from '../../builtins/index.ts'
import { graphemes } from '../editor/graphemes.ts'
import { defaultLook, type Look } from '../screen/look.ts'
import { styled } from '../screen/style.ts'
import type { GitFacts, PromptFacts, PromptText } from '../../shell/index.ts'

/** What nacre's own prompt is made of, and how it looks. */
export interface PromptParts {
  readonly left: readonly PromptSegment[]
  readonly right: readonly PromptSegment[]
  /** In milliseconds: less is not told. */
  readonly durationAfterMs: number
  readonly look: Look
}

/** A part of the prompt; undefined where it has nothing to tell. */
type Segment = (facts: PromptFacts, parts: PromptParts) => string | undefined

const segments: Readonly<Record<PromptSegment, Segment>> = {
  host: ({ host: name, color }, { look }) =>
    name === undefined ? undefined : styled(look.theme.host, name, color),
  directory: ({ directory, columns, color }, { look }) =>
    styled(look.theme.directory, shortened(directory, Math.max(12, Math.floor(columns / 3))), color),
  git: ({ git: found, color }, { look }) =>
    found === undefined ? undefined : styled(look.theme[gitRole(found)], gitText(found, look), color),
  environment: ({ environment: name, color }, { look }) =>
    name === undefined ? undefined : styled(look.theme.environment, `(${name})`, color),
  node: ({ node: found, color }, { look: { theme, glyphs } }) =>
    found && styled(theme[found.isWanted ? 'node' : 'nodeMismatch'], `${glyphs.node}${found.version}`, color),
  status: ({ status: code, color }, { look: { theme, glyphs } }) =>
    code === 0 ? undefined : styled(theme.status, `${glyphs.failed}${code}`, color),
  duration: ({ durationMs, color }, { look, durationAfterMs }) =>
    durationMs < durationAfterMs || durationMs === 0
      ? undefined
      : styled(look.theme.duration, durationText(durationMs), color),
  jobs: ({ jobs: count, color }, { look: { theme, glyphs } }) =>
    count === 0 ? undefined : styled(theme.jobs, `${glyphs.jobs}${count}`, color),
  time: ({ time, color }, { look }) => styled(look.theme.time, timeText(time), color),
}

const usualParts = (): PromptParts => ({
  left: settingDefault('promptLeft'),
  right: settingDefault('promptRight'),
  durationAfterMs: settingDefault('durationAfter') * 1000,
  look: defaultLook,
})

/** nacre's own prompt: where we are at the left, what happened at the right. */
export function defaultPrompt(facts: PromptFacts, parts = usualParts()): PromptText {
  const shown = (names: readonly PromptSegment[]): string =>
    names.flatMap(name => segments[name](facts, parts) ?? []).join(' ')
  const left = shown(parts.left)
  return { left: left === '' ? '' : `${left} `, right: shown(parts.right) }
}

function gitRole({ state }: GitFacts): 'git' | 'gitChanged' | 'gitClean' {
  if (state === undefined) return 'git'
  return state.changed || state.untracked ? 'gitChanged' : 'gitClean'
}

function gitText({ branch, operation, state }: GitFacts, { glyphs }: Look): string {
  const marks = [
    state?.changed === true ? '*' : '',
    state?.untracked === true ? '?' : '',
    state !== undefined && state.ahead > 0 ? `${glyphs.ahead}${state.ahead}` : '',
    state !== undefined && state.behind > 0 ? `${glyphs.behind}${state.behind}` : '',
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

/** `09:05`, by the clock of the place. */
function timeText(time: Date): string {
  return [time.getHours(), time.getMinutes()].map(part => String(part).padStart(2, '0')).join(':')
}
