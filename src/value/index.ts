/**
 * What flows through the shell: bytes and the texts that stand for them, values that may still be on their way, and what
 * a stage written in TypeScript reads and gives on. It runs nothing and opens nothing.
 */
export { decodeBytes, encodeBytes, joinBytes, looksBinary, separateBytes } from './bytes.ts'
export { Channel, ChannelClosed, channelOf, linkEnds } from './channel.ts'
export { Collected } from './collected.ts'
export { LineSplitter } from './lines.ts'
export { parseCsv } from './csv.ts'
export { formatDuration, parseDuration } from './duration.ts'
export { ByteOutput, emit, type Output } from './emit.ts'
export { Input, itemText, type ByteReader, type InputSource } from './input.ts'
export { chain, isPromise, type MaybePromise } from './maybe-promise.ts'
