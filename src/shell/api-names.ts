import type { Shell } from '../lang/eval/index.ts'
import { linkProcessEnvironment } from '../os/index.ts'
import { completeFunction } from './completions.ts'
import { changeDirectory, currentDirectory, inOwnContext, type ChangeOptions } from './directory-scope.ts'
import { createCommands, type Commands } from './commands/define.ts'
import { watchFrom } from './watch-api.ts'
import { environmentObject, exportedVariables } from './environment-object.ts'
import { createKeymap } from './keymap.ts'
import { createHistory } from './history-api.ts'
import { createJobs } from './jobs-api.ts'
import { listDirectory } from './list-directory.ts'
import { shellHere } from './running-job.ts'
import { sleep } from './sleep.ts'
import { createSpawn } from './spawn-api.ts'

/**
 * The API's names and how each one's value is read. A session makes them globals, the package exports them: a room that
 * has something to offer adds it here.
 */
export class ApiNames {
  readonly #getters = new Map<string, () => unknown>()

  /** A name with one value. */
  value(name: string, value: unknown): void {
    this.#getters.set(name, () => value)
  }

  /** A name whose value is made or read anew at each use. */
  getter(name: string, get: () => unknown): void {
    this.#getters.set(name, get)
  }

  get(name: string): unknown {
    return this.#getters.get(name)?.()
  }

  /** Gives an object these names as properties that nobody sees in a listing and that anybody may declare over. */
  defineOn(target: object, skip: ReadonlySet<string> = new Set()): void {
    for (const [name, get] of this.#getters) if (!skip.has(name)) defineGetter(target, name, get)
  }
}

function defineGetter(target: object, name: string, get: () => unknown): void {
  Object.defineProperty(target, name, {
    configurable: true,
    enumerable: false,
    get,
    set(value: unknown) {
      Object.defineProperty(target, name, { value, configurable: true, writable: true, enumerable: true })
    },
  })
}

/** The names that the shell itself answers: `env`, `status`, `cd`, `ls`, `ps` … */
export function addShellNames(names: ApiNames, shell: Shell, options: ChangeOptions): void {
  // Async functions that move find it there: what TypeScript makes of them has nothing else of ours in sight.
  Object.defineProperty(globalThis, Symbol.for('nacre.task'), { value: inOwnContext, configurable: true })
  names.value('env', environmentObject(shell))
  linkProcessEnvironment(exportedVariables(shell), shell.host.environment())
  names.getter('status', () => shellHere(shell).status)
  names.value('cd', (directory?: unknown) => changeDirectory(shell, directory, options))
  names.value('pushd', (directory: unknown) => {
    shell.directoryStack.unshift(currentDirectory(shell))
    return changeDirectory(shell, directory, options)
  })
  names.value('popd', () => {
    const directory = shell.directoryStack.shift()
    if (directory === undefined) throw new Error('popd: directory stack empty')
    return changeDirectory(shell, directory, options)
  })
  names.value('pwd', () => currentDirectory(shell))
  names.value('sleep', sleep)
  names.value('keymap', createKeymap(shell))
  names.value(
    'watch',
    watchFrom(() => currentDirectory(shell)),
  )
  let commands: Commands | undefined
  names.getter('commands', () => (commands ??= createCommands(shell)))
  names.value('complete', completeFunction(shell.session))
  names.value('spawn', createSpawn(shell))
  names.value('jobs', createJobs(shell))
  names.value('history', createHistory(shell))
  names.value(
    'ls',
    listDirectory(() => currentDirectory(shell)),
  )
}
