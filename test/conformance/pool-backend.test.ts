import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  Coroutines,
  Nodes,
  parseHalt,
  type PoolBackend,
  type PoolFunction,
  PoolRun,
  processes,
  threads,
  type RunOptions,
  type Task,
} from '../../src/jobs/index.ts'
import { SessionPacker, Stacks } from '../../src/lang/typescript/index.ts'

const src = join(import.meta.dirname, '../../src')
/** Megabytes a worker may take: enough for what is tested, soon full. */
const heap = 128
const packer = new SessionPacker({
  hostNames: new Set(Object.getOwnPropertyNames(globalThis)),
  stacks: new Stacks(),
  parent: () => import.meta.url,
  variable: () => undefined,
})
const nodes = new Nodes({
  worker: join(src, 'pool-process.ts'),
  surroundings: () => ({
    cwd: src,
    environment: { PATH: process.env['PATH'] ?? '', NODE_OPTIONS: `--max-old-space-size=${heap}` },
  }),
})
const byText = (a: unknown, b: unknown): number => (String(a) < String(b) ? -1 : 1)
const printed: string[] = []
const output = (text: string): void => void printed.push(text)

afterAll(() => {
  nodes.close()
  packer.close()
})

function wrap(call: (...args: never[]) => unknown): PoolFunction {
  const packed = packer.pack(call, 'fn', () => undefined)
  return {
    call,
    pack: () => packed.parcel,
    packArgument: () => undefined,
    trace: stack => packer.trace(stack, packed),
  }
}

function submit(
  backend: PoolBackend,
  call: (...args: never[]) => unknown,
  args: unknown[],
  timeout?: number,
) {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const task: Task = {
    fn: wrap(call),
    args,
    timeout,
    transfer: undefined,
    started: () => undefined,
    resolve,
    reject,
  }
  backend.run(task)
  return promise
}

function mapped(
  backend: PoolBackend,
  items: Iterable<unknown> | AsyncIterable<unknown>,
  call: (...args: never[]) => unknown,
  options: Partial<RunOptions> = {},
) {
  const results: [number, unknown][] = []
  const errors: [number, unknown, number][] = []
  const source = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]()
  return new Promise<{ results: typeof results; errors: typeof errors; thrown?: unknown }>(resolve => {
    const halt = parseHalt('never')
    if (halt === undefined) throw new Error('a policy')
    new PoolRun(
      backend,
      wrap(call),
      source,
      { halt, ...options },
      {
        result: (index, value) => void results.push([index, value]),
        failure: (index, _item, error, attempts) => void errors.push([index, error, attempts]),
        ended: thrown =>
          resolve({ results, errors, ...(thrown === undefined ? {} : { thrown: thrown.error }) }),
      },
    ).pump()
  })
}

const makers: Record<string, () => PoolBackend | Promise<PoolBackend>> = {
  thread: () => threads({ size: 2, worker: join(src, 'pool-thread.ts'), output, heap }),
  process: () => processes({ size: 2, nodes, output }),
  coroutine: () => new Coroutines(2),
}

