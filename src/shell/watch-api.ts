import { watchFiles, type FileChange } from '../os/index.ts'

export interface WatchOptions {
  /** Patterns of what is not watched, besides `node_modules` and `.git`. */
  readonly ignore?: readonly string[]
  /** Ends the watch. */
  readonly signal?: AbortSignal
  /** Changes of a file within so many milliseconds are one. */
  readonly debounceMs?: number
}

/** The changes of files, one by one as they come: `for await (const change of watch('src/**'))`. */
export type Watch = (
  patterns: string | readonly string[],
  options?: WatchOptions,
) => AsyncGenerator<FileChange, void>

/** Ends with its signal, or when the loop over it is left. */
export function watchFrom(directory: () => string): Watch {
  return async function* (patterns, options = {}) {
    await using watch = watchFiles([patterns].flat(), { ...options, cwd: directory() })
    for (;;) {
      const changes = await watch.next()
      if (changes === undefined) return
      yield* changes
    }
  }
}
