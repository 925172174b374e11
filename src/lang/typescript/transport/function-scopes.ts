import { Session, type Debugger, type Runtime } from 'node:inspector'

/** Names around a function, with their values; the innermost first. */
export interface ScopeValues {
  readonly type: 'local' | 'module' | 'script'
  readonly values: Readonly<Record<string, unknown>>
}

/** Where V8 has a function's text: lines and columns from 0. */
export interface FunctionPlace {
  readonly script: string
  readonly line: number
  readonly column: number
}

export interface Surroundings {
  readonly scopes: readonly ScopeValues[]
  readonly place: FunctionPlace | undefined
}

/** How the inspector hands a value to us: under this name of the global object, for a moment. */
const handOver = '__nacre_hand_over'

/** Reads functions' scopes through V8's inspector, on this very thread: no port is opened. */
export class Inspector {
  readonly #session = new Session()
  readonly #scripts = new Map<string, string>()

  constructor() {
    this.#session.connect()
  }

  /** The names around a function and where it was written. */
  surroundings(fn: object): Surroundings {
    const values: unknown[] = [fn]
    const globals = globalThis as Record<string, unknown>
    Object.defineProperty(globals, handOver, { value: values, configurable: true })
    try {
      return this.#read(values)
    } finally {
      Reflect.deleteProperty(globals, handOver)
    }
  }

  #read(values: unknown[]): Surroundings {
    const object = this.#post<Runtime.EvaluateReturnType>('Runtime.evaluate', {
      expression: `${handOver}[0]`,
      objectGroup: handOver,
    })?.result
    const internals = this.#internals(object?.objectId)
    const scopes = internals.find(item => item.name === '[[Scopes]]')?.value?.objectId
    const at = internals.find(item => item.name === '[[FunctionLocation]]')?.value?.value as
      | Debugger.Location
      | undefined
    const place =
      at === undefined
        ? undefined
        : { script: at.scriptId, line: at.lineNumber, column: at.columnNumber ?? 0 }
    const found = scopes === undefined ? [] : this.#scopes(scopes, values)
    this.#session.post('Runtime.releaseObjectGroup', { objectGroup: handOver })
    return { scopes: found, place }
  }

  #internals(objectId: string | undefined): readonly Runtime.InternalPropertyDescriptor[] {
    if (objectId === undefined) return []
    return (
      this.#post<Runtime.GetPropertiesReturnType>('Runtime.getProperties', {
        objectId,
        ownProperties: true,
      })?.internalProperties ?? []
    )
  }

  #scopes(list: string, values: unknown[]): ScopeValues[] {
    const properties =
      this.#post<Runtime.GetPropertiesReturnType>('Runtime.getProperties', {
        objectId: list,
        ownProperties: true,
      })?.result ?? []
    return properties.flatMap(({ name, value }) => {
      const description = value?.description ?? ''
      if (!/^\d+$/.test(name) || value?.objectId === undefined || description.startsWith('Global')) return []
      values.length = 0
      this.#session.post('Runtime.callFunctionOn', {
        functionDeclaration: `function () { ${handOver}.push(this) }`,
        objectId: value.objectId,
      })
      const scope = values[0] as { readonly object: Readonly<Record<string, unknown>> } | undefined
      return scope === undefined ? [] : [{ type: scopeType(description), values: scope.object }]
    })
  }

  /** The address of a script, as its module or `sourceURL` names it. */
  address(script: string): string | undefined {
    if (!this.#scripts.has(script)) this.#withDebugger(() => undefined)
    return this.#scripts.get(script)
  }

  /** The text of a script, as V8 got it. */
  text(script: string): string {
    return this.#withDebugger(
      () =>
        this.#post<Debugger.GetScriptSourceReturnType>('Debugger.getScriptSource', { scriptId: script })
          ?.scriptSource ?? '',
    )
  }

  /** Only for the moment: with a debugger listening, a `debugger` statement would wait for one. */
  #withDebugger<T>(run: () => T): T {
    const listen = ({ params }: { params: Debugger.ScriptParsedEventDataType }): void => {
      this.#scripts.set(params.scriptId, params.url)
    }
    this.#session.on('Debugger.scriptParsed', listen)
    this.#session.post('Debugger.enable')
    try {
      return run()
    } finally {
      this.#session.post('Debugger.disable')
      this.#session.off('Debugger.scriptParsed', listen)
    }
  }

  #post<T>(method: string, params: object): T | undefined {
    let answer: T | undefined
    this.#session.post(method, params, (_error: Error | null, result?: unknown) => {
      answer = result as T | undefined
    })
    return answer
  }

  close(): void {
    this.#session.disconnect()
  }
}

function scopeType(description: string): ScopeValues['type'] {
  if (description.startsWith('Module')) return 'module'
  return description.startsWith('Script') ? 'script' : 'local'
}
