import { spawn } from 'node:child_process'
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { nacreArgv, root, runNacre, type RunResult } from '../helpers/run-nacre.ts'

const examples = join(root, 'examples')

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'nacre-examples-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const example = (name: string, ...args: string[]): Promise<RunResult> =>
  runNacre([join(examples, name), ...args], { cwd: dir })

/** Files to work on; `name/` is a folder. */
function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(dir, name, '..'), { recursive: true })
    writeFileSync(join(dir, name), text)
  }
}

/** A run that went well. */
const fine = (stdout: string): RunResult => ({ stdout, stderr: '', status: 0 })

test('there are a dozen', () => {
  expect(readdirSync(examples).length).toBeGreaterThanOrEqual(12)
})

test('every example has types that fit', async () => {
  const names = readdirSync(examples).filter(name => /\.tsh?$/.test(name))
  const { stderr, status } = await runNacre(['--check', ...names], { cwd: examples })
  expect([stderr, status]).toEqual(['', 0])
})

test('crawler.ts', async () => {
  const pages: Record<string, string> = {
    '/': '<a href="/a">a</a><a href="/b#x">b</a>',
    '/a': '<a href="/">up</a>',
  }
  const server = createServer((request, response) => {
    const page = pages[request.url ?? '']
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html' }).end(page ?? 'none')
  })
  await new Promise<void>(listening => server.listen(0, () => listening()))
  const site = `http://localhost:${(server.address() as AddressInfo).port}`
  expect(await example('crawler.ts', `${site}/`, '--pause', '1ms')).toEqual(
    fine(`200 ${site}/\n200 ${site}/a\n404 ${site}/b\n`),
  )
  server.close()
})

test('thumbnails.ts', async () => {
  const picture = Buffer.concat([Buffer.from('P6\n4 2\n255\n'), Buffer.alloc(24, 7)]).toString('latin1')
  write({ 'photos/a.ppm': picture, 'photos/b.ppm': picture })
  expect(await example('thumbnails.ts', 'photos', 'small', '--width', '2')).toEqual(
    fine('small/a.ppm 2x1\nsmall/b.ppm 2x1\n'),
  )
  expect(readFileSync(join(dir, 'small/a.ppm'), 'latin1')).toBe(`P6\n2 1\n255\n${'\u0007'.repeat(6)}`)
})

test('report.tsh', async () => {
  write({ 'sales.csv': 'region,amount\nnorth,10\nsouth,2.5\nnorth,5\n' })
  expect(await example('report.tsh', 'sales.csv')).toEqual(
    fine('north      2    15.00\nsouth      1     2.50\n'),
  )
  expect(JSON.parse((await example('report.tsh', 'sales.csv', '--json')).stdout)).toEqual([
    { region: 'north', sales: 2, total: 15 },
    { region: 'south', sales: 1, total: 2.5 },
  ])
})

test('release.tsh', async () => {
  write({ 'package.json': '{ "version": "1.2.3" }' })
  const setup = 'git init -q; git config user.email a@b; git config user.name a; git add .; git commit -qm 1'
  await runNacre(['-c', setup], { cwd: dir })
  expect(await example('release.tsh', 'minor', '--dry-run')).toEqual(fine('would release 1.3.0\n'))
  expect(await example('release.tsh', 'minor')).toEqual(fine('released 1.3.0\n'))
  expect((await runNacre(['-c', 'git tag; git log --format=%s -1'], { cwd: dir })).stdout).toBe(
    'v1.3.0\nRelease 1.3.0\n',
  )
  expect((await example('release.tsh', 'huge')).status).toBe(2)
  write({ 'package.json': '{ "version": "9.9.9" }' })
  expect((await example('release.tsh')).status).toBe(1)
})

