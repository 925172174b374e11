import { ShellError } from '../expand/index.ts'
import { type Binding, copyBinding, DynamicBinding, makeBinding } from './binding.ts'
import type { FrameStack } from './scope-frames.ts'
import type { VariableContext } from './variable-context.ts'

/** The binding that a declaration is about, the caller's own: made where there is none. */
export function placeOf(
  stack: FrameStack,
  context: VariableContext,
  owner: object,
  name: string,
  where: 'here' | 'local' | 'global',
): Binding {
  if (where === 'global') return placeGlobal(stack, owner, name)
  const level = stack.functionLevel
  const found = stack.bindings.get(name)
  if (where === 'here' || level === 0)
    return found === undefined ? stack.add(name, 0, owner) : shownBinding(stack, owner, name, found)
  if (found !== undefined && found.level >= level) {
    const own = shownBinding(stack, owner, name, found)
    if (own.level > level) own.level = level
    return own
  }
  if (found?.readonly && found.level === 0) throw new ShellError(`${name}: readonly variable`)
  const local = stack.add(name, level, owner)
  if (found === undefined || found.hidden) return local
  if (inherits(stack, context, owner, found)) inherit(local, found)
  // bash: what is exported stays so, whoever gives it another value.
  else local.exported = found.exported
  return local
}

/** A binding that may be written: the owner's own, or a copy that takes its place. */
export function ownBinding(stack: FrameStack, owner: object, name: string, binding: Binding): Binding {
  if (binding.owner === owner || binding instanceof DynamicBinding) return binding
  const copy = copyBinding(binding, owner)
  stack.bindings.set(name, copy)
  return copy
}

/** What stands for a local variable that is unset: it hides what is below. */
export function tombstone(owner: object, level: number): Binding {
  const binding = makeBinding(level, owner)
  binding.hidden = true
  return binding
}

function shownBinding(stack: FrameStack, owner: object, name: string, found: Binding): Binding {
  const own = ownBinding(stack, owner, name, found)
  own.hidden = false
  return own
}

/** bash: a local takes over what `X=1 function` gave the name, or anything with localvar_inherit. */
function inherits(stack: FrameStack, context: VariableContext, owner: object, found: Binding): boolean {
  const frame = found.level === 0 ? undefined : stack.frame(found.level, owner)
  return frame?.kind === 'temporary' || context.options.get('localvar_inherit')
}

function inherit(local: Binding, from: Binding): void {
  const { level, owner } = local
  Object.assign(local, copyBinding(from, owner), { level, nameref: false })
}

function placeGlobal(stack: FrameStack, owner: object, name: string): Binding {
  const { binding, replace } = stack.global(name, owner)
  if (binding?.owner === owner || binding instanceof DynamicBinding) return binding
  const own = binding === undefined ? makeBinding(0, owner) : copyBinding(binding, owner)
  replace(own)
  return own
}
