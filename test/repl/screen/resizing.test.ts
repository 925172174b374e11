import type headless from '@xterm/headless'
import { createRequire } from 'node:module'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { Descriptor } from '../../../src/os/index.ts'
import { OutputStream } from '../../../src/repl/screen/output-stream.ts'
import { Screen } from '../../../src/repl/screen/screen.ts'
import { TypedSession } from '../session/driver.ts'

const { Terminal } = createRequire(import.meta.url)('@xterm/headless') as typeof headless

/** A terminal at the end of a line: what is written arrives when the test says so, and so does its size. */
class DistantTerminal {
  readonly typed = new TypedSession()
  readonly screen: Screen
  readonly #terminal: headless.Terminal
  readonly #size: { columns: number; rows: number }
  #underWay: string | undefined

  constructor(columns: number, rows: number) {
    this.#terminal = new Terminal({ cols: columns, rows, allowProposedApi: true })
    this.#size = { columns, rows }
    this.screen = new Screen(this.typed.session, new OutputStream(this.#descriptor(), () => this.#size), {
      color: false,
      onFailure: error => {
        throw error
      },
      onAsk: () => {},
      onSettled: () => {},
    })
    this.#terminal.onData(answer => {
      for (const [report] of answer.matchAll(/\x1b\[\d+;\d+R/g)) this.screen.answered(report)
    })
  }

  /** Its own size, of which the shell's side knows nothing yet. */
  resize(columns: number): void {
    this.#terminal.resize(columns, this.#terminal.rows)
  }

  /** The kernel knows of the size, the shell has no signal yet. */
  tellSize(): void {
    this.#size.columns = this.#terminal.cols
  }

  signal(): void {
    this.tellSize()
    this.screen.resized()
  }

  /** From now on what is written is under way. */
  hold(): void {
    this.#underWay = ''
  }

  /** Something that satisfies is under way. */
  async holds(pattern: RegExp): Promise<void> {
    await vi.waitUntil(() => pattern.test(this.#underWay ?? ''))
  }

  /** What was under way arrives; what is written then is under way `again`, or arrives at once. */
  async arrive(again = false): Promise<void> {
    const text = this.#underWay ?? ''
    this.#underWay = again ? '' : undefined
    await new Promise<void>(resolve => this.#terminal.write(text, resolve))
  }

  /** Waits for this on the screen and above it; gives what is there then, or at last. */
  async shows(text: string): Promise<string> {
    await vi.waitUntil(() => this.#shown() === text).catch(() => {})
    return this.#shown()
  }

  dispose(): void {
    this.screen.close()
    this.#terminal.dispose()
  }

  #shown(): string {
    const { active } = this.#terminal.buffer
    const rows = Array.from({ length: active.length }, (_, y) =>
      (active.getLine(y)?.translateToString(true) ?? '').trimEnd(),
    )
    return rows.join('\n').trimEnd()
  }

  #descriptor(): Descriptor {
    return {
      fd: undefined,
      isTerminal: true,
      write: bytes => {
        const text = Buffer.from(bytes).toString().replace(/\r?\n/g, '\r\n')
        if (this.#underWay === undefined) this.#terminal.write(text)
        else this.#underWay += text
      },
      read: () => undefined,
      unread: () => false,
      dup: () => this.#descriptor(),
      close: () => {},
    }
  }
}

let terminal: DistantTerminal | undefined
afterEach(() => terminal?.dispose())

describe.each<[name: string, isDrawn: boolean]>([
  ['painted first', false],
  ['drawn by Ink', true],
])('%s', (_, isDrawn) => {
  async function open(keys: string): Promise<DistantTerminal> {
    terminal = new DistantTerminal(30, 8)
    await terminal.screen.show()
    if (isDrawn) await terminal.screen.drawn
    terminal.typed.type(keys)
    await terminal.shows(`❯ ${keys}`)
    return terminal
  }

  test('keys that come before the signal of another size leave no rows behind', async () => {
    const distant = await open('abcdefghijklmnopqrs')
    distant.resize(10)
    distant.tellSize()
    for (const key of 'tuvwxyz') distant.typed.type(key)
    await distant.shows('❯ abcdefgh\nijklmnopqr\nstuvwxyz')
    distant.signal()
    distant.typed.type('!')
    expect(await distant.shows('❯ abcdefgh\nijklmnopqr\nstuvwxyz!')).toBe('❯ abcdefgh\nijklmnopqr\nstuvwxyz!')
  })

  test('a drawing that arrives after another size leaves no rows behind', async () => {
    const distant = await open('abcdefghijklmnopqrstuvwxyz')
    distant.resize(20)
    distant.signal()
    await distant.shows('❯ abcdefghijklmnopqr\nstuvwxyz')
    distant.typed.type('0123456789')
    await distant.shows('❯ abcdefghijklmnopqr\nstuvwxyz0123456789')
    distant.hold()
    distant.resize(25)
    distant.signal()
    await distant.arrive(true)
    await distant.holds(/qrstuvw\r*\nxyz/)
    distant.resize(10)
    await distant.arrive()
    distant.signal()
    expect(await distant.shows('❯ abcdefgh\nijklmnopqr\nstuvwxyz01\n23456789')).toBe(
      '❯ abcdefgh\nijklmnopqr\nstuvwxyz01\n23456789',
    )
  })

  test('a line from a job waits until the drawing is found', async () => {
    const distant = await open('abcdefghijklmnopqrs')
    distant.hold()
    distant.resize(10)
    distant.signal()
    distant.screen.writeAbove('told')
    await distant.arrive()
    expect(await distant.shows('told\n❯ abcdefgh\nijklmnopqr\ns')).toBe('told\n❯ abcdefgh\nijklmnopqr\ns')
  })
})
