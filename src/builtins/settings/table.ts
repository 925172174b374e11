import { colorRoles, type ColorRole } from './colors.ts'
import type { SettingSpec } from './spec.ts'

/** The parts that nacre's own prompt can be made of. */
export const promptSegments = [
  'environment',
  'host',
  'directory',
  'git',
  'node',
  'status',
  'duration',
  'jobs',
  'time',
] as const

export type PromptSegment = (typeof promptSegments)[number]

const boolean = { kind: 'boolean' } as const
const choice = <const T extends string>(...choices: readonly T[]) => ({ kind: 'choice', choices }) as const

/** Every setting but the colours; what they do is done by the prompt. */
const plain = {
  prompt: {
    type: choice('auto', 'nacre', 'starship', 'ps1'),
    default: 'auto',
    doc: "Which prompt is shown: nacre's own, what starship makes, or PS1. `auto` is PS1 where somebody set it for nacre, else starship where the shell was started from one that uses it (STARSHIP_SHELL) and it is installed, else nacre's own.",
  },
  promptLeft: {
    type: { kind: 'words', words: promptSegments },
    default: ['environment', 'host', 'directory', 'git', 'node'],
    doc: "The parts at the left of nacre's own prompt, in order.",
  },
  promptRight: {
    type: { kind: 'words', words: promptSegments },
    default: ['status', 'duration', 'jobs'],
    doc: 'The parts at the right edge.',
  },
  transientPrompt: {
    type: boolean,
    default: false,
    doc: 'Prompts of finished lines shrink to the mark before the text.',
  },
  durationAfter: {
    type: { kind: 'number', least: 0, unit: 'seconds' },
    default: 2,
    doc: 'The prompt tells how long a command took when it took at least so long.',
  },
  gitStatus: {
    type: boolean,
    default: true,
    doc: 'The prompt asks git, in the background, what has changed; without it, only the branch is shown.',
  },
  theme: {
    type: choice('auto', 'dark', 'light'),
    default: 'auto',
    doc: 'Colours for a dark or a light background. `auto` goes by COLORFGBG, else asks the terminal behind the first prompt.',
  },
  unicode: {
    type: choice('auto', 'on', 'off'),
    default: 'auto',
    doc: 'Signs beyond ASCII in what the shell itself draws. `auto` is off in a locale without UTF-8 (LANG=C) and on the Linux console.',
  },
  screenReader: {
    type: choice('auto', 'on', 'off'),
    default: 'auto',
    doc: 'Draws for somebody who listens: no signs, no colours while typing, no suggestions, nothing at the right. `auto` goes by INK_SCREEN_READER.',
  },
  completionMenu: {
    type: choice('auto', 'list', 'line'),
    default: 'auto',
    doc: 'How completion shows what it has found: a list, or one line that tells of the selected choice. `auto` is a line for a screen reader.',
  },
  highlighting: { type: boolean, default: true, doc: 'Colours the line while it is typed.' },
  autosuggestions: {
    type: boolean,
    default: true,
    doc: 'Shows, behind the cursor, what the line could go on with.',
  },
  editingMode: {
    type: choice('emacs', 'vi'),
    default: 'emacs',
    doc: 'The keys lines are edited with; the same as `set -o emacs` and `set -o vi`.',
  },
  autoPairs: {
    type: boolean,
    default: false,
    doc: 'Brackets and quotes are typed in pairs; the same as `bind "set auto-pairs on"`.',
  },
  title: {
    type: boolean,
    default: true,
    doc: "The terminal's title tells the directory, or the command that runs.",
  },
  shellIntegration: {
    type: boolean,
    default: true,
    doc: 'Tells the terminal where it is (OSC 7) and where prompts and outputs begin and end (OSC 133).',
  },
  secretsFilter: {
    type: boolean,
    default: true,
    doc: 'Lines that look as if they held a token, a password or a key are remembered by this session, and kept in no file.',
  },
  secretPatterns: {
    type: { kind: 'patterns' },
    default: [],
    doc: 'What else is a secret: a line in which one of these is found.',
  },
  notify: {
    type: choice('off', 'osc9', 'osc777', 'bell'),
    default: 'osc9',
    doc: 'How the terminal is told that a long command has ended: a notification by OSC 9 or OSC 777, as the terminal knows them, or its bell.',
  },
  notifyAfter: {
    type: { kind: 'number', least: 0, unit: 'seconds' },
    default: 30,
    doc: 'A command is long when it took at least so long.',
  },
  notifyIgnore: {
    type: { kind: 'words' },
    default: [
      'vi',
      'vim',
      'nvim',
      'nano',
      'emacs',
      'less',
      'more',
      'man',
      'top',
      'htop',
      'ssh',
      'mosh',
      'tmux',
      'screen',
      'fg',
    ],
    doc: 'Commands that somebody sits before: their end is no news.',
  },
  liveReload: {
    type: boolean,
    default: true,
    doc: 'When a start-up file has changed, all of them are read again before the next prompt.',
  },
} as const satisfies Readonly<Record<string, SettingSpec>>

type Plain = typeof plain
type Widened<T> = T extends boolean ? boolean : T extends number ? number : T

type ValueOf<S extends SettingSpec> = S['type'] extends { readonly choices: readonly (infer C)[] }
  ? C
  : S['type'] extends { readonly words: readonly (infer W)[] }
    ? readonly W[]
    : S['type'] extends { readonly kind: 'words' | 'patterns' }
      ? readonly string[]
      : Widened<S['default']>

/** The settings by name, with the types of their values; colours are `colors.command` … */
export type SettingValues = { readonly [N in keyof Plain]: ValueOf<Plain[N]> } & {
  readonly [R in ColorRole as `colors.${R}`]: string
}

export type SettingName = keyof SettingValues

/** The value a setting has when nobody set it. */
export function settingDefault<N extends keyof Plain>(name: N): ValueOf<Plain[N]> {
  return plain[name].default as ValueOf<Plain[N]>
}

/** All settings, in the order they are told of. */
export const settingSpecs: ReadonlyMap<string, SettingSpec> = new Map<string, SettingSpec>([
  ...Object.entries(plain),
  ...Object.entries(colorRoles).map(
    ([role, what]) =>
      [`colors.${role}`, { type: { kind: 'style' }, default: '', doc: `How it looks: ${what}.` }] as const,
  ),
])
