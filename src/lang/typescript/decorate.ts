type Decorator = (value: unknown, context: object) => unknown
type Member = PropertyDescriptor | undefined | null

/**
 * Decorators as ECMAScript and TypeScript 5 have them (`(value, context)`), for code that oxc lowers to calls of
 * `decorate(decorators, target, key, descriptor)`. What a class cannot be given after it was made is an error.
 */
export function decorate(
  decorators: readonly Decorator[],
  target: unknown,
  key?: PropertyKey,
  descriptor?: Member,
): unknown {
  return key === undefined
    ? decorateClass(decorators, target as object)
    : decorateMember(decorators, target as object, key, descriptor)
}

function decorateClass(decorators: readonly Decorator[], target: object): object {
  let result = target
  const initializers: (() => void)[] = []
  for (const decorator of decorators.toReversed()) {
    const answer = decorator(result, {
      kind: 'class',
      name: (target as { name?: string }).name,
      metadata: {},
      addInitializer: (initializer: () => void) => void initializers.push(initializer),
    })
    if (typeof answer === 'function') result = answer
  }
  for (const initializer of initializers) initializer.call(result)
  return result
}

const unsupported = (what: string) => new TypeError(`${what} is not supported here`)

function decorateMember(
  decorators: readonly Decorator[],
  target: object,
  key: PropertyKey,
  given: Member,
): undefined {
  const isStatic = typeof target === 'function'
  const descriptor = given === null ? Object.getOwnPropertyDescriptor(target, key) : undefined
  const kind = memberKind(descriptor)
  const field = kind === 'method' ? 'value' : kind === 'getter' ? 'get' : 'set'
  for (const decorator of decorators.toReversed()) {
    const answer = decorator(descriptor?.[field], context(kind, key, isStatic, target))
    if (answer === undefined) continue
    if (descriptor === undefined) throw unsupported('a field decorator that gives an initializer')
    descriptor[field] = answer as () => unknown
  }
  if (descriptor !== undefined) Object.defineProperty(target, key, descriptor)
}

function memberKind(descriptor: Member): 'field' | 'method' | 'getter' | 'setter' {
  if (descriptor === undefined || descriptor === null) return 'field'
  if (descriptor.get !== undefined) return 'getter'
  return descriptor.set === undefined ? 'method' : 'setter'
}

function context(kind: string, name: PropertyKey, isStatic: boolean, target: object): object {
  return {
    kind,
    name,
    static: isStatic,
    private: false,
    metadata: {},
    access: {
      has: (object: object) => name in object,
      get: (object: object) => (object as Record<PropertyKey, unknown>)[name],
    },
    addInitializer: (initializer: () => void) => {
      if (!isStatic) throw unsupported('addInitializer of a member decorator')
      initializer.call(target)
    },
  }
}
