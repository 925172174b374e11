import type { ZxCore } from './configure.ts'

/**
 * Where a `$` stands, for the message of its failure. zx looks for the address of a file, and guesses where there is none
 * (a statement of a `.tsh`, the prompt): it took the caller's caller.
 */
export function patchCaller({ Fail }: ZxCore): void {
  const original = Fail.getCallerLocation.bind(Fail)
  Fail.getCallerLocation = function getCallerLocation(error = new Error('zx error')) {
    const { stack = '' } = error
    return (stack.includes('file://') ? undefined : callerIn(stack)) ?? original(error)
  }
}

/** The first frame that is neither the one above, nor zx's, nor Node's. */
function callerIn(stack: string): string | undefined {
  const frames = [...stack.matchAll(/^ +at (.*)$/gm)].map(match => match[1] ?? '')
  const zx = fileOf(frames[1] ?? '')
  return frames.slice(2).find(frame => fileOf(frame) !== zx && !fileOf(frame).startsWith('node:'))
}

function fileOf(frame: string): string {
  return frame.replace(/^.*\(/, '').replace(/:\d+:\d+\)?$/, '')
}
