import type { Names } from './statement.ts'

// Without a regular expression: at a start it costs more to compile than all of this.
const words = (text: string): string[] => text.trim().replaceAll('\n ', '').split(' ')

/** ECMAScript's globals, without `eval` and `escape`: those are commands people type. */
export const ecmaScriptNames: ReadonlySet<string> = new Set(
  words(`
  AggregateError Array ArrayBuffer AsyncDisposableStack AsyncIterator Atomics BigInt BigInt64Array BigUint64Array Boolean
  DataView Date DisposableStack Error EvalError FinalizationRegistry Float16Array Float32Array Float64Array Function
  Infinity Int16Array Int32Array Int8Array Intl Iterator JSON Map Math NaN Number Object Promise Proxy RangeError
  ReferenceError Reflect RegExp Set SharedArrayBuffer String SuppressedError Symbol SyntaxError Temporal TypeError
  URIError Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakRef WeakSet WebAssembly decodeURI
  decodeURIComponent encodeURI encodeURIComponent globalThis isFinite isNaN parseFloat parseInt undefined unescape
`),
)

/** Node's own globals. Its modules (`http`, `path`, `test` …) are not among them: too many are commands. */
export const nodeNames: ReadonlySet<string> = new Set(
  words(`
  AbortController AbortSignal Blob BroadcastChannel Buffer ByteLengthQueuingStrategy CloseEvent CompressionStream
  CountQueuingStrategy Crypto CryptoKey CustomEvent DOMException DecompressionStream ErrorEvent Event EventSource
  EventTarget File FormData Headers MessageChannel MessageEvent MessagePort Navigator Performance PerformanceEntry
  PerformanceMark PerformanceMeasure PerformanceObserver PerformanceObserverEntryList PerformanceResourceTiming
  ReadableByteStreamController ReadableStream ReadableStreamBYOBReader ReadableStreamBYOBRequest
  ReadableStreamDefaultController ReadableStreamDefaultReader Request Response Storage SubtleCrypto TextDecoder
  TextDecoderStream TextEncoder TextEncoderStream TransformStream TransformStreamDefaultController URL URLPattern
  URLSearchParams WebSocket WritableStream WritableStreamDefaultController WritableStreamDefaultWriter atob btoa
  clearImmediate clearInterval clearTimeout console crypto fetch global localStorage navigator performance process
  queueMicrotask sessionStorage setImmediate setInterval setTimeout structuredClone
`),
)

/** Ink's components: an element typed at the prompt is drawn. */
export const inkNames: ReadonlySet<string> = new Set(words('Box Newline Spacer Static Text Transform'))

/**
 * nacre's API. Most are commands too, so they count as TypeScript only where they are called, indexed, accessed or
 * tagged: `ps()`, `env.HOME`, `jobs[0]`, `` $`x` ``.
 */
export const apiNames: ReadonlySet<string> = new Set(
  words('$ cd commands complete env glob history jobs ls nacre open pool ps sleep spawn status which within'),
)

/** Counts as declared wherever it stands: the user's names, `_`, ECMAScript's, Node's, Ink's. */
export function isDeclared(names: Names, name: string): boolean {
  return isUserName(names, name) || ecmaScriptNames.has(name) || nodeNames.has(name) || inkNames.has(name)
}

/** Declared by the user in this scope; `_`, the last value, always is. */
export function isUserName(names: Names, name: string): boolean {
  return names.user.has(name) || name === '_'
}
