import { ShellError, type ExpandHost } from '../host.ts'
import type { Code, Environment } from './environment.ts'
import { parseArithmetic } from './parser.ts'
import type { Integer } from './number.ts'

/** An arithmetic expression made ready to run. */
export interface CompiledArithmetic {
  /** Its value in 64-bit integers; throws ShellError. `depth` counts variables evaluated around it. */
  evaluate(host: ExpandHost, depth?: number): Integer
}

const limit = 1024
/** Expressions by their text, the least recently used first. */
const cache = new Map<string, CompiledArithmetic>()

/** Compiles the text of an arithmetic expression; what is wrong with it is thrown when it is evaluated. */
export function compileArithmetic(text: string): CompiledArithmetic {
  const known = cache.get(text)
  if (known) return known
  if (cache.size >= limit) {
    for (const key of cache.keys()) {
      cache.delete(key)
      if (cache.size < limit / 2) break
    }
  }
  const compiled = fromCode(compileCode(text))
  cache.set(text, compiled)
  return compiled
}

/** The code of a text; of a text with an error, code that throws it. */
export function compileCode(text: string): Code {
  try {
    return parseArithmetic(text)
  } catch (error) {
    if (!(error instanceof ShellError)) throw error
    const { message, arithmetic } = error
    // A new one each time: an error may be given more (a position) on its way up.
    return () => {
      throw new ShellError(message, { arithmetic })
    }
  }
}

const none: readonly Integer[] = []

function fromCode(code: Code): CompiledArithmetic {
  return { evaluate: (host, depth = 0) => code({ host, parameters: none, depth, evaluate: evaluateText }) }
}

/** Bash's limit on variables that name variables. */
const maximumDepth = 1024

/** The value of a text that an expression came upon. */
export function evaluateText(text: string, environment: Environment): Integer {
  if (environment.depth >= maximumDepth) {
    throw new ShellError(`${text}: expression recursion level exceeded (error token is "${text}")`)
  }
  return compileArithmetic(text).evaluate(environment.host, environment.depth + 1)
}
