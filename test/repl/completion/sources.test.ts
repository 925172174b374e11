/** Each source of completions by a name or two of it: accounts, hosts, processes, jobs, programs that know themselves. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeSource } from '../../../src/diag/index.ts'
import type { Shell } from '../../../src/lang/eval/index.ts'
import { quietOutput } from '../../../src/os/index.ts'
import type { Completions } from '../../../src/repl/completion/candidate.ts'
import { complete } from '../../../src/repl/completion/engine.ts'
import type { CompletionHost } from '../../../src/repl/completion/host.ts'
import { makeShell } from '../../helpers/eval-shell.ts'

/** What programs of the system would say. */
const answers: Readonly<Record<string, string>> = {
  ps: '  41 ada    nginx    nginx: master process\n  42 ada    node     node server.js\n   2 root   kthread  [kthread]\n',
  'systemctl --help':
    'Unit Commands:\n  start UNIT...                       Start one\n  restart UNIT...                     Start again\n',
  'systemctl list-unit-files': 'ssh.service enabled enabled\nrescue.target static -\n',
  'systemctl list-units': 'nginx.service loaded active running A web server\n',
  'systemctl --type=help': 'service\nsocket\n',
}

const dockerText = `#!/bin/sh
[ "$1" = __complete ] || { touch ran; exit; }
case "$2 $3" in
'run '*) printf 'alpine\\t\\nbusybox\\t\\n:4\\n' ;;
'load '*) printf 'tar\\n:8\\n' ;;
'cp '*) printf ':0\\n' ;;
'save '*) printf ':16\\n' ;;
'tag '*) printf 'name:\\n:2\\n' ;;
*) printf 'run\\tStart a container\\nrmi\\tRemove images\\n:4\\n' ;;
esac
`

let folder: string
let shell: Shell

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'nacre-sources-')))
  for (const name of ['work/shop', 'elsewhere/shore', 'bin', '.ssh'])
    mkdirSync(join(folder, name), { recursive: true })
  for (const name of ['work/notes.txt', 'work/it has.txt', 'work/a.tar'])
    writeFileSync(join(folder, name), '')
  writeFileSync(join(folder, 'bin/docker'), dockerText)
  chmodSync(join(folder, 'bin/docker'), 0o755)
  writeFileSync(join(folder, '.ssh/config'), 'Host beta\nInclude more\n')
  writeFileSync(join(folder, '.ssh/more'), 'Host gamma\n')
  writeFileSync(join(folder, '.ssh/known_hosts'), '[delta]:2222 ssh-rsa A\n')
  shell = makeShell()
  shell.changeDirectory(join(folder, 'work'))
  shell.variables.set('HOME', folder)
  shell.variables.set('PATH', `${folder}/bin:${shell.variables.get('PATH')}`)
  shell.variables.set('XDG_CACHE_HOME', join(folder, '.cache'))
  shell.variables.set('CDPATH', join(folder, 'elsewhere'))
  await shell.run(makeSource('t', 'zebra() { :; }; ZEBRA=1; alias zeb=ls; sleep 600 & sleep 601 &'))
})

afterAll(async () => {
  await shell.run(makeSource('t', 'kill %1 %2; wait'))
  shell.changeDirectory('/')
  await shell.finish(0)
  rmSync(folder, { recursive: true })
})

function hostFor(signal: AbortSignal): CompletionHost {
  const environment = { HOME: folder, PATH: shell.variables.get('PATH') ?? '' }
  return {
    shell,
    names: () => ({ user: new Set() }),
    globals: () => Promise.resolve([]),
    members: () => Promise.resolve([]),
    output: async argv => {
      const [program = '', first = ''] = argv
      const known = answers[program] ?? answers[`${program} ${first}`]
      if (known !== undefined || program !== 'docker') return known ?? ''
      return quietOutput(argv, { cwd: shell.cwd, environment, timeout: 30_000, signal })
    },
  }
}

async function last(text: string, host?: CompletionHost): Promise<Completions | undefined> {
  const { signal } = new AbortController()
  let found: Completions | undefined
  for await (const now of complete(text, text.length, host ?? hostFor(signal), signal)) found = now
  return found
}

const texts = async (text: string): Promise<string[]> =>
  (await last(text))?.choices.map(choice => choice.text + choice.suffix) ?? []

