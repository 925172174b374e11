/** Programs in the foreground have the real terminal, and the shell has it back whatever they did to it. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { root } from '../helpers/run-nacre.ts'
import { shells } from '../helpers/shell-program.ts'

const { open, close } = shells()
afterEach(close)

const isThere = (program: string): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0
const tick = join(root, 'README.md')

describe('programs that draw on the whole screen', () => {
  test.skipIf(!isThere('vim'))('vim, and back', async () => {
    const shell = await open({ environment: { TERM: 'xterm-256color' } })
    await shell.line('echo before')
    shell.send(`vim -u NONE ${tick}\r`)
    await shell.until(screen => shell.isAlternate && screen.includes('# nacre'))
    shell.send(':q\r')
    await shell.prompted()
    expect(shell.isAlternate).toBe(false)
    expect(await shell.line('echo after')).toBe('after')
  })

  test.skipIf(!isThere('less'))('less, which goes on when it was stopped', async () => {
    const shell = await open()
    shell.send(`LESS= less ${tick}\r`)
    await shell.until(screen => shell.isAlternate && screen.includes('# nacre'))
    shell.send('\x1a')
    await shell.prompted()
    expect(await shell.line('jobs')).toMatch(/^\[1\]\+\s+Stopped\s+LESS= less/)
    shell.send('fg\r')
    await shell.until(screen => shell.isAlternate && screen.includes('# nacre'))
    shell.send('q')
    await shell.prompted()
    expect(await shell.line('jobs; echo none')).toBe('none')
  })

  test('one that is killed leaves no reports of the mouse on', async () => {
    const shell = await open()
    const { output } = shell
    await shell.line('sh -c \'printf "\\033[?1003h\\033[?1006h"; kill -KILL $$\'')
    const written = shell.output.slice(output.length)
    expect(written.lastIndexOf('\x1b[?1003l')).toBeGreaterThan(written.lastIndexOf('\x1b[?1003h'))
    expect(written.lastIndexOf('\x1b[?1006l')).toBeGreaterThan(written.lastIndexOf('\x1b[?1006h'))
  })

  test('a program that reads keys raw', async () => {
    const shell = await open()
    shell.send('stty raw -echo; printf "key: "; dd bs=1 count=1 2>/dev/null | od -An -tx1; stty sane\r')
    await shell.until(/key: $|key:$/m)
    shell.send('\x03')
    await shell.until(/key: +03/)
    await shell.prompted()
  })
})

describe('the modes of the terminal', () => {
  test('are the same before and after', async () => {
    const shell = await open()
    const before = await shell.line('stty -a')
    await shell.line('const x = await Promise.resolve(1)')
    await shell.line('sh -c "true" | cat; x + 1')
    expect(await shell.line('stty -a')).toBe(before)
    expect(before).toMatch(/ icanon .* echo /s)
  })

  test('are mended when a program leaves them raw and dies', async () => {
    const shell = await open()
    await shell.line("sh -c 'stty raw -echo; kill -KILL $$'")
    expect(await shell.line('echo mended')).toBe('mended')
    expect(await shell.line('stty -a | grep -ow -e "-*icanon" -e "-*echo" | tr "\\n" " "')).toMatch(
      /^icanon echo/,
    )
  })

  test('output without a newline is kept, the prompt is on the next line', async () => {
    const shell = await open()
    expect(await shell.line('printf abc')).toBe('abc⏎')
    expect(await shell.line('process.stdout.write("xyz") && 0')).toMatch(/^xyz/)
  })
})

describe('keys that send signals', () => {
  test('Ctrl-C ends a program, and the line', async () => {
    const shell = await open()
    shell.send('echo go; sleep 100; echo never\r')
    await childOf(shell.pid, 'sleep')
    shell.send('\x03')
    expect(await shell.shown()).not.toMatch(/⏎|^never/m)
    expect(await shell.line('echo $?')).toBe('130')
  })

  test('Ctrl-Z, jobs, fg, Ctrl-C', async () => {
    const shell = await open()
    shell.send('sleep 100\r')
    await childOf(shell.pid, 'sleep')
    shell.send('\x1a')
    expect(await shell.shown()).toMatch(/\[1\]\+\s+Stopped\s+sleep 100/)
    expect(await shell.line('jobs')).toMatch(/^\[1\]\+\s+Stopped\s+sleep 100$/)
    shell.send('fg\r')
    await shell.until(/❯ fg\nsleep 100$/m)
    shell.send('\x03')
    await shell.shown()
    expect(await shell.line('echo $?; jobs')).toBe('130')
  })

  test('Ctrl-\\ quits a program, not the shell', async () => {
    const shell = await open()
    shell.send('ulimit -c 0; echo go; sleep 100\r')
    await shell.until(/^go$/m)
    await childOf(shell.pid, 'sleep')
    shell.send('\x1c')
    await shell.shown()
    expect(await shell.line('echo $?')).toBe('131')
  })

  test('Ctrl-C while a pipeline runs reaches all of it', async () => {
    const shell = await open()
    shell.send('echo go; sleep 100 | sleep 101 | cat\r')
    await shell.until(/^go$/m)
    await childOf(shell.pid, 'sleep')
    shell.send('\x03')
    await shell.shown()
    expect(await shell.line('pgrep -f "sleep 10[01]" -P $$ ; echo done')).toBe('done')
  })
})

describe('input for a command', () => {
  test.each([
    ['a file that is not there', './none', ': No such file or directory'],
    ['a directory', './', ': Is a directory'],
    [
      'a script without an interpreter',
      "printf 'read x; echo got $x' >s; chmod +x s; ./s <<< word",
      'got word',
    ],
  ])('the terminal is the shell’s after %s was to be run', async (_, line, told) => {
    const shell = await open()
    expect(await shell.line(line)).toContain(told)
    expect(await shell.line('echo still here')).toBe('still here')
  })

  test('read at the prompt', async () => {
    const shell = await open()
    shell.send('read -p "name: " name\r')
    await shell.until(/^name:$/m)
    shell.send('a person\r')
    await shell.shown()
    expect(await shell.line('echo "<$name>"')).toBe('<a person>')
  })

  test('Ctrl-C ends a read', async () => {
    const shell = await open()
    shell.send('read -p "name: " name\r')
    await shell.until(/^name:$/m)
    shell.send('half\x03')
    await shell.shown()
    expect(await shell.line('echo $?')).toBe('130')
  })

  test('cat until Ctrl-D', async () => {
    const shell = await open()
    shell.send('cat\r')
    await childOf(shell.pid, 'cat')
    shell.send('one\r')
    await shell.until(/^one\none$/m)
    shell.send('\x04')
    await shell.shown()
    expect(await shell.line('echo $?')).toBe('0')
  })
})

/** Waits until the shell has a child of that name, which is then in the foreground. */
async function childOf(pid: number, name: string): Promise<void> {
  const deadline = Date.now() + 10_000
  while (spawnSync('pgrep', ['-P', String(pid), '-x', name]).status !== 0) {
    if (Date.now() > deadline) throw new Error(`no child ${name}`)
    await new Promise(resolve => void setTimeout(resolve, 20))
  }
}
