import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createHash } from 'node:crypto'
import { run, runNacre, type RunResult } from '../helpers/run-nacre.ts'
import { shells } from '../helpers/shell-program.ts'

const { open, close } = shells()
afterEach(close)

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'nacre-packages-'))
  mkdirSync(join(dir, 'bin'))
})
afterEach(() => rmSync(dir, { recursive: true }))

/** An npm that makes the packages it is asked for, and writes down how it was called. */
function fakeNpm(version: string): void {
  write(
    'bin/npm',
    `#!/bin/sh
printf '%s\\n' "$*" >> ${dir}/calls
for what; do :; done
case $what in
  missing*) echo 'npm error code E404' >&2; echo 'npm error 404 Not Found' >&2; exit 1 ;;
esac
name=\${what%@*}
mkdir -p node_modules/$name
printf '{"name":"%s","version":"${version}","type":"module","exports":{".":"./main.js","./sub":"./sub.js"}}' $name > node_modules/$name/package.json
echo 'export default "${version}"' > node_modules/$name/main.js
echo 'export const sub = "sub ${version}"' > node_modules/$name/sub.js
printf '{"packages":{"node_modules/%s":{"integrity":"sha512-${version}"}}}' $name > package-lock.json
`,
  )
  chmodSync(join(dir, 'bin/npm'), 0o755)
}

const write = (name: string, text: string): void => writeFileSync(join(dir, name), text)
const calls = (): string[] =>
  existsSync(join(dir, 'calls')) ? readFileSync(join(dir, 'calls'), 'utf8').trimEnd().split('\n') : []

const nacre = (...args: string[]): Promise<RunResult> =>
  runNacre(args, {
    cwd: dir,
    env: { XDG_CACHE_HOME: join(dir, 'cache'), PATH: `${dir}/bin:${process.env['PATH'] ?? ''}` },
  })

const script = "import v from 'npm:@s/pkg@^1'\nimport { sub } from 'npm:@s/pkg@^1/sub'\nconsole.log(v, sub)\n"

test('nothing is fetched without being asked for', async () => {
  fakeNpm('1.2.3')
  write('main.ts', script)
  const { stdout, stderr, status } = await nacre('main.ts')
  expect([stdout, status, calls()]).toEqual(['', 1, []])
  expect(stderr).toContain(
    `Error: npm:@s/pkg@^1 is not installed\n  nacre --install ${dir}/main.ts   (or)\n  nacre add npm:@s/pkg@^1`,
  )
})

test('--install fetches once, without install scripts, and locks the version', async () => {
  fakeNpm('1.2.3')
  write('main.ts', script)
  expect(await nacre('--install', 'main.ts')).toEqual({ stdout: '1.2.3 sub 1.2.3\n', stderr: '', status: 0 })
  expect(calls()).toEqual([expect.stringMatching(/^install .*--ignore-scripts @s\/pkg@\^1$/)])
  expect(JSON.parse(readFileSync(join(dir, 'main.ts.lock'), 'utf8'))).toEqual({
    version: 1,
    packages: { 'npm:@s/pkg@^1': { version: '1.2.3', integrity: 'sha512-1.2.3' } },
  })
  // From then on it needs neither npm nor the network.
  rmSync(join(dir, 'bin/npm'))
  expect((await nacre('main.ts')).stdout).toBe('1.2.3 sub 1.2.3\n')
})

test('the lock is obeyed, whatever the range is found to be since', async () => {
  fakeNpm('1.0.0')
  write('main.tsh', "import v from 'npm:pkg'\necho got $v\n")
  await nacre('--install', 'main.tsh')
  fakeNpm('2.0.0')
  expect((await nacre('add', 'npm:pkg')).stdout).toBe('added pkg@2.0.0\n')
  expect((await nacre('main.tsh')).stdout).toBe('got 1.0.0\n')
  write('other.tsh', "import v from 'npm:pkg'\necho got $v\n")
  expect((await nacre('other.tsh')).stdout).toBe('got 2.0.0\n')
})

test('a lock that cannot be read is not written anew', async () => {
  fakeNpm('1.0.0')
  write('main.ts', "import v from 'npm:pkg'\nconsole.log(v)\n")
  await nacre('--install', 'main.ts')
  write('main.ts.lock', '<<<<<<< HEAD\n')
  const { stdout, stderr, status } = await nacre('main.ts')
  expect([stdout, status, readFileSync(join(dir, 'main.ts.lock'), 'utf8')]).toEqual(['', 1, '<<<<<<< HEAD\n'])
  expect(stderr).toContain(`${dir}/main.ts.lock: not a lock of nacre's: `)
})

