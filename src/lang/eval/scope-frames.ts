import { type Binding, makeBinding } from './binding.ts'
import type { Options } from './shell.ts'

/** One scope over the globals: what its names hid, to be put back when it ends. */
export interface Frame {
  /** `function`: where `local` declares; `temporary`: `X=1 command`. */
  readonly kind: 'function' | 'temporary'
  readonly saved: Map<string, Binding | undefined>
  readonly owner: object
  /** `local -`: the options as they were. */
  options?: Options
}

/** The visible bindings with the stack of what they hide; shared with forks until either side writes. */
export class FrameStack {
  readonly bindings: Map<string, Binding>
  #frames: Frame[]

  constructor(bindings: Map<string, Binding> = new Map(), frames: Frame[] = []) {
    this.bindings = bindings
    this.#frames = frames
  }

  get depth(): number {
    return this.#frames.length
  }

  copy(): FrameStack {
    return new FrameStack(new Map(this.bindings), this.#frames.slice())
  }

  push(kind: Frame['kind'], owner: object): void {
    this.#frames.push({ kind, saved: new Map(), owner })
  }

  /** Ends the innermost scope; gives it back for what it kept. */
  pop(): Frame | undefined {
    const frame = this.#frames.pop()
    if (frame === undefined) return undefined
    for (const [name, binding] of frame.saved) this.#restore(name, binding)
    return frame
  }

  /** Exchanges what the innermost scope shows with what it hides; a second time puts it back. */
  exchange(owner: object): Frame | undefined {
    const frame = this.frame(this.#frames.length, owner)
    if (frame === undefined) return undefined
    for (const [name, hidden] of [...frame.saved]) {
      frame.saved.set(name, this.bindings.get(name))
      this.#restore(name, hidden)
    }
    return frame
  }

  /** 1-based level of the innermost function scope, 0 outside functions. */
  get functionLevel(): number {
    for (let at = this.#frames.length; at > 0; at--) if (this.#frames[at - 1]?.kind === 'function') return at
    return 0
  }

  frame(level: number, owner: object): Frame | undefined {
    const frame = this.#frames[level - 1]
    if (frame === undefined || frame.owner === owner) return frame
    const copy = { ...frame, saved: new Map(frame.saved), owner }
    this.#frames[level - 1] = copy
    return copy
  }

  /** A new binding at a level, hiding what is there; under a higher scope's binding of the same name if there is one. */
  add(name: string, level: number, owner: object): Binding {
    const binding = makeBinding(level, owner)
    const visible = this.bindings.get(name)
    const above = visible === undefined ? 0 : this.#lowestAbove(name, level)
    const frame = level === 0 ? undefined : this.frame(level, owner)
    if (above === 0) {
      frame?.saved.set(name, visible)
      this.bindings.set(name, binding)
      return binding
    }
    const upper = this.frame(above, owner)
    frame?.saved.set(name, upper?.saved.get(name))
    upper?.saved.set(name, binding)
    return binding
  }

  /** Takes a variable of `X=1 command` out of its scope, the innermost one, which shows what it hid. */
  lift(name: string, owner: object): Binding | undefined {
    const frame = this.frame(this.#frames.length, owner)
    if (frame?.kind !== 'temporary' || !frame.saved.has(name)) return undefined
    const binding = this.bindings.get(name)
    this.#restore(name, frame.saved.get(name))
    frame.saved.delete(name)
    return binding
  }

  /** Takes a binding away for good, showing what it hid. */
  remove(name: string, binding: Binding, owner: object): void {
    const frame = binding.level === 0 ? undefined : this.frame(binding.level, owner)
    const hidden = frame?.saved.get(name)
    frame?.saved.delete(name)
    this.#restore(name, hidden)
  }

  /** The global binding of a name, whatever hides it, with a way to replace it. */
  global(name: string, owner: object): { binding: Binding | undefined; replace(binding: Binding): void } {
    const level = this.#lowestAbove(name, 0)
    const frame = level === 0 ? undefined : this.frame(level, owner)
    if (frame === undefined)
      return { binding: this.bindings.get(name), replace: binding => void this.bindings.set(name, binding) }
    return { binding: frame.saved.get(name), replace: binding => void frame.saved.set(name, binding) }
  }

  /** What the binding of this name hides one scope below; for `local -n x=x`. */
  below(name: string, binding: Binding): Binding | undefined {
    return binding.level === 0 ? undefined : this.#frames[binding.level - 1]?.saved.get(name)
  }

  #lowestAbove(name: string, level: number): number {
    for (let at = level; at < this.#frames.length; at++) if (this.#frames[at]?.saved.has(name)) return at + 1
    return 0
  }

  #restore(name: string, binding: Binding | undefined): void {
    if (binding === undefined) this.bindings.delete(name)
    else this.bindings.set(name, binding)
  }
}
