import {
  compileArithmetic,
  IndexedArray,
  type ExpandHost,
  type Variable,
  type VariableValue,
} from '../../src/lang/expand/index.ts'

/** Defaults of bash's options that are on. */
const defaults = ['braceexpand', 'extglob', 'globskipdots', 'patsub_replacement']

export interface FakeWorld {
  variables?: Record<string, VariableValue>
  positional?: string[]
  options?: string[]
  bindings?: Record<string, unknown>
  /** Paths of files; directories end in a slash. */
  files?: string[]
  substitute?: (text: string) => string | Promise<string>
  door?: (expression: string) => unknown
}

export interface FakeHost extends ExpandHost {
  readonly variables: Map<string, Variable>
  setOption(name: string, value: boolean): void
  setPositional(values: string[]): void
  /** Sets any kind of value. */
  assign(name: string, value: VariableValue): void
}

/** A world in memory for the expansions: variables, options and files are what the test says. */
export function fakeExpandHost(world: FakeWorld = {}): FakeHost {
  const options = new Set(
    [...defaults, ...(world.options ?? [])].filter(name => !world.options?.includes(`-${name}`)),
  )
  let positional = world.positional ?? []
  const variables = new Map<string, Variable>()
  for (const [name, value] of Object.entries(world.variables ?? {})) variables.set(name, makeVariable(value))
  const follow = (name: string): Variable | undefined => {
    const variable = variables.get(name)
    return variable?.nameref && typeof variable.value === 'string' ? follow(variable.value) : variable
  }
  const index = (subscript: string): number => Number(compileArithmetic(subscript).evaluate(host))
  const host: FakeHost = {
    variables,
    variable: follow,
    rawVariable: name => variables.get(name),
    get(name) {
      const value = follow(name)?.value
      return value instanceof Map ? value.get('0') : value instanceof IndexedArray ? value.get(0) : value
    },
    assign(name, value) {
      variables.set(name, makeVariable(value))
    },
    set(name, value) {
      host.assign(name, value)
    },
    getElement: (name, subscript) => {
      const value = follow(name)?.value
      return value instanceof Map
        ? value.get(subscript)
        : value instanceof IndexedArray
          ? value.get(index(subscript))
          : value
    },
    setElement(name, subscript, value) {
      const old = follow(name)
      if (old?.value instanceof Map) old.value.set(subscript, value)
      else {
        const array = old?.value instanceof IndexedArray ? old.value : new IndexedArray()
        array.set(index(subscript), value)
        variables.set(name, makeVariable(array))
      }
    },
    names: prefix => [...variables.keys()].filter(name => name.startsWith(prefix)).sort(),
    get positional() {
      return positional
    },
    setPositional(values) {
      positional = values
    },
    special: name => ({ '0': 'nacre', '?': '0', $: '42', '-': 'hB' })[name],
    option: name => options.has(name),
    setOption(name, value) {
      if (value) options.add(name)
      else options.delete(name)
    },
    substitute: node => world.substitute?.(JSON.stringify(node.body)) ?? '',
    processSubstitution: () => '/dev/fd/63',
    door: node => world.door?.(node.expression),
    binding: name => (world.bindings && name in world.bindings ? { value: world.bindings[name] } : undefined),
    promptString: text => `<${text}>`,
    homeDirectory: user => ({ '': '/home/me', root: '/root' })[user ?? ''],
    cwd: '/here',
    ...fakeFiles(world.files ?? []),
  }
  return host
}

function makeVariable(value: VariableValue): Variable {
  return {
    value,
    exported: false,
    readonly: false,
    integer: false,
    lowercase: false,
    uppercase: false,
    capitalized: false,
    nameref: false,
    trace: false,
    array: 'none',
  }
}

/** Files under `/here` unless absolute. */
function fakeFiles(files: string[]): Pick<ExpandHost, 'readDirectory' | 'exists'> {
  const all = new Map<string, 'file' | 'directory'>([
    ['/', 'directory'],
    ['/here', 'directory'],
  ])
  for (const file of files) {
    const path = file.startsWith('/') ? file : `/here/${file}`
    const parts = path.split('/').filter(part => part !== '')
    parts.forEach((_, i) => {
      const isLast = i === parts.length - 1
      all.set(`/${parts.slice(0, i + 1).join('/')}`, isLast && !path.endsWith('/') ? 'file' : 'directory')
    })
  }
  const clean = (path: string): string =>
    `/${path
      .split('/')
      .filter(part => part !== '' && part !== '.')
      .join('/')}`
  return {
    exists: path => all.get(clean(path)),
    readDirectory(path) {
      const directory = clean(path)
      if (all.get(directory) !== 'directory') return undefined
      const prefix = directory === '/' ? '/' : `${directory}/`
      return [...all]
        .filter(
          ([name]) => name.startsWith(prefix) && name !== prefix && !name.slice(prefix.length).includes('/'),
        )
        .map(([name, type]) => ({ name: name.slice(prefix.length), type }))
    },
  }
}
