/** A frame as stacks show it: `f (nacre:3:5)`, `nacre:3:5`, `async file:///a.ts:1:2`. */
export interface FramePlace {
  readonly name: string
  readonly line: number
  readonly column: number
}

/** Where a frame is; undefined for one of no text (`Array.map (<anonymous>)`). */
export function framePlace(frame: string): FramePlace | undefined {
  const match = /(?:^|\()((?:file:\/\/)?[^()]*?):(\d+):(\d+)\)?$/.exec(frame)
  if (match === null) return undefined
  return { name: (match[1] ?? '').replace(/^async /, ''), line: Number(match[2]), column: Number(match[3]) }
}

const ownRoot = import.meta.dirname.replace(/[/\\](?:dist|src[/\\]lang[/\\]typescript)$/, '')

/** True for a frame of Node's or the shell's. */
export function isForeign(frame: string): boolean {
  const place = framePlace(frame)
  if (place === undefined || place.name.startsWith('node:')) return true
  const name = place.name.replace(/^file:\/\//, '')
  return name.startsWith(`${ownRoot}/dist/`) || name.startsWith(`${ownRoot}/src/`)
}

/** The frames, innermost first, without what called the outermost one that is the user's. */
export function withoutCallers(frames: readonly string[]): readonly string[] {
  const last = frames.findLastIndex(frame => !isForeign(frame))
  return last === -1 ? frames : frames.slice(0, last + 1)
}
