/**
 * A small shell behind the real prompt, for tests of the prompt alone: a line is run by /bin/sh in a group of its own.
 *
 *   `ts …` is TypeScript, `# …` a comment; a text with an open `{` or a `\` at its end is unfinished.
 *   `crash` cannot be judged, `throw` cannot be run. `exit N` leaves, `later TEXT` writes TEXT above the prompt at the next line's first key,
 *   `notice TEXT` tells TEXT while /bin/sh runs.
 */
import { join } from 'node:path'
import { chooseHost, type ProcessHost } from '../../src/os/index.ts'
import { runRepl, type Judgement, type LineResult, type PromptHost } from '../../src/repl/index.ts'
import { openHistory } from '../../src/store/index.ts'

const host: ProcessHost = chooseHost()
const environment = host.environment()
const terminal = host.terminal
const input = host.inherited(0)
const output = host.inherited(1)
const error = host.inherited(2)
if (input === undefined || output === undefined || error === undefined) throw new Error('no streams')
terminal?.claim()

let tellNotice: (text: string) => void = () => {}
let later = ''
let interrupts = 0
let status = 0

function judge(text: string): Judgement {
  if (text === 'crash') throw new Error('cannot judge')
  if (later !== '' && text !== '') {
    const notice = later
    later = ''
    queueMicrotask(() => tellNotice(notice))
  }
  if (text.startsWith('#')) return 'comment'
  if (/\\\n?$/.test(text) || text.split('{').length > text.split('}').length) return 'unfinished'
  if (text.startsWith('ts ')) return 'typescript'
  return text.startsWith(')') ? 'error' : 'command'
}

async function run(text: string): Promise<LineResult> {
  if (text === 'throw') throw new Error('cannot run')
  const [, leave] = /^exit ?(\d*)$/.exec(text) ?? []
  if (leave !== undefined) return { status: 0, durationMs: 0, exit: Number(leave) }
  if (text.startsWith('notice ')) {
    tellNotice(text.slice(7))
    return { status: await runChild('echo ran'), durationMs: 1 }
  }
  if (text.startsWith('later ')) {
    later = text.slice(6)
    return { status: 0, durationMs: 0 }
  }
  status = await runChild(text)
  return { status, durationMs: 1 }
}

async function runChild(text: string): Promise<number> {
  if (input === undefined || output === undefined || error === undefined) return 1
  const child = await host.spawn({
    file: '/bin/sh',
    argv: ['sh', '-c', text],
    environment: [...environment].map(([name, value]) => `${name}=${value}`),
    cwd: host.cwd(),
    descriptors: new Map([
      [0, input],
      [1, output],
      [2, error],
    ]),
    group: 'new',
    foreground: terminal !== undefined,
    umask: 0o22,
    ignoredSignals: new Set(),
  })
  const ended = await child.ended
  terminal?.take()
  return ended.type === 'exited' ? ended.status : 128 + ('number' in ended ? ended.number : 0)
}

const prompt: PromptHost = {
  judge,
  run,
  prompt: () => ({ left: interrupts > 0 ? `int${interrupts}` : 'test', right: environment.get('RIGHT') }),
  onNotice(listener) {
    tellNotice = listener
    return () => (tellNotice = () => {})
  },
  interrupt: () => void interrupts++,
  history: openHistory({
    file: join(environment.get('STATE') ?? '/tmp', 'history.db'),
    session: String(process.pid),
    cwd: () => host.cwd(),
    onTrouble: message => tellNotice(message),
  }),
  input,
  output,
  terminal,
  terminalType: environment.get('TERM') ?? '',
  color: environment.get('COLOR') === '1',
  onSignal: (signal, listener) => host.onSignal(signal, listener),
}

process.exit(await runRepl(prompt))
