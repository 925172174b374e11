import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runNacre, type RunResult } from '../helpers/run-nacre.ts'

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