test('a package that is not the one the lock names is fetched again, or refused', async () => {
  fakeNpm('1.0.0')
  write('main.ts', "import v from 'npm:pkg'\nconsole.log(v)\n")
  await nacre('--install', 'main.ts')
  write(
    'cache/nacre/packages/pkg/1.0.0/package-lock.json',
    '{"packages":{"node_modules/pkg":{"integrity":"x"}}}',
  )
  const spoilt = await nacre('main.ts')
  expect([spoilt.stdout, spoilt.status]).toEqual(['', 1])
  expect(spoilt.stderr).toContain('npm:pkg@1.0.0: the cached package is not the one that the lock names')
  expect((await nacre('--install', 'main.ts')).stdout).toBe('1.0.0\n')
  const lock = JSON.parse(readFileSync(join(dir, 'main.ts.lock'), 'utf8')) as object
  write('main.ts.lock', JSON.stringify(lock).replace('sha512-1.0.0', 'sha512-other'))
  const { stderr, status } = await nacre('--install', 'main.ts')
  expect(status).toBe(1)
  expect(stderr).toContain('npm:pkg@1.0.0: what the registry gives is not the package that the lock names')
  // What was cached is kept.
  rmSync(join(dir, 'main.ts.lock'))
  expect((await nacre('main.ts')).stdout).toBe('1.0.0\n')
})

test('a package may be fetched by many at once', async () => {
  fakeNpm('1.0.0')
  write('main.ts', "import v from 'npm:pkg'\nconsole.log(v)\n")
  const runs = await Promise.all(Array.from({ length: 6 }, async () => nacre('--install', 'main.ts')))
  expect(runs).toEqual(runs.map(() => ({ stdout: '1.0.0\n', stderr: '', status: 0 })))
  expect(readdirSync(join(dir, 'cache/nacre/packages/pkg')).toSorted()).toEqual(['1.0.0', 'ranges.json'])
})

test('without npm it says so', async () => {
  write('bin/none', '')
  const { stderr } = await runNacre(['add', 'npm:pkg'], { cwd: dir, env: { PATH: join(dir, 'bin') } })
  expect(stderr).toBe(
    'nacre: npm:pkg@latest cannot be installed: npm, which fetches packages, is not in PATH\n',
  )
})

test('install scripts run where that is allowed', async () => {
  fakeNpm('1.0.0')
  await nacre('add', '--allow-scripts', 'npm:pkg@1')
  expect(calls()).toEqual([expect.not.stringContaining('--ignore-scripts')])
})

test.each([
  ['npm:missing@9', 'npm:missing@9 cannot be installed: 404 Not Found'],
  ['npm:../up', 'npm:../up: not a package'],
])('add %s says why not', async (specifier, message) => {
  fakeNpm('1.0.0')
  const { stderr, status } = await nacre('add', specifier)
  expect([stderr.startsWith(`nacre: ${message}`), status]).toEqual([true, 1])
})

test('--check sees the types of what is cached, and says what is not', async () => {
  const folder = 'cache/nacre/packages/typed/1.0.0/node_modules/typed'
  mkdirSync(join(dir, folder), { recursive: true })
  write(
    `${folder}/package.json`,
    '{"name":"typed","version":"1.0.0","types":"./main.d.ts","main":"./main.js"}',
  )
  write(`${folder}/main.d.ts`, 'export declare const n: number\n')
  write(
    'main.tsh',
    "import { n } from 'npm:typed@1.0.0'\nimport { m } from 'npm:other@1'\necho @(n.nope) @(n.toFixed()) $m\n",
  )
  const { stderr, status } = await nacre('--check', 'main.tsh')
  const told = stderr.split('\n').filter(line => line.startsWith('main.tsh:'))
  expect([status, ...told]).toEqual([
    1,
    "main.tsh:2:19: TS2307: Cannot find module 'npm:other@1' or its corresponding type declarations.",
    "main.tsh:3:10: TS2339: Property 'nope' does not exist on type 'number'.",
  ])
})

