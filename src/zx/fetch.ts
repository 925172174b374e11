import { Readable, type Writable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { Zx } from './configure.ts'

type Fetch = typeof globalThis.fetch

const original = Symbol.for('nacre.plainFetch')

/** What an answer can be piped to: a command that is to run, or a stream. */
type Target = Writable & { run?(): Writable; abort?(reason: unknown): unknown }

/** `fetch` whose promise can be piped on, as zx has it: `` fetch(url).pipe`jq .name` ``. */
export function pipeableFetch(zx: () => Zx, given: Fetch = globalThis.fetch): Zx['fetch'] {
  const plain = (given as { readonly [original]?: Fetch })[original] ?? given
  const fetch = (...[url, init]: Parameters<Fetch>) => {
    const answer = plain(url, init)
    return Object.assign(answer, {
      pipe(target: unknown, ...values: unknown[]) {
        const to = isTemplate(target) ? startLater(zx(), init?.signal, target, values) : (target as Target)
        void answer.then(
          response => bodyOf(response).pipe(to.run?.() ?? to),
          (error: unknown) => to.abort?.(error),
        )
        return to
      },
    })
  }
  return Object.assign(fetch, { [original]: plain }) as unknown as Zx['fetch']
}

function isTemplate(value: unknown): value is TemplateStringsArray {
  return Array.isArray(value) && 'raw' in value
}

function startLater(
  { $ }: Zx,
  signal: AbortSignal | null | undefined,
  text: TemplateStringsArray,
  values: readonly unknown[],
): Target {
  const halted = $({ halt: true, ...(signal ? { signal } : {}) })
  return halted(text, ...(values as string[])) as unknown as Target
}

function bodyOf({ body }: Response): Readable {
  return body === null ? Readable.from([]) : Readable.fromWeb(body as ReadableStream)
}
