import type { Outcome, Running, Shell } from '../lang/eval/index.ts'
import { showError } from '../lang/typescript/index.ts'
import type { Descriptor } from '../os/index.ts'
import { ByteOutput, channelOf, emit, encodeBytes, Input, type Channel, type Output } from '../value/index.ts'
import { tell } from './show-value.ts'
import { withConsole } from './stage-console.ts'

type StageFunction = (input: unknown) => unknown

/** SIGPIPE's status: the reader went away. */
const brokenPipe = 141
/** SIGINT's. */
const interrupted = 130

/**
 * A value as a stage of a pipeline (language.md §2): a function gets its input and what it gives flows on, any other
 * value is emitted. An error is a message and status 1; a reader that left ends it as SIGPIPE would.
 */
export function runStage(
  value: unknown,
  shell: Shell,
  describe: (error: unknown) => string = showError,
): Running {
  return runStageAsync(value, shell, describe)
}

async function runStageAsync(
  value: unknown,
  shell: Shell,
  describe: (error: unknown) => string,
): Promise<Outcome> {
  const input = shell.descriptors.get(0)
  const output = shell.descriptors.get(1)
  const from = input === undefined ? undefined : channelOf(input)
  const to = output === undefined ? undefined : channelOf(output)
  try {
    // Generators run while their items are given on: that belongs to the stage as well.
    const done = withConsole(consoleWriters(output, to, shell), async () => {
      const result = await start(value, input, from)
      if (result === undefined) await tellOfNothing(value, shell)
      await finish(result, output, to)
    })
    return (await untilInterrupted(done, shell.session.interruption)) ? 0 : interrupted
  } catch (error) {
    if (isBrokenPipe(error)) return brokenPipe
    await tell(shell, describe(error) + hintFor(error, value))
    return 1
  } finally {
    to?.end()
    from?.abandon()
  }
}

/** False if Ctrl-C came first: then nobody waits for the stage any more, and it finds its pipes closed. */
async function untilInterrupted(
  done: Promise<void>,
  interruption: AbortSignal | undefined,
): Promise<boolean> {
  if (interruption === undefined) return await done.then(() => true)
  let leave = (): void => {}
  const left = new Promise<boolean>(resolve => (leave = () => resolve(false)))
  interruption.addEventListener('abort', leave)
  done.catch(() => {})
  try {
    return await (interruption.aborted ? false : Promise.race([done.then(() => true), left]))
  } finally {
    interruption.removeEventListener('abort', leave)
  }
}

async function start(
  value: unknown,
  input: Descriptor | undefined,
  from: Channel | undefined,
): Promise<unknown> {
  if (typeof value !== 'function') return await value
  const argument = from === undefined ? new Input(input ?? empty) : await fromNeighbour(from)
  return await (value as StageFunction)(argument)
}

const empty = { read: () => undefined }

/** The one object a neighbour returned, which can also be read as an Input; else its items. */
async function fromNeighbour(channel: Channel): Promise<unknown> {
  const whole = await channel.first()
  const input = new Input(channel)
  if (whole === undefined || typeof whole.value !== 'object' || whole.value === null) return input
  return new Proxy(whole.value, {
    get(target, key) {
      const own: unknown = Reflect.get(target, key)
      if (own === undefined && forms.has(key)) return member(input, key)
      return typeof own === 'function' ? own.bind(target) : own
    },
  })
}

/** What an input can be read as, also where it is one object. */
const forms: ReadonlySet<PropertyKey> = new Set([
  ...['text', 'lines', 'bytes', 'json', 'ndjson', 'objects', 'csv', 'yaml', 'toml', 'items'],
  Symbol.asyncIterator,
])

function member(object: object, key: PropertyKey): unknown {
  const value: unknown = Reflect.get(object, key)
  return typeof value === 'function' ? (value.bind(object) as unknown) : value
}

async function finish(
  result: unknown,
  output: Descriptor | undefined,
  to: Channel | undefined,
): Promise<void> {
  if (to !== undefined && isRecord(result)) return to.whole(result)
  await emit(result, to ?? byteOutput(output))
}

/** One object that is no sequence: it can be a neighbour's argument as it is. */
function isRecord(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof Error)
    return false
  if (value instanceof Blob || value instanceof Response || value instanceof ArrayBuffer) return false
  return !(Symbol.asyncIterator in value || Symbol.iterator in value || 'next' in value)
}

function byteOutput(output: Descriptor | undefined): Output {
  return new ByteOutput(bytes => {
    if (output === undefined) throw new Error('standard output is closed')
    return output.write(bytes)
  })
}

/** `console` writes to the stage's own streams. */
function consoleWriters(output: Descriptor | undefined, to: Channel | undefined, shell: Shell) {
  return {
    out: (text: string) => (to === undefined ? output?.write(encodeBytes(text)) : to.item(encodeBytes(text))),
    err: (text: string) => shell.descriptors.get(2)?.write(encodeBytes(text)),
  }
}

/** `i => { i.lines() }`: a body that does nothing but read the input, and gives it to nobody. */
async function tellOfNothing(value: unknown, shell: Shell): Promise<void> {
  const text = typeof value === 'function' ? String(value) : ''
  const [, name, body] = blockBody.exec(text) ?? []
  if (name === undefined || body === undefined || !body.startsWith(`${name}.`) || body.includes('=>')) return
  await tell(shell, `nacre: a stage gave nothing, for it returns nothing\n  hint: ${name} => ${body}`)
}

const blockBody = /^(?:async\s*)?\(?\s*(\w+)\s*\)?\s*=>\s*\{\s*(?:await\s+)?([^{};]*[^{};\s]);?\s*\}$/

/** `l => l.trim()`: somebody took what the function is given for a line. */
function hintFor(error: unknown, value: unknown): string {
  if (!(error instanceof TypeError) || typeof value !== 'function') return ''
  const [, name, method = ''] = /^(\w+)\.(\w+) is not a function$/.exec(error.message) ?? []
  const parameter = /^(?:async\s*)?(?:function\b[^(]*)?\(?\s*(\w+)/.exec(String(value))?.[1]
  if (name === undefined || name !== parameter || !(method in String.prototype)) return ''
  return `\n  hint: it is called once, for all lines: i => i.map(${name} => ${name}.${method}(…))`
}

function isBrokenPipe(error: unknown): boolean {
  return typeof error === 'object' && error !== null && (error as { code?: unknown }).code === 'EPIPE'
}
