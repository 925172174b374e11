/**
 * What flows through the shell: bytes and the texts that stand for them, values that may still be on their way, and
 * later tables and codecs. It runs nothing and opens nothing.
 */
export { decodeBytes, encodeBytes } from './bytes.ts'
export { chain, isPromise, type MaybePromise } from './maybe-promise.ts'
