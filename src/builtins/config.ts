import { makeSource } from '../diag/index.ts'
import {
  noBindings,
  type Builtin,
  type Outcome,
  type Ports,
  type Running,
  type Shell,
  type Suggestion,
} from '../lang/eval/index.ts'
import { configFolder } from '../store/index.ts'
import { readLongOptions } from './long-options.ts'
import {
  countsOf,
  findOther,
  type Found,
  isOtherShell,
  takenText,
  writeTaken,
} from './settings/other-shells.ts'
import { saveSettings } from './settings/saved.ts'
import {
  typeText,
  valueText,
  type SettingSpec,
  type SettingType,
  type SettingValue,
} from './settings/spec.ts'
import { styleWords } from './settings/style-text.ts'
import { settingSpecs } from './settings/table.ts'
import { nearSettings, plainName } from './settings/near-settings.ts'
import { anyValue, changeSetting, resetSettings } from './settings/values.ts'
import { failed, misused, printed, showHelp } from './usage.ts'

/** `config`: the settings of the prompt, what they are for and what they are now. */
export const config: Builtin = {
  name: 'config',
  synopsis:
    'config [--changed | --json | --path] | config name [value ...] | config --save|--reset [name [value ...]] | config --import [show] [bash|zsh]',
  summary: 'Show and change the settings of the prompt.',
  examples: [
    { line: 'config theme light; config --value theme', shows: 'light\n' },
    { line: 'config theme loud', status: 1 },
  ],
  complete: (words, index, shell) => completions(words, index, shell),
  run(args, ports, shell) {
    const call = readLongOptions(options, letters, args)
    if (args[0] === '--help') return showHelp(config, ports)
    if (typeof call === 'string') return misused(config, call, ports, shell)
    const { flags, operands } = call
    if (flags.size > 1) return misused(config, 'one option at a time', ports, shell)
    const [option] = flags
    if (option === 'import') return takeOver(operands, ports, shell)
    const [name, ...values] = operands
    if (name === undefined) return withoutName(option, ports, shell)
    const known = settingNamed(name)
    if (known === undefined) return failed(shell, `config: ${name}: no such setting${nearSettings(name)}`)
    return withName(option, known, values, ports, shell)
  },
}

const options = {
  changed: 'flag',
  json: 'flag',
  path: 'flag',
  value: 'flag',
  save: 'flag',
  reset: 'flag',
  import: 'flag',
} as const
const letters = { c: 'changed', j: 'json', p: 'path', v: 'value', s: 'save', r: 'reset' } as const

function withoutName(option: string | undefined, ports: Ports, shell: Shell): Running {
  switch (option) {
    case undefined:
      return printed(ports.out, [...settingSpecs].map(([name, spec]) => entry(name, spec, shell)).join(''))
    case 'changed':
      return printed(
        ports.out,
        changed(shell)
          .map(name => `config ${name} ${shown(name, shell)}\n`)
          .join(''),
      )
    case 'json':
      return printed(ports.out, `${JSON.stringify(allAsJson(shell), null, 2)}\n`)
    case 'path':
      return printed(ports.out, `${configFolder(shell.host.environment())}\n`)
    case 'save':
      return save(changed(shell), shell)
    case 'reset':
      resetSettings(shell)
      return 0
    default:
      return misused(config, `--${option}: a name is expected`, ports, shell)
  }
}

function withName(
  option: string | undefined,
  name: string,
  values: readonly string[],
  ports: Ports,
  shell: Shell,
): Running {
  const spec = settingSpecs.get(name) as SettingSpec
  if (option === 'value') return printed(ports.out, `${shown(name, shell)}\n`)
  if (option === 'reset') {
    resetSettings(shell, [name])
    return 0
  }
  if (option !== undefined && option !== 'save')
    return misused(config, `--${option}: no name is expected`, ports, shell)
  if (values.length === 0 && option === undefined) return printed(ports.out, entry(name, spec, shell))
  if (values.length > 0) {
    const fault = changeSetting(shell, name, values.join(' '))
    if (fault !== undefined) return failed(shell, `config: ${name}: ${fault}`)
  }
  return option === 'save' ? save([name], shell) : 0
}