describe.each(Object.keys(makers))('a backend of %ss', kind => {
  let backend: PoolBackend
  beforeAll(async () => {
    const made = makers[kind]?.()
    if (made === undefined) throw new Error(kind)
    backend = await made
  })
  afterAll(() => backend.terminate())

  test('calls with the arguments it is given', async () => {
    expect(await submit(backend, (a: number, b: number) => a - b, [5, 3])).toBe(2)
  })

  test('waits for a promise', async () => {
    expect(await submit(backend, async (a: number) => a + 1, [1])).toBe(2)
  })

  test('an error keeps its name, message and own fields', async () => {
    const failing = submit(backend, () => {
      throw Object.assign(new RangeError('too far'), { code: 'E_FAR' })
    }, [])
    await expect(failing).rejects.toMatchObject({ name: 'RangeError', message: 'too far', code: 'E_FAR' })
    await expect(failing).rejects.toBeInstanceOf(RangeError)
  })

  test('a thrown value that is no error arrives as it is', async () => {
    await expect(
      submit(backend, () => {
        // oxlint-disable-next-line no-throw-literal, only-throw-error -- what is tested
        throw 'plain'
      }, []),
    ).rejects.toBe('plain')
  })

  test('a stack names the line of the function', async () => {
    const error = await submit(backend, () => {
      throw new Error('here')
    }, []).catch((thrown: unknown) => thrown as Error)
    expect((error as Error).stack).toContain('pool-backend.test.ts')
  })

  test('many tiny tasks all come back once', async () => {
    const { results } = await mapped(backend, Array(2000).keys(), (n: number) => n * 2)
    expect(results).toHaveLength(2000)
    expect(new Set(results.map(([, value]) => value)).size).toBe(2000)
    expect(results.every(([index, value]) => value === index * 2)).toBe(true)
  })

  test('a failure costs nothing but its own task', async () => {
    const { results, errors } = await mapped(backend, [1, 2, 3, 4], (n: number) => {
      if (n === 2) throw new Error('two')
      return n
    })
    expect(results.map(([, value]) => value).toSorted(byText)).toEqual([1, 3, 4])
    expect(errors.map(([index]) => index)).toEqual([1])
  })

  test('what takes too long fails alone, and the pool goes on', async () => {
    const { results, errors } = await mapped(
      backend,
      [0, 1, 2],
      async (n: number) => (n === 1 ? await new Promise<number>(() => undefined) : n),
      { timeout: 400 },
    )
    expect(results.map(([, value]) => value).toSorted(byText)).toEqual([0, 2])
    expect(errors).toMatchObject([[1, { name: 'TimeoutError' }, 1]])
  })

  test('retries until it works, and no more often than it may', async () => {
    const { errors } = await mapped(
      backend,
      [1],
      () => {
        throw new Error('always')
      },
      { retries: { times: 2, delay: 1 } },
    )
    expect(errors.map(([, , attempts]) => attempts)).toEqual([3])
  })

  test('halt soon takes no more items', async () => {
    const halt = parseHalt('soon,fail=1')
    const { results, errors } = await mapped(
      backend,
      Array(1000).keys(),
      async (n: number) => {
        if (n === 0) throw new Error('first')
        await new Promise(resolve => setTimeout(resolve, 20))
        return n
      },
      halt === undefined ? {} : { halt },
    )
    expect(errors).toHaveLength(1)
    expect(results.length).toBeLessThan(600)
  })

  test('an endless source is asked for no more than is needed', async () => {
    let asked = 0
    function* endless(): Generator<number> {
      for (;;) yield asked++
    }
    const halt = parseHalt('now,done=5')
    const { results } = await mapped(
      backend,
      endless(),
      (n: number) => new Promise(resolve => setTimeout(() => resolve(n), 5)),
      halt === undefined ? {} : { halt },
    )
    expect(results).toHaveLength(5)
    expect(asked).toBeLessThan(1200)
  })

  test('an async source is followed, and its error is the run’s', async () => {
    async function* two(): AsyncGenerator<number> {
      yield 1
      yield 2
      throw new Error('source')
    }
    expect(await mapped(backend, two(), (n: number) => n)).toMatchObject({ thrown: { message: 'source' } })
  })

  test('stopped it begins nothing; continued it goes on', async () => {
    backend.stop()
    const answer = submit(backend, (n: number) => n, [7])
    let isAnswered = false
    void answer.then(() => (isAnswered = true))
    await new Promise(resolve => setImmediate(resolve))
    expect(isAnswered).toBe(false)
    backend.continue()
    expect(await answer).toBe(7)
  })

  test('the time of a task stands while it is stopped', async () => {
    const answer = submit(backend, () => new Promise(() => undefined), [], 50)
    backend.stop()
    const late = answer.then(undefined, () => 'late')
    const other = new Promise(resolve => setTimeout(resolve, 150, 'stopped'))
    expect(await Promise.race([late, other])).toBe('stopped')
    backend.continue()
    await expect(answer).rejects.toThrow('took longer than 50 ms')
  })

  test('a cancelled task settles no more', async () => {
    const gone = submit(backend, () => new Promise(() => undefined), [])
    const task: Task = {
      fn: wrap((n: number) => n),
      args: [1],
      timeout: undefined,
      transfer: undefined,
      started: () => undefined,
      resolve: () => expect.unreachable(),
      reject: () => expect.unreachable(),
    }
    backend.stop()
    backend.run(task)
    backend.cancel(task)
    backend.continue()
    expect(await submit(backend, (n: number) => n, [3])).toBe(3)
    gone.catch(() => undefined)
  })
})

