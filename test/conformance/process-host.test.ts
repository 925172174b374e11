import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { PortableHost } from '../../src/os/host/portable.ts'
import { platform } from '../../src/os/host/posix/platform.ts'
import { PosixHost } from '../../src/os/host/posix/posix-host.ts'
import type { Descriptor, ProcessHost } from '../../src/os/index.ts'
import { decodeBytes } from '../../src/value/index.ts'
import { exited, output, planFor, readAll, start, temporaryDirectory } from '../helpers/process-host.ts'

const numbers = platform()
const hosts: ProcessHost[] = [new PortableHost(), ...(numbers ? [new PosixHost(numbers)] : [])]
/** A name that is no UTF-8: `a\xffb`. */
const ODD = 'a\udcffb'
const name = (bytes: string): Buffer => Buffer.from(bytes, 'latin1')

describe.each(hosts.map(host => [host.name, host] as const))('%s host', (hostName, host) => {
  // What the portable host does not do; docs/limits.md says so.
  const isPortable = hostName === 'portable'

  describe('children', () => {
    test('exit status and signal', async () => {
      expect(await (await start(host, 'exit 3')).ended).toEqual(exited(3))
      expect(await (await start(host, 'kill -TERM $$')).ended).toMatchObject({
        type: 'signaled',
        signal: 'TERM',
        number: 15,
      })
    })

    test('what is known of a child after its end', async () => {
      const child = await start(host, 'exit 4')
      expect(child.status).toBeUndefined()
      const seen: unknown[] = []
      child.onChange = status => seen.push(status)
      await child.ended
      expect(child.status).toEqual(exited(4))
      expect(seen).toEqual([exited(4)])
    })

    test('argv, argv[0], environment and directory', async () => {
      const cwd = temporaryDirectory()
      const { text } = await output(host, '', {
        argv: ['my-name', '-c', 'echo "$0|$1|$2|$V|$(pwd -P)"', 'zero', 'a b', ''],
        environment: ['V=x=y', 'PATH=/bin:/usr/bin'],
        cwd,
      })
      expect(text).toBe(`zero|a b||x=y|${host.realPath(cwd)}\n`)
      const { text: argv0 } = await output(host, '', {
        argv: ['my-name', '-c', 'cat /proc/$$/cmdline | head -c 7'],
      })
      expect(argv0).toBe('my-name')
    })

    test.skipIf(isPortable)('argv and environment keep bytes that are not UTF-8', async () => {
      const { bytes } = await output(host, '', {
        argv: ['sh', '-c', 'printf %s "$1$V"', 'sh', ODD],
        environment: [`V=${ODD}`],
      })
      expect(bytes).toEqual(name('a\xffba\xffb'))
    })

    test('a relative file is looked for in cwd', async () => {
      const cwd = temporaryDirectory()
      writeFileSync(join(cwd, 'tool'), '#!/bin/sh\necho here\n', { mode: 0o755 })
      expect((await output(host, '', { file: './tool', argv: ['tool'], cwd })).text).toBe('here\n')
    })

    test('umask of the plan, not of the shell', async () => {
      const cwd = temporaryDirectory()
      const before = host.getUmask()
      await (
        await start(host, 'umask; : > f', { cwd, umask: 0o077 })
      ).ended
      expect(statSync(join(cwd, 'f')).mode & 0o777).toBe(0o600)
      expect(process.umask()).toBe(before)
    })

    test('ignored signals stay ignored, all others have their default action', async () => {
      const script = 'kill -INT $$; echo survived; kill -PIPE $$; echo not'
      const { text, status } = await output(host, script, { ignoredSignals: new Set(['INT']) })
      expect(text).toBe('survived\n')
      expect(status).toMatchObject({ type: 'signaled', signal: 'PIPE' })
    })

    test('limits reach the child and leave the shell alone', async () => {
      const own = readFileSync('/proc/self/limits', 'utf8')
      const limits = new Map([
        ['nofile', { soft: '50', hard: '60' }],
        ['core', { soft: '0', hard: '0' }],
      ])
      const { text } = await output(host, 'ulimit -Sn; ulimit -Hn; ulimit -c', { limits })
      expect(text).toBe('50\n60\n0\n')
      expect(readFileSync('/proc/self/limits', 'utf8')).toBe(own)
    })

    test('nice', async () => {
      const child = await start(host, 'read x', { nice: 5, descriptors: { 0: host.pipe().read } })
      expect(readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(' ')[18]).toBe('5')
      host.kill(child.pid, 'KILL')
      await child.ended
    })

    test('what cannot be started throws its errno', async () => {
      const cwd = temporaryDirectory()
      writeFileSync(join(cwd, 'plain'), 'echo text\n', { mode: 0o644 })
      writeFileSync(join(cwd, 'script'), 'echo text\n', { mode: 0o755 })
      const code = async (file: string, argv = ['x']): Promise<string> => {
        try {
          await host.spawn(planFor(host, '', { file, argv, cwd }))
          return 'none'
        } catch (error) {
          return `${(error as { code: string }).code}: ${(error as Error).message}`
        }
      }
      expect(await code('/no/such/file')).toBe('ENOENT: No such file or directory')
      expect(await code('./plain')).toBe('EACCES: Permission denied')
      expect(await code('/bin/echo', ['echo', 'x'.repeat(5_000_000)])).toBe('E2BIG: Argument list too long')
    })

    test.skipIf(isPortable)('a script without #! is told apart', async () => {
      const cwd = temporaryDirectory()
      writeFileSync(join(cwd, 'script'), 'echo text\n', { mode: 0o755 })
      const spawned = async () => host.spawn(planFor(host, '', { file: './script', argv: ['script'], cwd }))
      await expect(spawned).rejects.toMatchObject({ code: 'ENOEXEC', message: 'Exec format error' })
    })

    test('500 children that end at once lose no status', async () => {
      const gate = host.pipe()
      const children = await Promise.all(
        Array.from({ length: hostName === 'portable' ? 100 : 500 }, (_, i) =>
          start(host, `read x; exit ${i % 200}`, { descriptors: { 0: gate.read } }),
        ),
      )
      gate.read.close()
      gate.write.close()
      const ends = await Promise.all(children.map(child => child.ended))
      expect(ends).toEqual(children.map((_, i) => exited(i % 200)))
    }, 30_000)

    test.skipIf(isPortable)('a stopped and continued child is seen', async () => {
      const gate = host.pipe()
      const child = await start(host, 'kill -STOP $$; read x; exit 6', { descriptors: { 0: gate.read } })
      const next = (): Promise<unknown> => new Promise(resolve => (child.onChange = resolve))
      expect(await next()).toEqual({ type: 'stopped', signal: 'STOP', number: 19 })
      const continued = next()
      host.kill(child.pid, 'CONT')
      expect(await continued).toEqual({ type: 'continued' })
      await gate.write.write(Buffer.from('\n'))
      expect(await child.ended).toEqual(exited(6))
    })

    test.skipIf(isPortable)('a child leads a new group, another joins it', async () => {
      const gate = host.pipe()
      const leader = await start(host, 'read x', { group: 'new', descriptors: { 0: gate.read } })
      const member = await start(host, 'read x', { group: leader.pid, descriptors: { 0: gate.read } })
      const groupOf = (pid: number): string | undefined =>
        readFileSync(`/proc/${pid}/stat`, 'utf8')
          .replace(/^.*\) /, '')
          .split(' ')[2]
      expect(groupOf(leader.pid)).toBe(String(leader.pid))
      expect(groupOf(member.pid)).toBe(String(leader.pid))
      host.kill(-leader.pid, 'TERM')
      const ends = await Promise.all([leader.ended, member.ended])
      expect(ends).toMatchObject([{ signal: 'TERM' }, { signal: 'TERM' }])
    })

    test.skipIf(isPortable)('a group whose members have all ended is followed by a new one', async () => {
      const leader = await start(host, 'exit', { group: 'new' })
      expect(leader.group).toBe(leader.pid)
      await leader.ended
      const late = await start(host, 'exit 5', { group: leader.pid })
      expect(late.group).toBe(late.pid)
      expect(await late.ended).toEqual(exited(5))
    })

    test('no descriptor leaks, no zombie stays', async () => {
      const count = hostName === 'portable' ? 50 : 1000
      await output(host, 'true')
      const before = readdirSync('/proc/self/fd').length
      const run = async (i: number): Promise<void> => {
        if (i % 10 === 0) await output(host, 'echo x')
        const child = await host.spawn(planFor(host, '', { file: '/bin/true', argv: ['true'] }))
        if (i % 2) await child.ended
        else if (!host.waitSync(child)) await child.ended
      }
      for (let i = 0; i < count; i++) await run(i)
      expect(readdirSync('/proc/self/fd').length).toBeLessThanOrEqual(before)
      const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim()
      const states = children
        .split(' ')
        .filter(Boolean)
        .map(pid => /State:\s*(\w)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
      expect(states).not.toContain('Z')
    }, 30_000)

    test.skipIf(isPortable)('waitSync drains captures', async () => {
      const capture = host.capture()
      const child = await start(host, 'head -c 3000000 /dev/zero; exit 2', {
        descriptors: { 1: capture.descriptor },
      })
      expect(host.waitSync(child)).toEqual(exited(2))
      capture.descriptor.close()
      expect((await capture.finish()).length).toBe(3_000_000)
    })
  })

  describe('descriptors of children', () => {
    test('a pipeline of programs', async () => {
      const pipe = host.pipe()
      const capture = host.capture()
      const first = await start(host, 'head -c 5000000 /dev/zero', { descriptors: { 1: pipe.write } })
      const second = await start(host, 'wc -c', { descriptors: { 0: pipe.read, 1: capture.descriptor } })
      for (const end of [pipe.read, pipe.write, capture.descriptor]) end.close()
      expect(
        Buffer.from(await capture.finish())
          .toString()
          .trim(),
      ).toBe('5000000')
      expect(await Promise.all([first.ended, second.ended])).toEqual([exited(0), exited(0)])
    })

    test('a writer without readers gets SIGPIPE', async () => {
      const pipe = host.pipe()
      const first = await host.spawn(
        planFor(host, '', { file: '/usr/bin/yes', argv: ['yes'], descriptors: { 1: pipe.write } }),
      )
      const second = await start(host, 'read line; exit 0', { descriptors: { 0: pipe.read } })
      pipe.read.close()
      pipe.write.close()
      expect(await second.ended).toEqual(exited(0))
      const end = await first.ended
      // Where the pipe is a socket the writer may be told before it is killed.
      const how = end.type === 'signaled' ? end.signal : 'told'
      expect(isPortable ? ['PIPE', 'told'] : ['PIPE']).toContain(how)
    })

    test('numbers above 2, and none that is not named', async () => {
      const directory = temporaryDirectory()
      const file = host.open(join(directory, 'out'), 'write', 0o22, '/')
      const other = host.open('/dev/null', 'read', 0, '/')
      const list = 'ls /proc/self/fd | tr "\\n" " "'
      const without = await output(host, list, { descriptors: { 0: other, 2: other } })
      const descriptors = { 0: other, 2: other, 7: file }
      const { text } = await output(host, `echo seven >&7; ${list}`, { descriptors })
      expect(readFileSync(join(directory, 'out'), 'utf8')).toBe('seven\n')
      expect(new Set(text.split(' '))).toEqual(new Set([...without.text.split(' '), '7']))
      for (const fd of [file.fd, other.fd]) expect(without.text.split(' ')).not.toContain(String(fd))
      file.close()
      other.close()
    })

    test('sources that are also targets', async () => {
      const directory = temporaryDirectory()
      const files = Array.from({ length: 4 }, (_, i) =>
        host.open(join(directory, `f${i}`), 'write', 0o22, '/'),
      )
      onTestFinished(() => files.forEach(file => file.close()))
      const numbersOf = files.map(file => file.fd ?? 0)
      // Every file goes where the next one is now.
      const rotated = Object.fromEntries(
        numbersOf.map((_, i) => [numbersOf[(i + 1) % 4] ?? 0, files[i] as Descriptor]),
      )
      const script = numbersOf.map((fd, i) => `echo to-${i} >>/proc/self/fd/${fd}`).join('; ')
      await (
        await start(host, script, { descriptors: rotated })
      ).ended
      const contents = files.map((_, i) => readFileSync(join(directory, `f${i}`), 'utf8'))
      expect(contents).toEqual(['to-1\n', 'to-2\n', 'to-3\n', 'to-0\n'])
    })

    test.skipIf(isPortable)('one pipe as stdout and stderr keeps the order', async () => {
      const pipe = host.pipe()
      const script = 'for i in 1 2 3; do echo $i; echo e$i >&2; done'
      const child = await start(host, script, { descriptors: { 1: pipe.write, 2: pipe.write } })
      pipe.write.close()
      expect((await readAll(pipe.read)).toString()).toBe('1\ne1\n2\ne2\n3\ne3\n')
      await child.ended
    })

    test('a shared file keeps one offset', async () => {
      const path = join(temporaryDirectory(), 'log')
      const file = host.open(path, 'write', 0o22, '/')
      await file.write(Buffer.from('one\n'))
      await (
        await start(host, 'echo two', { descriptors: { 1: file } })
      ).ended
      await file.write(Buffer.from('three\n'))
      file.close()
      expect(readFileSync(path, 'utf8')).toBe('one\ntwo\nthree\n')
    })

    test('a capture of our own and of programs, in order', async () => {
      const capture = host.capture()
      await capture.descriptor.write(Buffer.from('a'))
      const copy = capture.descriptor.dup()
      const child = await start(host, 'printf b', { descriptors: { 1: copy } })
      copy.close()
      if (!host.waitSync(child)) await child.ended
      if (hostName === 'portable') await start(host, 'exit').then(c => c.ended) // what it wrote is on its way
      await capture.descriptor.write(Buffer.from('c'))
      capture.descriptor.close()
      expect([...(await capture.finish())].map(b => String.fromCharCode(b)).sort()).toEqual(['a', 'b', 'c'])
    })

    test('a capture waits for a background child that holds it', async () => {
      const { text } = await output(host, '(sleep 0.1; echo late) & echo first')
      expect(text).toBe('first\nlate\n')
    })

    test('fromBytes of any size', async () => {
      for (const size of [0, 10, 65_536, 300_000]) {
        const input = host.fromBytes(Buffer.alloc(size, 'x'))
        const { text } = await output(host, 'cat', { descriptors: { 0: input } })
        input.close()
        expect(text.length).toBe(size)
      }
    })
  })

  describe('descriptors of ours', () => {
    test('a pipe: all bytes, then the end', async () => {
      const { read, write } = host.pipe()
      const bytes = Buffer.alloc(1_000_000, 'abc')
      const written = Promise.resolve(write.write(bytes)).then(() => write.close())
      expect((await readAll(read)).equals(bytes)).toBe(true)
      await written
      read.close()
    })

    test('writes keep their order while the reader is slow', async () => {
      const { read, write } = host.pipe()
      const writes = ['a', 'b', 'c', 'd'].map(letter => write.write(Buffer.alloc(100_000, letter)))
      void Promise.all(writes.map(async written => written)).then(() => write.close())
      expect((await readAll(read)).toString()).toMatch(/^a{100000}b{100000}c{100000}d{100000}$/)
    })

    test('EPIPE without a reader, EBADF after close', async () => {
      const { read, write } = host.pipe()
      read.close()
      await expect(async () => write.write(Buffer.from('x'))).rejects.toMatchObject({
        code: 'EPIPE',
        message: 'Broken pipe',
      })
      write.close()
      await expect(async () => write.write(Buffer.from('x'))).rejects.toMatchObject({ code: 'EBADF' })
      await expect(async () => read.read(1)).rejects.toMatchObject({ code: 'EBADF' })
    })

    test('a waiting read can be aborted, and takes nothing', async () => {
      const { read, write } = host.pipe()
      const controller = new AbortController()
      const waiting = read.read(10, controller.signal)
      controller.abort(new Error('enough'))
      await expect(waiting).rejects.toThrow('enough')
      await write.write(Buffer.from('later'))
      expect(Buffer.from((await read.read(10)) ?? []).toString()).toBe('later')
    })

    test('read gives no more than asked', async () => {
      const { read, write } = host.pipe()
      await write.write(Buffer.from('abc'))
      expect(Buffer.from((await read.read(1)) ?? []).toString()).toBe('a')
      expect(Buffer.from((await read.read(9)) ?? []).toString()).toBe('bc')
    })

    test('handles share what is open', async () => {
      const { read, write } = host.pipe()
      const copy = write.dup()
      write.close()
      await copy.write(Buffer.from('x'))
      copy.close()
      copy.close()
      expect((await readAll(read)).toString()).toBe('x')
    })

    test.skipIf(isPortable)('unread moves back in a file', async () => {
      const path = join(temporaryDirectory(), 'f')
      writeFileSync(path, 'line one\nline two\n')
      const file = host.open(path, 'read', 0, '/')
      await file.read(18)
      expect(file.unread(9)).toBe(true)
      const { text } = await output(host, 'cat', { descriptors: { 0: file } })
      expect(text).toBe('line two\n')
      expect(host.pipe().read.unread(1)).toBe(false)
    })

    test('modes of open', async () => {
      const cwd = temporaryDirectory()
      const write = async (mode: 'write' | 'append' | 'exclusive' | 'read-write', text: string) => {
        const file = host.open('f', mode, 0o27, cwd)
        await file.write(Buffer.from(text))
        file.close()
      }
      await write('exclusive', '12345')
      expect(statSync(join(cwd, 'f')).mode & 0o777).toBe(0o640)
      await write('append', '67')
      await write('read-write', 'ab')
      expect(readFileSync(join(cwd, 'f'), 'utf8')).toBe('ab34567')
      await write('write', 'new')
      expect(readFileSync(join(cwd, 'f'), 'utf8')).toBe('new')
      expect(() => host.open('f', 'exclusive', 0, cwd)).toThrow('File exists')
      expect(() => host.open('none/f', 'read', 0, cwd)).toThrow('No such file or directory')
      expect(() => host.open('.', 'write', 0, cwd)).toThrow('Is a directory')
    })

    test.skipIf(isPortable)('descriptorPath leads to a pipe, here and in a child', async () => {
      const { read, write } = host.pipe()
      const path = host.descriptorPath(read, 63)
      await write.write(Buffer.from('one\ntwo\n'))
      write.close()
      expect(host.stat(path, true)?.type).toBe('fifo')
      const again = host.open(path, 'read', 0, '/')
      expect(Buffer.from((await again.read(4)) ?? []).toString()).toBe('one\n')
      again.close()
      const { text } = await output(host, `cat ${path}`, { descriptors: { 63: read } })
      expect(text).toBe('two\n')
      read.close()
    })

    test('descriptorPath leads a child to a pipe, to read and to write', async () => {
      const [from, to] = [host.pipe(), host.pipe()]
      const [input, result] = [host.descriptorPath(from.read, 63), host.descriptorPath(to.write, 62)]
      const child = await start(host, `cat ${input} >${result}`, {
        descriptors: { 62: to.write, 63: from.read },
      })
      from.read.close()
      to.write.close()
      const bytes = Buffer.alloc(300_000, 'xyz')
      const written = Promise.resolve(from.write.write(bytes)).then(() => from.write.close())
      expect((await readAll(to.read)).equals(bytes)).toBe(true)
      await written
      expect(await child.ended).toEqual(exited(0))
    })

    test.skipIf(isPortable)('a FIFO opens when its other side does, and blocks nothing', async () => {
      const cwd = temporaryDirectory()
      await (
        await start(host, 'mkfifo p q', { cwd })
      ).ended
      const input = host.open('p', 'read', 0, cwd)
      const child = await start(host, 'echo to-p >p; cat q >out', { cwd })
      expect((await readAll(input)).toString()).toBe('to-p\n')
      const out = host.open('q', 'write', 0, cwd)
      await out.write(Buffer.from('to-q'))
      out.close()
      input.close()
      expect(await child.ended).toEqual(exited(0))
    })

    test.skipIf(isPortable)('a child waits for the other side of a FIFO by itself', async () => {
      const cwd = temporaryDirectory()
      await (
        await start(host, 'mkfifo p', { cwd })
      ).ended
      const input = host.open('p', 'read', 0, cwd)
      const capture = host.capture()
      const reader = await start(host, 'cat', { descriptors: { 0: input, 1: capture.descriptor } })
      const out = host.open('p', 'append', 0, cwd)
      const writer = await start(host, 'echo through', { descriptors: { 1: out } })
      for (const descriptor of [input, out, capture.descriptor]) descriptor.close()
      expect(Buffer.from(await capture.finish()).toString()).toBe('through\n')
      expect([await reader.ended, await writer.ended]).toEqual([exited(0), exited(0)])
    })

    test.skipIf(isPortable)('a FIFO given up is forgotten', async () => {
      const cwd = temporaryDirectory()
      await (
        await start(host, 'mkfifo p', { cwd })
      ).ended
      const before = readdirSync('/proc/self/fd').length
      const input = host.open('p', 'read', 0, cwd)
      const controller = new AbortController()
      const reading = input.read(1, controller.signal)
      controller.abort(new Error('enough'))
      await expect(reading).rejects.toThrow('enough')
      input.close()
      await new Promise(resolve => setImmediate(resolve))
      expect(readdirSync('/proc/self/fd').length).toBe(before)
    })

    test('the standard descriptors are there', () => {
      const fds = [0, 1, 2].map(fd => host.inherited(fd))
      expect(fds.map(d => d?.fd)).toEqual([0, 1, 2])
      fds.forEach(d => d?.dup().close())
      expect(host.inherited(987)).toBeUndefined()
    })
  })

  describe('files', () => {
    test('names that are not UTF-8', async () => {
      const directory = temporaryDirectory()
      const raw = Buffer.concat([Buffer.from(`${directory}/`), name('a\xffb')])
      writeFileSync(raw, 'odd')
      expect(host.readDirectory(directory)).toEqual([{ name: ODD, type: 'file' }])
      const path = `${directory}/${ODD}`
      expect(host.stat(path, true)).toMatchObject({ type: 'file', size: 3 })
      expect(Buffer.from(host.readFile(path)).toString()).toBe('odd')
      expect(host.access(path, 'r')).toBe(true)
      expect(decodeBytes(raw)).toBe(path)
      host.open(path, 'read', 0, '/').close()
      expect(host.realPath(path)).toBe(`${host.realPath(directory)}/${ODD}`)
    })

    test('stat, links, access', () => {
      const directory = temporaryDirectory()
      mkdirSync(join(directory, 'sub'))
      symlinkSync('nowhere', join(directory, 'link'))
      expect(host.stat(join(directory, 'sub'), true)?.type).toBe('directory')
      expect(host.stat(join(directory, 'link'), false)?.type).toBe('link')
      expect(host.stat(join(directory, 'link'), true)).toBeUndefined()
      expect(host.stat(join(directory, 'sub', 'none', 'x'), true)).toBeUndefined()
      expect(host.stat('/dev/null', true)?.type).toBe('character')
      expect(host.access(join(directory, 'none'), 'r')).toBe(false)
      expect(host.access(directory, 'x')).toBe(true)
      expect(host.realPath(join(directory, 'link'))).toBeUndefined()
      expect(host.readDirectory(join(directory, 'none'))).toBeUndefined()
      expect(
        host
          .readDirectory(directory)
          ?.map(e => `${e.name} ${e.type}`)
          .sort(),
      ).toEqual(['link link', 'sub directory'])
      expect(() => host.readFile(join(directory, 'none'))).toThrow('No such file or directory')
    })

    test('chdir moves the process', () => {
      const before = host.cwd()
      onTestFinished(() => process.chdir(before))
      const directory = host.realPath(temporaryDirectory()) ?? ''
      host.chdir(directory)
      expect([host.cwd(), process.cwd()]).toEqual([directory, directory])
      expect(() => host.chdir('none')).toThrow('No such file or directory')
      writeFileSync('file', '')
      expect(() => host.chdir('file')).toThrow('Not a directory')
      host.chdir(before)
    })
  })

  describe('this process', () => {
    test('signals arrive until the listener is taken away', async () => {
      const arrived = Promise.withResolvers<void>()
      const off = host.onSignal('USR2', arrived.resolve)
      await (
        await start(host, `kill -USR2 ${host.pid}`)
      ).ended
      await arrived.promise
      off()
      expect(process.listenerCount('SIGUSR2')).toBe(0)
      expect(() => host.onSignal('KILL', () => {})).toThrow('Invalid argument')
    })

    test('any number of listeners', async () => {
      const warnings: unknown[] = []
      const note = (warning: unknown): void => void warnings.push(warning)
      process.on('warning', note)
      let count = 0
      const offs = Array.from({ length: 30 }, () => host.onSignal('USR2', () => count++))
      host.kill(host.pid, 'USR2')
      offs.forEach(off => off())
      await new Promise(resolve => setImmediate(resolve))
      process.off('warning', note)
      expect([count, warnings, process.listenerCount('SIGUSR2')]).toEqual([30, [], 0])
    })

    test('a signal to ourselves has arrived when kill returns', () => {
      let count = 0
      const off = host.onSignal('USR2', () => count++)
      host.kill(host.pid, 'USR2')
      off()
      expect(count).toBe(1)
    })

    test('an ignored signal does nothing', async () => {
      host.setIgnored('HUP', true)
      host.kill(host.pid, 'HUP')
      const { text } = await output(host, 'echo alive')
      host.setIgnored('HUP', false)
      expect(text).toBe('alive\n')
    })

    test.skipIf(isPortable)('a listener outlives a time of being ignored', async () => {
      let count = 0
      const off = host.onSignal('USR2', () => count++)
      const send = async () => (await start(host, `kill -USR2 ${host.pid}`)).ended
      host.setIgnored('USR2', true)
      await send()
      host.kill(host.pid, 'USR2')
      expect(count).toBe(0)
      host.setIgnored('USR2', false)
      const arrived = new Promise<void>(resolve => onTestFinished(host.onSignal('USR2', resolve)))
      await send()
      await arrived
      off()
      expect(count).toBe(1)
    })

    test('kill tells what failed', () => {
      host.kill(host.pid, '0')
      expect(() => host.kill(2 ** 22 + 1, 'TERM')).toThrow('No such process')
      expect(() => host.kill(host.pid, 'NONE')).toThrow('Invalid argument')
    })

    test('names and numbers of signals', () => {
      expect([host.signals.get(2), host.signals.get(6), host.signals.get(9), host.signals.get(15)]).toEqual([
        'INT',
        'ABRT',
        'KILL',
        'TERM',
      ])
    })

    test('limits as the kernel shows them', () => {
      const [soft, hard] =
        /^Max open files\s+(\S+)\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.slice(1) ?? []
      expect(host.getLimit('nofile')).toEqual({ soft, hard })
      expect(host.getLimit('core')).toMatchObject({
        hard: expect.stringMatching(/^(\d+|unlimited)$/) as string,
      })
      expect(host.getLimit('nonsense')).toBeUndefined()
    })

    test('who we are', () => {
      expect(host.environment().get('PATH')).toBe(process.env['PATH'])
      expect(host.ids.uid).toBe(process.getuid?.())
      expect(host.homeDirectory('root')).toBe('/root')
      expect(host.homeDirectory('no-such-user')).toBeUndefined()
      expect(existsSync(host.homeDirectory(undefined) ?? '')).toBe(true)
      expect(host.userName()).not.toBe('')
      expect(host.times().userMs).toBeGreaterThan(0)
    })
  })
})
