import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nacreArgv } from '../helpers/run-nacre.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'nacre-watch-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

/** A nacre whose output can be waited for. */
class Running implements AsyncDisposable {
  readonly #child: ChildProcess
  #output = ''
  #changed = Promise.withResolvers<void>()
  readonly exited: Promise<number>

  constructor(...args: string[]) {
    const [file, ...rest] = [...nacreArgv, ...args]
    this.#child = spawn(file, rest, { cwd: dir, env: { ...process.env, NO_COLOR: '1' } })
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.#output += chunk.toString()
        this.#changed.resolve()
        this.#changed = Promise.withResolvers()
      })
    this.exited = new Promise(done =>
      this.#child.once('close', (code, signal) => done(code ?? (signal === null ? 0 : 128))),
    )
  }

  /** Waits for a text to be written, and gives what came up to its end. */
  async until(text: string): Promise<string> {
    while (!this.#output.includes(text)) await this.#changed.promise
    const end = this.#output.indexOf(text) + text.length
    const before = this.#output.slice(0, end)
    this.#output = this.#output.slice(end)
    return before
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill('SIGTERM')
    await this.exited
  }
}

const write = (name: string, text: string): void => {
  mkdirSync(join(dir, name, '..'), { recursive: true })
  writeFileSync(join(dir, name), text)
}

/** A zombie that nobody waits for is dead. */
const isAlive = (pid: string): boolean => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

test('watch: what runs is ended with all it started, and run again', async () => {
  write('src/a.ts', '')
  write('run.sh', 'echo pid $$; sleep 1000 & echo child $!; wait')
  await using nacre = new Running('-c', "watch 'src/**/*.ts' -- sh run.sh")
  const first = (await nacre.until('child ')) + (await nacre.until('\n'))
  const pids = first.match(/\d+/g) ?? []
  write('src/other.txt', 'not watched')
  write('src/deep/b.ts', 'new')
  expect(await nacre.until('child ')).toMatch(/watch: src\/deep\/b.ts added\npid \d+\nchild $/)
  expect([pids.length, ...pids.map(isAlive)]).toEqual([2, false, false])
})

test('watch: the end of a command is told, and the watch goes on', async () => {
  write('x', '1')
  await using nacre = new Running('-c', 'watch x -- cat x; echo no')
  expect(await nacre.until('waiting for changes')).toBe('1watch: exit status 0, waiting for changes')
  write('x', '2')
  expect(await nacre.until('waiting for changes')).toContain('watch: x changed\n2watch: exit status 0')
})

test('watch: --postpone waits for the first change, --ignore for others, and many at once are one', async () => {
  write('src/a', '')
  write('src/skip.log', '')
  await using nacre = new Running(
    '-c',
    "exec 2>&1; watch --postpone --debounce 300ms --ignore '*.log' src -- sh -c 'echo ran; cat src/a'",
  )
  await nacre.until('waiting for changes')
  write('src/skip.log', 'x')
  for (const text of ['1', '2', '3']) write('src/a', text)
  expect(await nacre.until('exit status 0')).toContain('ran\n3watch: ')
  rmSync(join(dir, 'src/a'))
  write('src/skip.log', 'y')
  // Neither the ignored file nor the first three changes had a run of their own.
  expect(await nacre.until('exit status 1')).toMatch(/^[^]*src\/a removed\nran\n[^]*$/)
})

test.each([
  ['exec 2>&1; watch --debounce soon x -- true; echo $?', 'watch: --debounce soon: not a time', '2\n'],
  ['exec 2>&1; watch --nope x -- true; echo $?', 'watch: --nope', '2\n'],
])('%s', async (line, message, status) => {
  await using nacre = new Running('-c', line)
  expect(await nacre.until(status)).toContain(message)
})

test('watch: Ctrl-C leaves, and nothing is left behind', async () => {
  write('x', '1')
  await using nacre = new Running('-c', "watch x -- sh -c 'echo $$; exec sleep 1000'; echo left $?")
  const pid = (await nacre.until('\n')).trim()
  nacre.kill('SIGINT')
  expect(await nacre.until('left 130')).toBe('left 130')
  expect(isAlive(pid)).toBe(false)
})

test('watch without -- is the program', async () => {
  await using nacre = new Running('-c', 'PATH=/nowhere; watch -n1 date; echo $?')
  expect(await nacre.until('127\n')).toContain('watch')
})

test('for await over watch()', async () => {
  write('a.txt', '1')
  write(
    'main.ts',
    `import { watch } from 'nacre'
     let n = 1
     const timer = setInterval(() => fs.writeFileSync('a.txt', String(++n)), 100)
     for await (const change of watch('*.txt')) {
       console.log(change.type, change.path)
       break
     }
     clearInterval(timer)
     console.log('done')`,
  )
  await using nacre = new Running('main.ts')
  expect(await nacre.until('done\n')).toBe('change a.txt\ndone\n')
  expect(await nacre.exited).toBe(0)
})

test('nacre --watch runs a file again when what it imports changes', async () => {
  write('deep/dep.ts', "export { v } from './value'")
  write('deep/value.ts', 'export const v: number = 1')
  write('main.tsh', "import { v } from './deep/dep'\necho value $v $1\nsleep 1000\n")
  await using nacre = new Running('--watch', 'main.tsh', 'arg')
  await nacre.until('value 1 arg\n')
  write('deep/value.ts', 'export const v: number = 2')
  expect(await nacre.until('value 2 arg\n')).toBe('nacre: deep/value.ts changed\nvalue 2 arg\n')
  nacre.kill('SIGINT')
  expect(await nacre.exited).toBe(130)
})
