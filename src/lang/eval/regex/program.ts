import type { Assertion, CharacterSet, Node } from './node.ts'

/** One state of the machine that matches: a character, a choice between two ways (the first is preferred), a mark. */
export type State =
  | { readonly type: 'set'; readonly has: CharacterSet; readonly next: number }
  | { readonly type: 'split'; readonly next: number; readonly other: number; readonly isLoop: boolean }
  | { readonly type: 'save'; readonly slot: number; readonly next: number }
  | { readonly type: 'assertion'; readonly holds: Assertion; readonly next: number }
  | { readonly type: 'reference'; readonly index: number; readonly next: number }
  | { readonly type: 'accept' }

export interface Program {
  readonly states: readonly State[]
  readonly start: number
  readonly groups: number
  readonly hasReferences: boolean
}

/** More states than this are an expression too big (REG_ESPACE). */
const mostStates = 100_000

/** Thompson's construction, from the end to the start. Throws SyntaxError for what is too big. */
export function makeProgram(node: Node, groups: number, hasReferences: boolean): Program {
  const builder = new Builder()
  const accept = builder.add({ type: 'accept' })
  const start = builder.node(node, accept)
  return { states: builder.states, start, groups, hasReferences }
}

class Builder {
  readonly states: State[] = []

  add(state: State): number {
    if (this.states.length >= mostStates) throw new SyntaxError('regular expression too big')
    return this.states.push(state) - 1
  }

  /** The state where the node begins, if what follows begins at `next`. */
  node(node: Node, next: number): number {
    switch (node.type) {
      case 'empty':
        return next
      case 'set':
        return this.add({ type: 'set', has: node.has, next })
      case 'assertion':
        return this.add({ type: 'assertion', holds: node.holds, next })
      case 'reference':
        return this.add({ type: 'reference', index: node.index, next })
      case 'sequence':
        return node.items.reduceRight((after, item) => this.node(item, after), next)
      case 'choice':
        return this.#choice(node.options, next)
      case 'group':
        return this.#group(node.item, node.index, next)
      case 'repeat':
        return this.#repeat(node.item, node.least, node.most, next)
    }
  }

  #choice(options: readonly Node[], next: number): number {
    const begins = options.map(option => this.node(option, next))
    return begins.reduceRight((other, begin) =>
      this.add({ type: 'split', next: begin, other, isLoop: false }),
    )
  }

  #group(item: Node, index: number, next: number): number {
    const end = this.add({ type: 'save', slot: index * 2 + 1, next })
    return this.add({ type: 'save', slot: index * 2, next: this.node(item, end) })
  }

  #repeat(item: Node, least: number, most: number, next: number): number {
    let begin = most === Infinity ? this.#loop(item, next) : this.#options(item, most - least, next)
    for (let count = 0; count < least; count++) begin = this.node(item, begin)
    return begin
  }

  #loop(item: Node, next: number): number {
    const loop = this.add({ type: 'accept' })
    this.states[loop] = { type: 'split', next: this.node(item, loop), other: next, isLoop: true }
    return loop
  }

  /** `x{0,n}`: each further one only after the one before. */
  #options(item: Node, count: number, next: number): number {
    let begin = next
    for (let done = 0; done < count; done++)
      begin = this.add({ type: 'split', next: this.node(item, begin), other: next, isLoop: false })
    return begin
  }
}
