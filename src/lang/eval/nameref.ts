import type { Binding } from './binding.ts'
import type { FrameStack } from './scope-frames.ts'
import type { VariableContext } from './variable-context.ts'

/** What a name means once namerefs are followed. */
export type Reference = {
  readonly name: string
  readonly subscript?: string
  readonly binding?: Binding
  readonly circular?: boolean
}

/** Follows a nameref to the name that is meant. A loop is warned of and ends at the first name. */
export function resolveReference(
  stack: FrameStack,
  context: VariableContext,
  name: string,
  start: Binding,
): Reference {
  if (typeof start.value !== 'string' || start.value === '') return { name }
  let at = name
  let binding: Binding | undefined = start
  for (let steps = 0; steps < 8; steps++) {
    const text: string = typeof binding?.value === 'string' ? binding.value : ''
    if (binding === undefined || !binding.nameref || text === '') return { name: at }
    const bracket = text.endsWith(']') ? text.indexOf('[') : -1
    if (bracket > 0) {
      const subscript = context.expandSubscript(text.slice(bracket + 1, -1))
      return { name: text.slice(0, bracket), subscript }
    }
    if (text === at) return circular(stack, context, at, binding)
    at = text
    binding = stack.bindings.get(at)
  }
  return circular(stack, context, name, undefined)
}

function circular(
  stack: FrameStack,
  context: VariableContext,
  name: string,
  binding: Binding | undefined,
): Reference {
  context.warn(`warning: ${name}: circular name reference`)
  // bash manual, Shell Parameters: a local nameref with its own name means the variable of the scope below.
  const below = binding === undefined ? undefined : stack.below(name, binding)
  return below === undefined ? { name, circular: true } : { name, binding: below }
}
