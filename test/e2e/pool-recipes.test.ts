/** The recipes of docs/pool.md, as they stand there. */
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { root, runNacre } from '../helpers/run-nacre.ts'

const page = readFileSync(join(root, 'docs/pool.md'), 'utf8')
let folder: string
let server: Server | undefined

beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'nacre-test-'))))
afterEach(() => {
  rmSync(folder, { recursive: true })
  server?.close()
  server = undefined
})

/** The text of the recipe whose heading begins so. */
function recipe(title: string): string {
  const after = page.slice(page.indexOf(`\n${title}`))
  return /```.*\n([^]*?)```/.exec(after)?.[1] ?? ''
}

async function cook(title: string): Promise<string> {
  const { stdout, stderr, status } = await runNacre(['-c', recipe(title)], {
    cwd: folder,
    env: { PATH: `${folder}/bin:${process.env['PATH']}` },
  })
  expect(`${status} ${stderr}`).toBe('0 ')
  return stdout
}

function write(path: string, text: string, mode = 0o644): void {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), text)
  chmodSync(join(folder, path), mode)
}

const read = (path: string): string => readFileSync(join(folder, path), 'utf8')

test('resize images', async () => {
  write('bin/convert', '#!/bin/sh\ncp "$1" "$4"\necho "$2 $3" >> "$4"\n', 0o755)
  for (const name of ['a b.jpg', 'c.jpg']) write(name, `${name}\n`)
  await cook('Resize images')
  expect(read('small/a b.jpg')).toBe('a b.jpg\n-resize 50%\n')
  expect(read('small/c.jpg')).toBe('c.jpg\n-resize 50%\n')
})

test('checksum a tree', async () => {
  for (const name of ['one', 'sub/two', "sub/it's $x"]) write(name, name)
  await cook('Checksum a tree')
  const checked = execFileSync('sha256sum', ['-c', 'SUMS'], { cwd: folder, encoding: 'utf8' })
  expect(checked.match(/: OK$/gm)).toHaveLength(3)
})

async function serve(): Promise<{ readonly url: string; readonly starts: readonly number[] }> {
  const starts: number[] = []
  const listening = createServer((request, response) => {
    starts.push(performance.now())
    // Every page fails once.
    const isFirst = !seen.has(request.url ?? '')
    seen.add(request.url ?? '')
    response.statusCode = isFirst && request.url === '/p2' ? 503 : 200
    response.end(`page ${request.url}`)
  })
  const seen = new Set<string>()
  server = listening
  await new Promise<void>(resolve => listening.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`, starts }
}

test('fetch politely', async () => {
  const { url, starts } = await serve()
  write('urls.txt', [1, 2, 3].map(n => `${url}/p${n}\n`).join(''))
  await cook('Fetch politely,')
  expect([1, 2, 3].map(n => read(`p${n}`))).toEqual(['page /p1', 'page /p2', 'page /p3'])
  // Three, and the second one once more, each a quarter of a second after the one before.
  expect(starts).toHaveLength(4)
  expect((starts.at(-1) ?? 0) - (starts[0] ?? 0)).toBeGreaterThan(400)
})

test('fetch politely in TypeScript', async () => {
  const { url, starts } = await serve()
  write('urls.txt', [1, 2, 3].map(n => `${url}/p${n}\n`).join(''))
  expect(await cook('The same in TypeScript')).toBe('page /p1\npage /p2\npage /p3\n')
  expect(starts).toHaveLength(4)
})

test('a matrix of tests', async () => {
  write('bin/npx', '#!/bin/sh\necho "${PWD##*/} on $2"\n', 0o755)
  for (const name of ['app', 'lib']) mkdirSync(join(folder, name))
  const lines = (await cook('A matrix of tests')).trim().split('\n').toSorted()
  expect(lines).toEqual(
    ['app', 'lib'].flatMap(name => [22, 24].map(version => `${name} ${version}\t${name} on node@${version}`)),
  )
  expect(read('matrix.log').trim().split('\n')).toHaveLength(5)
})

test('compress logs, and the rest of them later', async () => {
  for (const name of ['a.log', 'b.log']) write(`logs/${name}`, name)
  await cook('Compress logs')
  expect(existsSync(join(folder, 'logs/a.log'))).toBe(false)
  expect(execFileSync('gzip', ['-cd', join(folder, 'logs/b.log.gz')], { encoding: 'utf8' })).toBe('b.log')
  const log = read('gz.log')
  await cook('Compress logs')
  expect(read('gz.log')).toBe(log)
})
