import { isPromise, type MaybePromise } from '../../value/index.ts'
import {
  expandSubscript,
  type DirectoryEntry,
  type ExpandHost,
  type Variable,
  ShellError,
} from '../expand/index.ts'
import type { CommandSubstitution, ProcessSubstitution, TypeScriptDoor } from '../syntax/index.ts'
import type { Environment } from './environment.ts'

/** What `$!` is now: a number, which a process substitution gets when it is asked for. */
function lastPid(last: Environment['lastBackground']): number | undefined {
  return typeof last === 'function' ? last() : last
}

/** The world as one environment's expansions see it. */
export class EnvironmentExpansions implements ExpandHost {
  readonly #shell: Environment

  constructor(shell: Environment) {
    this.#shell = shell
  }

  variable(name: string): Variable | undefined {
    return this.#shell.variables.find(name)
  }

  rawVariable(name: string): Variable | undefined {
    return this.#shell.variables.findRaw(name)
  }

  get(name: string): string | undefined {
    return this.#shell.variables.get(name)
  }

  set(name: string, value: string): void {
    this.#shell.variables.set(name, value)
  }

  getElement(name: string, subscript: string): string | undefined {
    return this.#shell.variables.getElement(name, subscript)
  }

  setElement(name: string, subscript: string, value: string): void {
    this.#shell.variables.setElement(name, subscript, value)
  }

  names(prefix: string): string[] {
    const names: string[] = []
    for (const [name, variable] of this.#shell.variables.all())
      if (name.startsWith(prefix) && variable.value !== undefined) names.push(name)
    return names
  }

  get positional(): readonly string[] {
    return this.#shell.positional
  }

  special(name: string): string | undefined {
    const shell = this.#shell
    switch (name) {
      case '?':
        return String(shell.status)
      case '#':
        return String(shell.positional.length)
      case '0':
        return shell.name
      case '$':
        return String(shell.shellId?.() ?? shell.host.pid)
      case '!':
        return lastPid(shell.lastBackground)?.toString()
      case '-':
        return shell.options.letters
      case '_':
        return shell.lastArgument
      default:
        return undefined
    }
  }

  option(name: string): boolean {
    return this.#shell.options.get(name)
  }

  substitute(node: CommandSubstitution): MaybePromise<string> {
    return this.#shell.engine.substitute(this.#shell, node)
  }

  processSubstitution(node: ProcessSubstitution): MaybePromise<string> {
    return this.#shell.engine.processSubstitution(this.#shell, node)
  }

  door(node: TypeScriptDoor): MaybePromise<unknown> {
    try {
      const value = this.#shell.bindings.evaluate(node, this.#shell)
      return isPromise(value) ? value.catch((error: unknown) => failDoor(node, error)) : value
    } catch (error) {
      return failDoor(node, error)
    }
  }

  binding(name: string): { readonly value: unknown } | undefined {
    return this.#shell.bindings.lookup(name)
  }

  promptString(text: string): MaybePromise<string> {
    return this.#shell.engine.promptString(this.#shell, text)
  }

  expandSubscript(text: string): string {
    return expandSubscript(text, this)
  }

  isByteLocale(): boolean {
    const { variables } = this.#shell
    const set = ['LC_ALL', 'LC_CTYPE', 'LANG'].find(name => (variables.get(name) ?? '') !== '')
    return set === undefined || /^(?:C|POSIX)$/.test(variables.get(set) ?? '')
  }

  warn(message: string): void {
    this.#shell.complain(message)
  }

  homeDirectory(user: string | undefined): string | undefined {
    const home = user === undefined ? this.#shell.variables.get('HOME') : undefined
    return home ?? this.#shell.host.homeDirectory(user)
  }

  get cwd(): string {
    return this.#shell.cwd
  }

  readDirectory(path: string): readonly DirectoryEntry[] | undefined {
    return this.#shell.host.readDirectory(this.#shell.resolvePath(path))
  }

  readNames(path: string): readonly string[] | undefined {
    return this.#shell.host.readNames(this.#shell.resolvePath(path))
  }

  exists(path: string): 'file' | 'directory' | undefined {
    const status = this.#shell.host.stat(this.#shell.resolvePath(path), true)
    if (status === undefined) return undefined
    return status.type === 'directory' ? 'directory' : 'file'
  }
}

/** What a door's expression throws is the command's failure: nothing runs. */
function failDoor(node: TypeScriptDoor, error: unknown): never {
  if (error instanceof ShellError) throw error
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const status = error instanceof Error && error.name === 'Interrupted' ? 130 : 1
  throw new ShellError(`@(${node.expression}): ${what}`, { node, status })
}
