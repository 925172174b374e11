/** Reads the start-up files again when they change: seen by chokidar, done before the next prompt. */
import { readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { settingValue, writtenText } from './builtins/index.ts'
import { watchFiles, type FileChange, type FileWatch } from './os/index.ts'
import { interruptible } from './interruptible.ts'
import { rereadStartup, type Arguments, type Nacre } from './shell/index.ts'
import { configFolder } from './store/index.ts'

export class LiveReload {
  readonly #nacre: Nacre
  readonly #args: Arguments
  #watch: FileWatch | undefined
  /** What has changed since the files were read. */
  readonly #changed = new Set<string>()

  constructor(nacre: Nacre, args: Arguments) {
    this.#nacre = nacre
    this.#args = args
  }

  /** Watches from now on, where there is anything to watch. */
  start(): void {
    const { norc, rc } = this.#args
    if (norc || this.#watch !== undefined || !settingValue(this.#nacre.shell, 'liveReload')) return
    const folder = rc === undefined ? this.#folder : dirname(rc)
    const patterns = rc === undefined ? ['.'] : [basename(rc)]
    this.#watch = watchFiles(patterns, { cwd: folder, debounceMs: 50 })
    void this.#follow(this.#watch)
  }

  /** Reads the files if one of them is not what was read. */
  beforePrompt(): Promise<void> | undefined {
    if (this.#changed.size === 0) return undefined
    const names = [...this.#changed].toSorted()
    this.#changed.clear()
    return settingValue(this.#nacre.shell, 'liveReload') ? this.#read(names) : undefined
  }

  close(): void {
    void this.#watch?.close()
  }

  get #folder(): string {
    return configFolder(this.#nacre.host.environment())
  }

  async #follow(watch: FileWatch): Promise<void> {
    try {
      for (;;) {
        const changes = await watch.next()
        if (changes === undefined) return
        for (const change of changes) if (this.#counts(change)) this.#changed.add(change.path)
      }
    } catch {
      // A folder that cannot be watched (no more inotify watches): the next session reads it.
    }
  }

  /** What this session itself wrote (`config --save`) is in force. */
  #counts({ isDirectory, path }: FileChange): boolean {
    if (isDirectory || /(?:~|\.sw[a-z]|\.new|\.tmp)$/.test(path)) return false
    const file = `${this.#folder}/${path}`
    const own = writtenText(this.#nacre.session, file)
    return own === undefined || textOf(file) !== own
  }

  async #read(names: readonly string[]): Promise<void> {
    const { shell } = this.#nacre
    const { status } = shell
    await shell.host
      .inherited(2)
      ?.write(Buffer.from(`nacre: ${names.join(', ')} changed: start-up files are read again\n`))
    await rereadStartup(this.#nacre, this.#args, run => interruptible(this.#nacre, run))
    shell.status = status
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
