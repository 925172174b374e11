import { inspect } from 'node:util'
import type { Shell, VariableScopes } from '../lang/eval/index.ts'
import { shellHere } from './running-job.ts'

/** What `env` answers besides the variables: their values as what they stand for. */
export interface EnvironmentAccessors {
  /** PATH as an array: changing it, or assigning another, changes PATH. */
  path: string[]
  /** The variable as a string; without it the fallback, and without that an error that names it. */
  string(name: string, fallback?: string): string
  /** The variable as a number. Text that is none is an error, whatever the fallback. */
  number(name: string, fallback?: number): number
  /** `1 true yes on` or `0 false no off`, and the empty text, in any case. */
  boolean(name: string, fallback?: boolean): boolean
  /** The parts of the variable between separators (`,`), blanks around them removed. */
  list(name: string, fallback?: readonly string[], separator?: string): string[]
}

/** The environment as TypeScript sees it. */
export type EnvironmentObject = EnvironmentAccessors & Record<string, string | undefined>

/**
 * The environment as TypeScript sees it: reading gives a shell variable's value, writing sets and exports it, deleting
 * unsets it; its keys are the exported names. Besides, `env.path` is an array, `env.number('PORT', 3000)` a number.
 */
export function environmentObject(main: Shell): EnvironmentObject {
  // In a job of its own the code sees that one's copy.
  const all = () => shellHere(main).variables
  const variables = variablesOf(all)
  const typed: Record<string, unknown> = accessors(variables)
  const shown = () => Object.fromEntries(exportedNames(all()).map(name => [name, all().get(name)]))
  return new Proxy(shownAs({} as EnvironmentObject, shown), {
    get(_, name) {
      if (typeof name !== 'string') return undefined
      if (name === 'path') return pathArray(variables)
      return Object.hasOwn(typed, name) ? typed[name] : all().get(name)
    },
    has: (_, name) =>
      typeof name === 'string' &&
      (name === 'path' || Object.hasOwn(typed, name) || all().get(name) !== undefined),
    set(_, name, value: unknown) {
      if (typeof name !== 'string' || Object.hasOwn(typed, name)) return false
      if (name === 'path') variables.set('PATH', [...(value as Iterable<unknown>)].map(String).join(':'))
      else variables.set(name, String(value))
      return true
    },
    deleteProperty: (_, name) => typeof name === 'string' && (all().unset(name), true),
    ownKeys: () => exportedNames(all()),
    getOwnPropertyDescriptor: (_, name) =>
      typeof name === 'string' && (all().find(name)?.exported ?? false)
        ? { value: all().get(name), enumerable: true, configurable: true, writable: true }
        : undefined,
  })
}

/** The main shell's exported variables, as `process.env` has them. */
export function exportedVariables({ variables }: Shell) {
  const isExported = (name: string): boolean => variables.find(name)?.exported === true
  return {
    get: (name: string) => (isExported(name) ? variables.get(name) : undefined),
    set: variablesOf(() => variables).set,
    unset: (name: string) => void (isExported(name) && variables.unset(name)),
    names: () => exportedNames(variables),
  }
}

/** A Proxy is shown as what stands for it. */
const shownAs = <T extends object>(target: T, show: () => unknown): T =>
  Object.defineProperty(target, inspect.custom, { value: show, configurable: true })

const exportedNames = (variables: VariableScopes): string[] =>
  [...variables.all()].flatMap(([name, variable]) => (variable.exported ? [name] : []))

interface Variables {
  get(name: string): string | undefined
  set(name: string, value: string): void
}

function variablesOf(all: () => VariableScopes): Variables {
  return {
    get: name => all().get(name),
    set(name, value) {
      all().set(name, value)
      all().declare(name, { exported: true }, 'here')
    },
  }
}

/** PATH's directories; what is done to the array is done to PATH. */
function pathArray(variables: Variables): string[] {
  const parts = (variables.get('PATH') ?? '').split(':').filter(part => part !== '')
  const keep = (done: boolean): boolean => {
    variables.set('PATH', parts.filter(part => part !== undefined).join(':'))
    return done
  }
  return new Proxy(
    shownAs(parts, () => [...parts]),
    {
      set: (target, key, value) => keep(Reflect.set(target, key, value)),
      deleteProperty: (target, key) => keep(Reflect.deleteProperty(target, key)),
    },
  )
}

function accessors(variables: Variables): Omit<EnvironmentAccessors, 'path'> {
  /** The variable read by `convert`, or the fallback where it is unset or empty. */
  const read = <T>(
    name: string,
    fallback: T | undefined,
    what: string,
    convert: (text: string) => T | undefined,
  ): T => {
    const text = variables.get(name)
    if (text === undefined || (text === '' && what !== 'a string')) {
      if (fallback !== undefined) return fallback
      throw new Error(`${name} is not set in the environment`)
    }
    const value = convert(text)
    if (value === undefined) throw new TypeError(`${name}: ${JSON.stringify(text)} is not ${what}`)
    return value
  }
  return {
    string: (name, fallback) => read(name, fallback, 'a string', text => text),
    number: (name, fallback) => read(name, fallback, 'a number', toNumber),
    boolean: (name, fallback) => read(name, fallback, 'a boolean', toBoolean),
    list: (name, fallback, separator = ',') =>
      read(name, fallback === undefined ? undefined : [...fallback], 'a list', text =>
        text.split(separator).map(part => part.trim()),
      ),
  }
}

function toNumber(text: string): number | undefined {
  const value = Number(text)
  return text.trim() === '' || Number.isNaN(value) ? undefined : value
}

function toBoolean(text: string): boolean | undefined {
  if (/^(?:1|true|yes|on)$/i.test(text)) return true
  return /^(?:0|false|no|off)$/i.test(text) ? false : undefined
}
