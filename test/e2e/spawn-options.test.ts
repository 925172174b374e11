/** Every option of `spawn` in each of its forms: it works, or is refused with a clear error. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryDirectory } from '../helpers/process-host.ts'
import { runNacre } from '../helpers/run-nacre.ts'

interface Row {
  /** As the command has it. */
  readonly flags: string
  /** As TypeScript has it. */
  readonly options: string
  /** What is run, as a text for `sh -c` and as a function. */
  readonly script: string
  readonly fn: string
  /** Output and status. */
  readonly shown: string
  /** What it shows of itself besides. */
  readonly look?: string
  /** What is in the log then. */
  readonly log?: string
  /** What refuses the function. */
  readonly refused?: string
  readonly onlyPosix?: true
}

const forever = { script: 'exec sleep 60', fn: '() => { for (;;); }' }
const says = { script: 'echo said', fn: "() => console.log('said')" }

const rows: Readonly<Record<string, Row>> = {
  name: {
    flags: '--name n',
    options: "{ name: 'n' }",
    ...says,
    look: "jobs.get('n') === j",
    shown: 'said 0 true',
  },
  cwd: {
    flags: '--cwd /',
    options: "{ cwd: '/' }",
    script: 'pwd',
    fn: '() => console.log(process.cwd())',
    shown: '/ 0',
  },
  env: {
    flags: '--env X=5',
    options: "{ env: { X: '5' } }",
    script: 'echo "x is $X"',
    fn: '() => console.log(`x is ${process.env.X}`)',
    shown: 'x is 5 0',
  },
  timeout: { flags: '--timeout 300ms', options: "{ timeout: '300ms' }", ...forever, shown: ' 124' },
  retry: {
    flags: '--retry 2',
    options: '{ retry: 2 }',
    script: 'echo try; exit 1',
    fn: "() => { console.log('try'); throw new Error('no') }",
    shown: 'try try try 1',
  },
  restart: {
    flags: '--restart on-failure --cwd DIR',
    options: "{ restart: 'on-failure', cwd: 'DIR' }",
    script: 'echo x >> f; echo try; test $(wc -l < f) -eq 3',
    fn: "() => { const fs = process.getBuiltinModule('fs'); fs.appendFileSync('f', 'x'); console.log('try'); if (fs.readFileSync('f').length < 3) throw 1 }",
    shown: 'try try try 0',
  },
  log: { flags: '--log DIR/log', options: "{ log: 'DIR/log' }", ...says, shown: 'said 0', log: 'said\n' },
  nice: {
    flags: '--nice 3',
    options: '{ nice: 3 }',
    script: 'until [ $(nice) = 3 ]; do :; done; echo nice',
    fn: "async () => { while (process.getBuiltinModule('os').getPriority() !== 3); console.log('nice') }",
    shown: 'nice 0',
  },
  detach: {
    flags: '--detach --log DIR/log',
    options: "{ detach: true, log: 'DIR/log' }",
    ...says,
    look: "j.output.isKept, await written('DIR/log')",
    shown: ' 0 false said',
    log: 'said\n',
    refused: 'detach: a function ends with the shell, which takes what it gives',
  },
  pty: {
    flags: '--pty',
    options: '{ pty: true }',
    script: 'test -t 1 && echo tty',
    fn: '() => 0',
    shown: 'tty 0',
    refused: 'pty: a terminal of its own is for one program, and this is a function',
    onlyPosix: true,
  },
}

/** How each form starts it; `j` is the job then. */
const forms: Readonly<Record<string, (row: Row) => string>> = {
  command: ({ flags, script }) => `spawn ${flags} sh -c '${script}'\nconst j = jobs[0]`,
  template: ({ options, script }) => `const j = spawn(${options})\`sh -c \${${JSON.stringify(script)}}\``,
  argv: ({ options, script }) => `const j = spawn(['sh', '-c', ${JSON.stringify(script)}], ${options})`,
  function: ({ options, fn }) => `const j = spawn(${fn}, [], ${options})`,
}

/** Waits for it, and writes its output on one line, its status, and what else there is to see. */
const ending = (look: string): string =>
  `\nasync function written(file) { for (;;) { const text = process.getBuiltinModule('fs').readFileSync(file, 'utf8').trim(); if (text !== '') return text; await sleep(10) } }\nconst seen = [${look}]; await j.then(() => 0, () => 0)\nconsole.log([(j.output.isKept ? await j.output.text() : '').trim().replaceAll('\\n', ' '), j.status, ...seen].join(' '))`

function contentOf(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

const starts = Object.entries(rows).flatMap(([option, row]) =>
  Object.keys(forms)
    .filter(form => form !== 'function' || row.refused === undefined)
    .map(form => [option, form] as const),
)

const run = (option: string, form: string, directory: string, host: string): ReturnType<typeof runNacre> => {
  const row = rows[option] as Row
  const code = (forms[form]?.(row) ?? '') + ending(row.look ?? '')
  return runNacre(['-c', code.replaceAll('DIR', directory)], { cwd: directory, env: { NACRE_HOST: host } })
}

describe.each(['posix', 'portable'])('on the %s host', host => {
  test.each(starts.filter(([option]) => host === 'posix' || rows[option]?.onlyPosix !== true))(
    '%s: %s',
    async (option, form) => {
      const directory = temporaryDirectory()
      const result = await run(option, form, directory, host)
      expect(result).toEqual({ stdout: `${rows[option]?.shown}\n`, stderr: '', status: 0 })
      expect(contentOf(join(directory, 'log'))).toBe(rows[option]?.log ?? '')
    },
  )
})

test.each(Object.entries(rows).flatMap(([option, { refused }]) => (refused ? [[option, refused]] : [])))(
  '%s: a function is refused',
  async (option, refused) => {
    const result = await run(option ?? '', 'function', temporaryDirectory(), 'posix')
    expect(result.stderr).toContain(`SpawnError: ${refused}`)
    expect(result.stdout).toBe('')
  },
)

describe.each([
  ['template', (options: string) => `spawn(${options})\`true\``],
  ['argv', (options: string) => `spawn(['true'], ${options})`],
  ['function', (options: string) => `spawn(() => 0, [], ${options})`],
])('%s refuses', (_form, call) => {
  test.each([
    ['{ timout: 5 }', 'there is no option timout; there are name, cwd, '],
    ['{ name: 5 }', 'name is a text'],
    ['{ env: { X: 5 } }', 'env is an object of texts'],
    ["{ timeout: 'soon' }", 'soon: not a duration (250, 250ms, 2s, 1m)'],
    ['{ timeout: -1 }', 'timeout is milliseconds or a text as 30s'],
    ["{ retry: 'x' }", 'retry is a number of times'],
    ["{ restart: 'maybe' }", "restart is 'on-failure' or 'no'"],
    ['{ nice: 1.5 }', 'nice is a whole number'],
    ["{ detach: 'yes' }", 'detach is true or false'],
    ['{ signal: {} }', 'signal is an AbortSignal'],
    ['{ detach: true, retry: 1 }', 'retry: the shell would have to stay, and detach lets it go'],
    ["{ cwd: '/no/such' }", '/no/such: No such file or directory'],
    ["{ log: '/no/such/file' }", 'No such file or directory'],
  ])('%s', async (options, message) => {
    const code = `try { ${call(options)}; console.log('started') } catch (error) { console.log(error.message, jobs.length) }`
    const { stdout } = await runNacre(['-c', code])
    expect(stdout).toContain(message)
    expect(stdout).toMatch(/ 0\n$/)
  })
})