test('at the prompt it is asked for, and the answer holds', async () => {
  fakeNpm('1.0.0')
  const program = await open({
    home: dir,
    environment: { XDG_CACHE_HOME: join(dir, 'cache'), PATH: `${dir}/bin:${process.env['PATH'] ?? ''}` },
  })
  const asks = (key: string) => `${key} is not installed. Fetch it, with what it needs? [y]es, [a]ll, [N]o:`
  program.send("import a from 'npm:one@1'\r")
  await program.until(() => program.history().includes(asks('npm:one@1')))
  expect(await program.line('')).toContain('Error: npm:one@1 is not installed\n  nacre add npm:one@1')
  expect(await program.line("import a from 'npm:one@1'")).not.toContain('Fetch it')
  expect(calls()).toEqual([])
  program.send("import b from 'npm:two@1'\r")
  await program.until(() => program.history().includes(asks('npm:two@1')))
  await program.line('a')
  expect(await program.line('echo $b')).toBe('1.0.0')
  await program.line("import c from 'npm:three@1'")
  expect(await program.line('echo $c')).toBe('1.0.0')
  expect(program.history()).not.toContain(asks('npm:three@1'))
  expect(calls().map(call => call.split(' ').at(-1))).toEqual(['two@1', 'three@1'])
})

// ---------------------------------------------------------------- npm itself

/** A registry with one package, of two versions. */
async function registry(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const tarballs = new Map<string, Buffer>()
  for (const version of ['1.0.0', '1.1.0']) {
    const folder = join(dir, `source-${version}`, 'package')
    mkdirSync(folder, { recursive: true })
    const manifest = { name: 'greeter', version, main: 'main.js', scripts: { install: `touch ${dir}/ran` } }
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
    writeFileSync(join(folder, 'main.js'), `module.exports = name => 'hello ' + name + ' from ${version}'\n`)
    const file = join(dir, `greeter-${version}.tgz`)
    await run(['tar', 'czf', file, '-C', join(folder, '..'), 'package'])
    tarballs.set(version, readFileSync(file))
  }
  const server: Server = createServer((request, response) => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const [, asked] = /greeter-(.*)\.tgz$/.exec(request.url ?? '') ?? []
    if (asked !== undefined) return response.end(tarballs.get(asked))
    if (request.url !== '/greeter') return response.writeHead(404).end('{"error":"Not found"}')
    const versions = [...tarballs].map(([version, bytes]) => {
      const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`
      const dist = { tarball: `${url}/greeter-${version}.tgz`, integrity }
      return [version, { name: 'greeter', version, main: 'main.js', hasInstallScript: true, dist }]
    })
    response.end(
      JSON.stringify({
        name: 'greeter',
        'dist-tags': { latest: '1.1.0' },
        versions: Object.fromEntries(versions) as object,
      }),
    )
    return response
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}

test('npm fetches from a registry; without one what is cached still runs', { timeout: 60_000 }, async () => {
  const { url, close: closeRegistry } = await registry()
  const withNpm = (...args: string[]): Promise<RunResult> =>
    runNacre(args, {
      cwd: dir,
      env: {
        HOME: dir,
        XDG_CACHE_HOME: join(dir, 'cache'),
        npm_config_registry: url,
        npm_config_cache: join(dir, 'npm-cache'),
        npm_config_fetch_retries: '0',
      },
    })
  write('old.ts', "import greet from 'npm:greeter@1.0.0'\nconsole.log(greet('you'))\n")
  write('new.ts', "import greet from 'npm:greeter'\nconsole.log(greet('you'))\n")
  expect((await withNpm('--install', 'old.ts')).stdout).toBe('hello you from 1.0.0\n')
  expect((await withNpm('add', 'npm:greeter')).stdout).toBe('added greeter@1.1.0\n')
  expect((await withNpm('add', 'npm:nobody')).stderr).toMatch(
    /^nacre: npm:nobody@latest cannot be installed: 404/,
  )
  expect(existsSync(join(dir, 'ran'))).toBe(false)
  await closeRegistry()
  expect(await withNpm('new.ts')).toEqual({ stdout: 'hello you from 1.1.0\n', stderr: '', status: 0 })
  expect((await withNpm('old.ts')).stdout).toBe('hello you from 1.0.0\n')
  const { stderr, status } = await withNpm('add', 'npm:another')
  expect([stderr, status]).toEqual([
    expect.stringMatching(
      /^nacre: npm:another@latest cannot be installed: .*ECONNREFUSED.*\n {2}no network to the registry; what is in the cache needs none\n$/,
    ),
    1,
  ])
})
