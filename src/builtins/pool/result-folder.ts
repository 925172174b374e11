import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { makeFolder } from '../../store/index.ts'
import { encodeBytes } from '../../value/index.ts'
import {
  placeholderTexts,
  splitPlaceholders,
  type Evaluate,
  type PlaceholderSyntax,
  type TaskValues,
} from './replace.ts'

/** Where --results keeps what a task wrote. */
export interface ResultFiles {
  readonly stdout: string
  readonly stderr: string
  readonly seq: string
}

/** GNU parallel, --results: a tree of folders, or names with placeholders. */
export class ResultFolder {
  readonly #directory: string
  readonly #names: readonly string[]
  readonly #pieces: ReturnType<typeof splitPlaceholders>
  readonly #evaluate: Evaluate

  /** `given`: as it was said, `directory`: where a relative path begins. */
  constructor(
    given: string,
    directory: string,
    syntax: PlaceholderSyntax,
    names: readonly string[],
    evaluate: Evaluate,
  ) {
    this.#names = names
    this.#evaluate = evaluate
    this.#pieces = splitPlaceholders(given, syntax, names)
    this.#directory = this.#isPattern ? directory : resolve(directory, given)
  }

  get #isPattern(): boolean {
    return this.#pieces.some(piece => typeof piece !== 'string')
  }

  filesOf(task: TaskValues): ResultFiles {
    if (!this.#isPattern) return inFolder(join(this.#directory, treeOf(task.values, this.#names)))
    const texts = this.#pieces.map(piece =>
      typeof piece === 'string' ? piece : placeholderTexts(piece, task, this.#evaluate).join(' '),
    )
    const name = texts.join('')
    const path = resolve(this.#directory, name)
    return name.endsWith('/') ? inFolder(path) : { stdout: path, stderr: `${path}.err`, seq: `${path}.seq` }
  }

  /** Keeps what a task wrote; tells where. */
  save(task: TaskValues, output: { readonly stdout: string; readonly stderr: string }): ResultFiles {
    const files = this.filesOf(task)
    makeFolder(dirname(files.stdout))
    writeFileSync(files.stdout, encodeBytes(output.stdout))
    writeFileSync(files.stderr, encodeBytes(output.stderr))
    writeFileSync(files.seq, String(task.seq))
    return files
  }

  /** A task's files are there: it need not run again (--resume without a joblog). */
  has(task: TaskValues): boolean {
    return existsSync(this.filesOf(task).seq)
  }
}

function inFolder(folder: string): ResultFiles {
  return { stdout: join(folder, 'stdout'), stderr: join(folder, 'stderr'), seq: join(folder, 'seq') }
}

/** `1/a/2/b`, or by the names of a header. */
function treeOf(values: readonly string[], names: readonly string[]): string {
  return join(...values.flatMap((value, i) => [asName(names[i] ?? String(i + 1)), asName(value)]))
}

/** A value as the name of a folder: it leads nowhere else. */
function asName(value: string): string {
  if (value === '') return '_'
  return /^\.\.?$/.test(value) ? value.replaceAll('.', '\\.') : value.replaceAll('/', '\\_')
}