describe.each(['thread', 'process'])('workers that are %ss', kind => {
  let backend: PoolBackend
  beforeAll(async () => {
    const made = makers[kind]?.()
    if (made === undefined) throw new Error(kind)
    backend = await made
  })
  afterAll(() => backend.terminate())

  test('a worker that ends in the middle fails its own task only', async () => {
    const { results, errors } = await mapped(backend, Array(50).keys(), (n: number) => {
      if (n === 20) process.exit(3)
      return n
    })
    expect(errors).toMatchObject([
      [20, { name: 'WorkerCrash', message: 'the worker ended with status 3' }, 1],
    ])
    expect(results).toHaveLength(49)
  })

  test('what was done before a worker ended is done once', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'nacre-test-')), 'calls')
    const { results, errors } = await mapped(backend, Array(300).keys(), (n: number) => {
      process.getBuiltinModule('node:fs').appendFileSync(file, `${n}\n`)
      if (n % 200 === 50) process.exit(1)
      return n % 3 === 0 ? n : n % 3 === 1 ? String(n) : [n]
    })
    const calls = readFileSync(file, 'utf8').trim().split('\n').map(Number)
    rmSync(dirname(file), { recursive: true })
    expect(calls.toSorted((a, b) => a - b)).toEqual([...Array(300).keys()])
    expect(errors.map(([index]) => index).toSorted((a, b) => a - b)).toEqual([50, 250])
    expect(results.every(([index, value]) => String(value) === String(index))).toBe(true)
  })

  test('what was done before a call that hangs is told at once, and done once', async () => {
    const counts = new Map<number, number>()
    const { results, errors } = await mapped(
      backend,
      Array(300).keys(),
      (n: number) => {
        while (n === 200);
        return n
      },
      { timeout: 3000 },
    )
    for (const [index] of results) counts.set(index, (counts.get(index) ?? 0) + 1)
    expect(errors).toMatchObject([[200, { name: 'TimeoutError' }, 1]])
    expect(counts.size).toBe(299)
    expect(Math.max(...counts.values())).toBe(1)
  })

  test('process.abort() too', async () => {
    const { results, errors } = await mapped(backend, Array(10).keys(), (n: number) => {
      if (n === 5) process.abort()
      return n
    })
    expect(errors.map(([index]) => index)).toEqual([5])
    expect(results).toHaveLength(9)
  })

  test('a worker that runs out of memory fails its own task only', async () => {
    const { results, errors } = await mapped(backend, Array(6).keys(), (n: number) => {
      const kept: unknown[] = []
      while (n === 3) kept.push(new Array(10_000).fill(kept.length))
      return n
    })
    expect(errors).toMatchObject([[3, { name: 'WorkerCrash' }, 1]])
    expect(results).toHaveLength(5)
  })

  test('an endless loop ends at its timeout', async () => {
    const { results, errors } = await mapped(
      backend,
      [0, 1, 2],
      (n: number) => {
        while (n === 1);
        return n
      },
      { timeout: 1500 },
    )
    expect(errors).toMatchObject([[1, { name: 'TimeoutError' }, 1]])
    expect(results).toHaveLength(2)
  })

  test('what it prints is told', async () => {
    printed.length = 0
    await submit(backend, () => console.log('from a worker'), [])
    await expect.poll(() => printed.join('')).toBe('from a worker\n')
  })

  test('a result that cannot come back is an error that says so', async () => {
    await expect(submit(backend, () => () => 1, [])).rejects.toThrow('its result cannot come back')
  })
})