/** `--import`: what another shell's start-up files set, now and for later sessions; `show` only shows it. */
function takeOver(operands: readonly string[], ports: Ports, shell: Shell): Running {
  const isShown = operands[0] === 'show'
  const [name, more] = isShown ? operands.slice(1) : operands
  if (more !== undefined || (name !== undefined && !isOtherShell(name)))
    return misused(config, `--import: ${more ?? name}: bash or zsh is expected`, ports, shell)
  const found = findOther(shell, name)
  if (found === undefined)
    return failed(shell, `config: --import: nothing to take over in the files of ${name ?? 'bash and zsh'}`)
  if (isShown) return printed(ports.out, takenText(found))
  return takeFrom(found, ports, shell)
}

async function takeFrom(found: Found, ports: Ports, shell: Shell): Promise<Outcome> {
  try {
    const file = writeTaken(shell, found)
    await shell.run(makeSource(file, takenText(found)), { bindings: noBindings })
    await ports.out.line(`${countsOf(found)} of ${[...found.files.keys()].join(', ')}: now in ${file}`)
    return 0
  } catch (error) {
    return failed(shell, `config: --import: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function save(names: readonly string[], shell: Shell): Running {
  try {
    saveSettings(shell, names)
    return 0
  } catch (error) {
    return failed(shell, `config: --save: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Two lines: the name with what it is, of which kind; and what it is for. */
function entry(name: string, spec: SettingSpec, shell: Shell): string {
  const value = shown(name, shell)
  const usual = valueText(spec.default)
  // A colour that nobody has set is the theme's.
  const none = spec.type.kind === 'style' ? 'as the theme has it' : 'none'
  const note = value === usual ? 'the default' : `default: ${usual === '' ? none : usual}`
  const told = value === '' && spec.type.kind === 'style' ? `(${none})` : value
  return `${name} = ${told}\n    ${spec.doc}\n    ${typeText(spec.type)}; ${note}\n`
}

function shown(name: string, shell: Shell): string {
  return valueText(anyValue(shell, name) as SettingValue)
}

function changed(shell: Shell): string[] {
  return [...settingSpecs].flatMap(([name, spec]) =>
    shown(name, shell) === valueText(spec.default) ? [] : [name],
  )
}

function allAsJson(shell: Shell): unknown {
  return Object.fromEntries(
    [...settingSpecs].map(([name, spec]) => [
      name,
      { value: anyValue(shell, name), default: spec.default, type: typeText(spec.type), doc: spec.doc },
    ]),
  )
}

/** `transient-prompt` and `transient_prompt` are `transientPrompt`. */
function settingNamed(name: string): string | undefined {
  if (settingSpecs.has(name)) return name
  const plain = plainName(name)
  return [...settingSpecs.keys()].find(known => plainName(known) === plain)
}

function completions(words: readonly string[], index: number, shell: Shell): readonly Suggestion[] {
  const operands = words.slice(1, index).filter(word => !word.startsWith('-'))
  if (operands.length === 0) {
    const named = [...settingSpecs].map(([name, spec]) => ({
      value: name,
      description: `${shown(name, shell)} · ${spec.doc}`,
    }))
    return words[index]?.startsWith('-') === true ? optionWords : named
  }
  const spec = settingSpecs.get(settingNamed(operands[0] ?? '') ?? '')
  return spec === undefined ? [] : valuesOf(spec.type).map(value => ({ value }))
}

const optionWords: readonly Suggestion[] = [
  { value: '--changed', description: 'what is not as it is by default, as commands' },
  { value: '--import', description: 'aliases, exports and PATH of bash or zsh' },
  { value: '--json', description: 'all settings as JSON' },
  { value: '--path', description: 'where the start-up files are' },
  { value: '--reset', description: 'back to the default' },
  { value: '--save', description: 'keep it for later sessions' },
  { value: '--value', description: 'the value alone' },
]

function valuesOf(type: SettingType): readonly string[] {
  switch (type.kind) {
    case 'boolean':
      return ['on', 'off']
    case 'choice':
      return type.choices
    case 'words':
      return type.words ?? []
    case 'style':
      return styleWords
    case 'number':
    case 'patterns':
      return []
  }
}