test('log-watcher.ts', async () => {
  write({ 'a.log': 'error: old\n' })
  const [file, ...args] = [...nacreArgv, join(examples, 'log-watcher.ts'), '*.log', '--max', '2']
  const child = spawn(file, args, { cwd: dir, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  // The first changes may come before the watch is there.
  const add = setInterval(() => appendFileSync(join(dir, 'a.log'), 'fine\nAn error: new\n'), 100)
  for await (const chunk of child.stdout) output += String(chunk)
  clearInterval(add)
  expect(output).toBe('watching 1 files\na.log: An error: new\na.log: An error: new\n')
})

test('test-matrix.tsh', async () => {
  const result = await example('test-matrix.tsh', '[ "$A$B" != 2y ]', '--A=1,2', '--B=x,y')
  expect(result).toEqual({
    stdout: 'true A=1 B=x\ntrue A=1 B=y\ntrue A=2 B=x\nfalse A=2 B=y\n',
    stderr: '',
    status: 1,
  })
})

test('disk-usage.tsh', async () => {
  write({ 'small/x': 'x', 'big/y': 'y'.repeat(3_000_000) })
  const { stdout } = await example('disk-usage.tsh', '.', '2')
  expect(stdout).toMatch(/^ +\d\.\d MB {2}\.\n +2\.\d MB {2}\.\/big\n$/)
})

test('rename.tsh', async () => {
  write({ 'IMG_1.jpeg': '', 'IMG_2.jpeg': '', other: '' })
  const shown = 'IMG_1.jpeg -> photo-1.jpg\nIMG_2.jpeg -> photo-2.jpg\n'
  expect(await example('rename.tsh', 'IMG_(\\d+).jpeg', 'photo-$1.jpg')).toEqual(fine(shown))
  expect(readdirSync(dir)).toContain('IMG_1.jpeg')
  expect(await example('rename.tsh', 'IMG_(\\d+).jpeg', 'photo-$1.jpg', '--yes')).toEqual(fine(shown))
  expect(readdirSync(dir).toSorted()).toEqual(['other', 'photo-1.jpg', 'photo-2.jpg'])
})

test('deploy.tsh', async () => {
  const { stdout, status } = await example('deploy.tsh', 'staging', '-n', '--replicas=2')
  expect([stdout, status]).toEqual([`would deploy ${dir.split('/').at(-1)} to staging, 2 times\n`, 0])
  expect((await example('deploy.tsh', 'production')).status).toBe(3)
  expect((await example('deploy.tsh', 'moon')).stderr).toContain('"moon" is none of staging, production')
})

test('backup.tsh', async () => {
  write({ 'data/a': '1' })
  for (const archives of [1, 2, 2])
    expect(await example('backup.tsh', 'data', 'kept', '2')).toEqual(fine(`${archives} archives\n`))
})

test('checksums.ts', async () => {
  write({ 'data/a': '1', 'data/b/c': '2' })
  const { stdout } = await example('checksums.ts', 'data')
  expect(stdout.split('\n').map(line => line.slice(64))).toEqual(['  data/a', '  data/b/c', ''])
  write({ SUMS: stdout })
  expect((await runNacre(['-c', 'sha256sum -c --quiet SUMS'], { cwd: dir })).status).toBe(0)
})

test('todo.sh', async () => {
  write({ 'src/a': 'TODO 1\nTODO 2\n', 'src/b': 'TODO 3\n', 'src/c': 'done\n' })
  expect(await example('todo.sh', 'src')).toEqual(fine('   2 src/a\n   1 src/b\n'))
})

test('zx.mjs', async () => {
  expect(await example('zx.mjs', 'you')).toEqual(fine('hello you\na b\ngreetings, you\n'))
})

test('notes.md', async () => {
  write({ x: '', y: '' })
  expect(await example('notes.md')).toEqual(fine('THERE ARE 2 FILES HERE\n'))
})

/** A program that stands for another; it is found first. */
function stub(name: string, text: string): Record<string, string> {
  write({ [`bin/${name}`]: `#!/bin/sh\n${text}\n` })
  chmodSync(join(dir, 'bin', name), 0o755)
  return { PATH: `${join(dir, 'bin')}:${process.env['PATH'] ?? ''}` }
}

test('compose.tsh', async () => {
  const states = `printf '%s\\n' '{"Service":"web","State":"running"}' '{"Service":"db","State":"exited"}'`
  const env = stub('docker', `case "$*" in *json) ${states};; *) echo "$*";; esac; exit $CODE`)
  const compose = (...args: string[]): Promise<RunResult> =>
    runNacre([join(examples, 'compose.tsh'), ...args], {
      cwd: dir,
      env: { ...env, CODE: args.includes('broken') ? '14' : '0' },
    })
  expect(await compose('up', 'web', 'db', '-e', 'production')).toEqual(
    fine('compose -f compose.yml -f compose.production.yml up --detach --wait web db\n'),
  )
  expect(await compose('status')).toEqual(fine('web         running\ndb          exited\n'))
  expect((await compose('up', 'broken')).status).toBe(14)
  const { stderr, status } = await compose('sideways')
  expect([stderr, status]).toEqual([expect.stringContaining('action'), 2])
})

test('sync.tsh', async () => {
  write({ 'from/a': '1', 'from/deep/b c': '2', 'from/.hidden': '3' })
  expect(await example('sync.tsh', 'from', 'to')).toEqual(fine('3 copied, 0 as they were, 0 removed\n'))
  write({ 'from/a': 'new', 'to/stray': '' })
  expect(await example('sync.tsh', 'from', 'to', '--delete')).toEqual(
    fine('1 copied, 2 as they were, 1 removed\n'),
  )
  expect(readFileSync(join(dir, 'to/a'), 'utf8')).toBe('new')
  expect(readdirSync(join(dir, 'to'), { recursive: true, encoding: 'utf8' }).toSorted()).toEqual([
    '.hidden',
    'a',
    'deep',
    'deep/b c',
  ])
  expect((await example('sync.tsh', 'from')).status).toBe(2)
})

test('pre-commit.tsh', async () => {
  write({ 'x.sh': 'if true\n', 'y.js': 'debugger\n', 'fine.txt': 'text\n' })
  await runNacre(['-c', 'git init -q && git add -A'], { cwd: dir })
  const { stderr, stdout, status } = await example('pre-commit.tsh')
  expect([stdout, status]).toEqual(['', 1])
  expect(stderr).toMatch(/x\.sh: does not parse\ny\.js: has leftovers\n$/)
  await runNacre(['-c', 'git rm -q --cached x.sh y.js'], { cwd: dir })
  expect(await example('pre-commit.tsh')).toEqual(fine(''))
})