test.each<[string, string[]]>([
  // Users and groups.
  ['cat ~roo', ['~root/']],
  ['su roo', ['root ']],
  ['chown roo', ['root ']],
  ['chown root:roo', ['root:root ']],
  ['chown root no', ['notes.txt ']],
  ['chgrp roo', ['root ']],
  // Hosts.
  ['ssh gam', ['gamma ']],
  ['ssh ada@del', ['ada@delta ']],
  ['ping bet', ['beta ']],
  ['scp bet', ['beta:']],
  ['rsync no', ['notes.txt ']],
  ['ssh -l roo', ['root ']],
  ['ssh -J ada@bet', ['ada@beta ']],
  // Processes and signals.
  ['kill 4', ['41 ', '42 ']],
  ['kill -TER', ['-TERM ']],
  ['pkill ngi', ['nginx ']],
  ['pgrep kth', []],
  ['trap : INT USR', ['USR1 ', 'USR2 ']],
  // Jobs.
  ['kill %', ['%1 ', '%2 ']],
  ['fg ', ['%1 ', '%2 ']],
  ['await %2', ['%2 ']],
  // Variables, functions, aliases, options.
  ['export ZEB', ['ZEBRA ']],
  ['printenv ZEB', ['ZEBRA ']],
  ['unset zeb', ['zebra ', 'ZEBRA ']],
  ['unalias ze', ['zeb ']],
  ['echo "$ZEB', ['ZEBRA']],
  ['zebr', ['zebra ']],
  ['type zebr', ['zebra ']],
  ['shopt -s extgl', ['extglob ']],
  ['set -o pipef', ['pipefail ']],
  // Places.
  ['cd sho', ['shop/', 'shore/']],
  ['cd no', []],
  ['rmdir ', ['shop/']],
  ['cat < no', ['notes.txt ']],
  ['cat 2> "it', ['"it has.txt" ']],
  ['cat >> it', ['it\\ has.txt ']],
  ["FILE='it", ["'it has.txt' "]],
  ['FILE=it', ['it\\ has.txt ']],
  ['paths=(no', ['notes.txt ']],
  ['PATH=/nowhere:sho', ['shop/']],
  ['PATH=$PATH:~/el', ['~/elsewhere/']],
  ['export PATH="$PATH:/nowhere:sh', ['shop/']],
  ['echo $((ZEB', ['ZEBRA']],
  // Programs that complete themselves.
  ['docker ru', ['run ']],
  ['docker run ', ['alpine ', 'busybox ']],
  ['docker load ', ['a.tar ', 'shop/']],
  ['docker save ', ['shop/']],
  ['docker tag ', ['name:']],
  ['docker cp no', ['notes.txt ']],
  // Services.
  ['systemctl re', ['restart ']],
  ['systemctl restart ', ['nginx.service ', 'rescue.target ', 'ssh.service ']],
  ['systemctl isolate ', ['rescue.target ']],
  ['systemctl --type=', ['--type=service ', '--type=socket ']],
  ['systemctl --signal=TER', ['--signal=SIGTERM ']],
])('%j', async (text, expected) => expect(await texts(text)).toEqual(expected))

test('what a process, a job and a unit are is told', async () => {
  const told = async (text: string) => (await last(text))?.choices.map(one => one.description)
  expect(await told('kill 42')).toEqual(['ada node server.js'])
  expect(await told('kill %1')).toEqual(['running: sleep 600'])
  expect(await told('systemctl restart ngi')).toEqual(['A web server'])
})

test('a program that completes itself is asked nothing else', async () => {
  await texts('docker ')
  await texts('docker run --')
  expect(existsSync(join(folder, 'work/ran'))).toBe(false)
})

describe('slow sources', () => {
  test('the first answer does not wait for them, the last has what they say', async () => {
    const late = Promise.withResolvers<string>()
    const { signal } = new AbortController()
    const host = { ...hostFor(signal), output: () => late.promise }
    const answered = complete('kill ', 5, host, signal)
    const first = await answered.next()
    expect(first.value?.isPartial).toBe(true)
    late.resolve(answers['ps'] ?? '')
    let whole: Completions | undefined
    for await (const now of answered) whole = now
    expect(whole?.isPartial).toBe(false)
    expect(whole?.choices.map(one => one.text)).toEqual(['%1', '%2', '41', '42'])
  })

  test('what was given up is not answered', async () => {
    const given = new AbortController()
    const asked = Promise.withResolvers<string>()
    const host = { ...hostFor(given.signal), output: () => asked.promise }
    const answered = complete('pkill ', 6, host, given.signal)
    expect((await answered.next()).value?.isPartial).toBe(true)
    given.abort()
    asked.resolve(answers['ps'] ?? '')
    expect(await answered.next()).toEqual({ done: true, value: undefined })
  })
})
