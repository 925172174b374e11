import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { buildPromptDriver, PromptProgram } from '../helpers/prompt-driver.ts'
import type { PtyOptions } from '../helpers/pty.ts'

const programsFolder = join(import.meta.dirname, '../fixtures/programs')
let programs: PromptProgram[] = []
let state = ''

beforeAll(buildPromptDriver)
afterEach(() => {
  for (const program of programs) program.dispose()
  programs = []
  if (state !== '') rmSync(state, { recursive: true, force: true })
  state = ''
})

async function open(options: PtyOptions & { readonly state?: string } = {}): Promise<PromptProgram> {
  const program = new PromptProgram(options)
  programs.push(program)
  await program.prompted()
  return program
}

describe('a line', () => {
  test('is typed, run, and stays on the screen', async () => {
    const program = await open()
    program.send('echo one\r')
    await program.until(/\none\ntest ❯$/)
    expect(program.screen()).toBe('test ❯ echo one\none\ntest ❯')
    expect(program.cursor()).toEqual({ x: 7, y: 2 })
  })

  test('is edited with the keys of readline', async () => {
    const program = await open()
    program.send('cho two\x01e\x1b[F three\x17four\r')
    await program.until(/\ntwo four\ntest ❯$/)
    expect(program.screen()).toBe('test ❯ echo two four\ntwo four\ntest ❯')
  })

  test('that is empty gives another prompt', async () => {
    const program = await open()
    program.send('\r')
    await program.until(screen => screen === 'test ❯\ntest ❯')
    expect(program.cursor()).toEqual({ x: 7, y: 1 })
  })

  test('has the cursor where wide characters end', async () => {
    const program = await open()
    program.send('世界👍e\u0301')
    await program.until(/世界👍e\u0301$/)
    expect(program.cursor()).toEqual({ x: 7 + 2 + 2 + 2 + 1, y: 0 })
    program.send('\x02\x02')
    await program.until(() => program.cursor().x === 7 + 4)
    expect(program.screen()).toBe('test ❯ 世界👍e\u0301')
  })

  test('wraps, and its end can be taken away again', async () => {
    const program = await open({ columns: 20 })
    program.send('echo abcdefghijklmnop')
    await program.until(/ijklmnop$/)
    expect(program.screen()).toBe('test ❯ echo abcdefgh\nijklmnop')
    program.send('\x15')
    await program.until(screen => screen === 'test ❯')
    expect(program.cursor()).toEqual({ x: 7, y: 0 })
  })

  test('says which language it is read as', async () => {
    const program = await open()
    program.send('ts x')
    await program.until(/^test » ts x +ts$/)
    program.send('\x01#')
    await program.until(/^test ❯ #ts x$/)
    program.send('\x01\x0b')
    await expect(program.prompted()).resolves.toBeDefined()
  })

  test('of several lines: Enter goes on, Up moves inside', async () => {
    const program = await open()
    program.send('for i in 1 2; do {\r')
    await program.until(/…$/)
    program.send('echo $i\r}\x1b[A\x05$i')
    await program.until(/echo \$i\$i\n… }$/)
    expect(program.screen()).toBe('test … for i in 1 2; do {\n…   echo $i$i\n… }'.replace('test …', 'test ❯'))
    program.send('\x1b[B\x05; done\r')
    await program.until(/\n11\n22\ntest ❯$/)
    expect(program.screen()).toBe('test ❯ for i in 1 2; do {\n…   echo $i$i\n… }; done\n11\n22\ntest ❯')
  })

  test('taller than the screen scrolls inside', async () => {
    const program = await open({ rows: 6 })
    program.send(
      `\x1b[200~: {${Array.from({ length: 20 }, (_, index) => `\nline${index}`).join('')}\x1b[201~`,
    )
    await program.until(/line19/)
    expect(program.screen()).toMatch(/^… line15\n… line16\n… line17\n… line18\n… line19$/)
    program.send('\x1b[A'.repeat(19))
    await program.until(/line0/)
    expect(program.screen()).toMatch(/^… line0\n… line1\n… line2\n… line3\n… line4$/)
    program.send('\x03')
    await program.until(/int1 ❯$/)
    expect(program.history()).toMatch(/test … : \{\n… line0\n[^]*… line19\^C\nint1 ❯$/)
  })
})

describe('keys that end or leave the line', () => {
  test('Ctrl-C drops it and shows that', async () => {
    const program = await open()
    program.send('echo no')
    await program.until(/no$/)
    program.send('\x03')
    await program.prompted('int1 ❯')
    expect(program.screen()).toBe('test ❯ echo no^C\nint1 ❯')
    program.send('echo $?\r')
    await program.prompted('int1 ❯')
  })

  test('Ctrl-D ends the shell on an empty line only', async () => {
    const program = await open()
    program.send('ab\x01\x04')
    await program.until(/^test ❯ b$/)
    program.send('\x04\x04')
    expect(await program.exited()).toEqual({ status: 0, signal: 0 })
  })

  test('a command can end the shell', async () => {
    const program = await open()
    program.send('exit 3\r')
    expect((await program.exited()).status).toBe(3)
  })

  test('the end of the terminal ends the shell', async () => {
    const program = await open()
    const ended = program.exited()
    program.hangUp()
    await ended
    expect(() => process.kill(program.pid, 0)).toThrow('ESRCH')
  })
})

describe('a paste', () => {
  test('is inserted and not run', async () => {
    const program = await open()
    program.send('\x1b[200~echo a\recho b\r\x1b[201~')
    await program.until(/echo b\n…$/)
    expect(program.screen()).toBe('test ❯ echo a\n… echo b\n…')
    program.send('\x7f\r')
    await program.until(/\na\nb\ntest ❯$/)
  })

  test('of much text is whole', async () => {
    const program = await open()
    const text = 'x'.repeat(20_000)
    program.send(`echo '\x1b[200~${text}\x1b[201~' | wc -c\r`)
    await program.until(/\n20001\ntest ❯$/)
    expect(program.screen()).toMatch(/\n20001\ntest ❯$/)
  })
})

describe('typed ahead', () => {
  test('keys in one read are keys one by one', async () => {
    const program = await open()
    program.send('echo 1\recho 2\r')
    await program.until(/\n2\ntest ❯$/)
    expect(program.screen()).toContain('test ❯ echo 1\n1\n')
    expect(program.screen()).toContain('test ❯ echo 2\n2\n')
  })

  test('what is typed while a command runs is the next line', async () => {
    const program = await open()
    program.send('echo started; read x < /dev/zero; sleep 30 | cat; echo over\r')
    await program.until(/\nstarted/)
    program.send('echo later\r')
    program.send('\x03')
    await expect(program.prompted()).resolves.toBeDefined()
  })

  test('a command reads what is typed for it', async () => {
    const program = await open()
    program.send('read x; echo "got:$x"\rhello\r')
    await program.until(/got:hello\ntest ❯$/)
    program.send('echo go; cat\r')
    await program.until(/\ngo$/)
    program.send('to cat\r\x04')
    await expect(program.until(/to cat\nto cat\ntest ❯$/)).resolves.toBeDefined()
  })

  test('and what it leaves comes to the prompt', async () => {
    const program = await open()
    program.send('echo go; read x; echo "got:$x"\r')
    await program.until(/\ngo\n?/)
    program.send('for-read\recho for-prompt\r')
    await program.until(/\nfor-prompt\ntest ❯$/)
    expect(program.screen()).toContain('got:for-read')
  })
})

describe('a command has the terminal', () => {
  test('output without a newline is not written over', async () => {
    const program = await open()
    program.send('printf abc\r')
    await program.until(/abc⏎\ntest ❯$/)
    program.send('\x15printf x\r')
    await program.until(/x⏎\ntest ❯$/)
    expect(program.screen()).toBe('test ❯ printf abc\nabc⏎\ntest ❯ printf x\nx⏎\ntest ❯')
  })

  test('output that fills its last row exactly', async () => {
    const program = await open({ columns: 10 })
    program.send('printf %s 1234567890\r')
    await expect(program.until(/\n1234567890\ntest ❯$/)).resolves.toBeDefined()
  })

  test('modes are cooked for it, and Ctrl-C is a signal', async () => {
    const program = await open()
    program.send('stty -a | tr ";" "\\n" | grep -ow -e -icanon -e icanon -e -echo -e echo -e -isig -e isig\r')
    await program.until(/isig[^]*test ❯$/)
    expect(program.screen().split('\n').slice(-4, -1).toSorted()).toEqual(['echo', 'icanon', 'isig'])
    // Not before the command's group has the terminal: until then a Ctrl-C is nobody's here.
    program.send('until ps -o stat= -p $$ | grep -q +; do :; done; echo go; sleep 100\r')
    await program.until(/\ngo$/)
    program.send('\x03')
    await program.until(/\^C[^]*\ntest ❯$/)
  })

  test('a program with a screen of its own, then the prompt again', async () => {
    const program = await open({ cwd: programsFolder })
    program.send('echo before\r')
    await program.until(/\nbefore\ntest ❯$/)
    program.send('./raw-keys.sh\r')
    await program.until(/raw-ready/)
    expect(program.isAlternate).toBe(true)
    program.send('a')
    await program.until(/key:61/)
    program.send('\x03')
    await program.until(/key:03/)
    program.send('\r')
    await program.until(/key:0d/)
    program.send('q')
    await program.prompted()
    expect(program.screen()).toBe('test ❯ echo before\nbefore\ntest ❯ ./raw-keys.sh\ntest ❯')
    program.send('echo after\r')
    await program.until(/\nafter\ntest ❯$/)
  })

  test('a program that is killed on a screen of its own', async () => {
    const program = await open()
    program.send("printf '\\033[?1049h\\033[5;10Hgone\\033[2;4r'; kill -9 $$\r")
    await program.until(/9 \$\$\ntest ❯$/)
    expect(program.isAlternate).toBe(false)
    program.send('echo half; kill -9 $$\r')
    await program.until(/\$\$\nhalf\ntest ❯$/)
    program.send('seq 40\r')
    await program.until(/\n39\n40\ntest ❯$/)
  })

  test('modes left in disorder are put right', async () => {
    const program = await open({ cwd: programsFolder })
    program.send('./raw-keys.sh die\r')
    await program.until(/raw-ready/)
    program.send('q')
    await program.prompted()
    // What is typed before the terminal's modes are its own again is not echoed.
    program.send('echo ready; read x; echo "got:$x"\r')
    await program.until(/\nready$/)
    program.send('typed\r')
    await expect(program.until(/\nready\ntyped\ngot:typed\ntest ❯$/)).resolves.toBeDefined()
  })
})

describe('a terminal of another size', () => {
  /** Waits for the program to draw again: a terminal wraps what is there by itself, before that. */
  async function resized(program: PromptProgram, columns: number): Promise<void> {
    const before = program.output.length
    program.resize(columns, 24)
    await program.written(output => /test [❯»]/.test(output.slice(before)))
  }

  /** Ink has taken over from the first painting: it marks its frames as synchronized output, whose end this is. */
  async function painted(options?: PtyOptions): Promise<PromptProgram> {
    const program = await open(options)
    await program.written(output => output.includes('\x1b[?2026l'))
    return program
  }

  test('wider and narrower, nothing is left behind', async () => {
    const program = await painted({ columns: 40 })
    program.send('echo hello world')
    await program.until(/world$/)
    for (const [columns, screen] of [
      [20, 'test ❯ echo hello wo\nrld'],
      [60, 'test ❯ echo hello world'],
      [12, 'test ❯ echo\nhello world'],
      [40, 'test ❯ echo hello world'],
    ] as const) {
      await resized(program, columns)
      await program.until(shown => shown === screen)
    }
    program.send('\r')
    await expect(program.until(/\nhello world\ntest ❯$/)).resolves.toBeDefined()
  })

  test('many sizes before it is drawn again', async () => {
    const program = await painted({ columns: 40 })
    program.send('echo hello world')
    await program.until(/world$/)
    for (const columns of [30, 20, 60]) program.resize(columns, 24)
    await expect(program.until(screen => screen === 'test ❯ echo hello world')).resolves.toBeDefined()
  })

  test('many sizes while keys come', async () => {
    const program = await painted({ columns: 60 })
    program.send('echo ')
    const pieces = ['abcdefghijklmnopqrst', 'uvwxyz0123456789', 'ABCDEFGHIJKLMNOPQRST', 'UVWXYZ']
    for (const [index, columns] of [20, 70, 35, 22].entries()) {
      const before = program.output.length
      program.send(pieces[index] ?? '')
      await program.written(output => output.length > before)
      program.resize(columns, 24)
    }
    const rows = `test ❯ echo ${pieces.join('')}`.match(/.{1,22}/g) ?? []
    await program.until(() => program.history() === rows.join('\n'))
    expect(program.history()).toBe(rows.join('\n'))
  })

  test('a line of several rows', async () => {
    const program = await painted({ columns: 40 })
    const text = `test » ts ${'abcdefghij'.repeat(8)}`
    program.send(text.slice(7))
    await program.until(/\nabcdefghij$/)
    for (const columns of [30, 25, 60, 20, 83, 12, 80]) {
      await resized(program, columns)
      const rows = text.match(new RegExp(`.{1,${columns}}`, 'gs')) ?? []
      await program.until(() => program.history() === rows.join('\n'))
      expect(program.history()).toBe(rows.join('\n'))
    }
  })

  test('fewer rows', async () => {
    const program = await painted({ rows: 20 })
    program.send(': {\rb\rc\rd\re')
    await program.until(/…   e$/)
    program.resize(80, 4)
    await program.until(screen => screen.endsWith('…   c\n…   d\n…   e'))
    program.send('\x03')
    await expect(program.prompted('int1 ❯')).resolves.toBeDefined()
  })
})

describe('history', () => {
  test('Up brings lines back, Down the draft', async () => {
    const program = await open()
    program.send(': one\r')
    await program.until(/: one\ntest ❯$/)
    program.send(': two\r')
    await program.until(/: two\ntest ❯$/)
    program.send('\x1b[A')
    await program.until(/❯ : two$/)
    program.send('\x1b[A')
    await program.until(/❯ : one$/)
    program.send('\x1b[B\x1b[B')
    await expect(program.prompted()).resolves.toBeDefined()
  })

  test('is there in the next session', async () => {
    state = mkdtempSync(join(tmpdir(), 'nacre-prompt-'))
    const first = await open({ state })
    first.send(': kept\r')
    await first.until(/: kept\ntest ❯$/)
    first.send(' : secret\r')
    await first.until(/: secret\ntest ❯$/)
    first.send('\x04')
    await first.exited()
    const second = await open({ state })
    second.send('\x1b[A')
    await expect(second.until(/❯ : kept$/)).resolves.toBeDefined()
  })

  test('is searched with Ctrl-R', async () => {
    const program = await open()
    for (const line of [': first needle', ': second', ': third']) {
      program.send(`${line}\r`)
      await program.until(screen => screen.endsWith(`${line}\ntest ❯`))
    }
    program.send('\x12need')
    await program.until(/❯ : first needle\nhistory: need +1\/1\n›  now : first needle\n/)
    expect(program.cursor().x).toBe('history: need'.length)
    program.send('\r')
    await program.until(/: first needle\ntest ❯$/)
  })
})

describe('what others write', () => {
  test('a notice comes above the line being edited', async () => {
    const program = await open()
    program.send('later job is done\r')
    await program.until(/later job is done\ntest ❯$/)
    program.send('ab')
    await program.until(/^job is done\ntest ❯ ab$/m)
    expect(program.screen()).toBe('test ❯ later job is done\njob is done\ntest ❯ ab')
    expect(program.cursor()).toEqual({ x: 9, y: 2 })
  })

  test('a notice waits while a command has the terminal', async () => {
    const program = await open()
    program.send('notice told\r')
    await program.until(/ran\ntold\ntest ❯$/)
    expect(program.screen()).toBe('test ❯ notice told\nran\ntold\ntest ❯')
  })

  test('Ctrl-L clears the screen and keeps the line', async () => {
    const program = await open()
    program.send('echo one\r')
    await program.until(/\none\ntest ❯$/)
    program.send('ab\x0c')
    await program.until(screen => screen === 'test ❯ ab' && program.cursor().x === 9)
    expect(program.cursor()).toEqual({ x: 9, y: 0 })
  })
})

describe('faults of the shell', () => {
  test('an error while a line runs is told, and the prompt comes back', async () => {
    const program = await open()
    program.send('throw\r')
    await program.until(/internal error: Error: cannot run\n[^]*\ntest ❯$/)
    program.send('echo on\r')
    await expect(program.until(/\non\ntest ❯$/)).resolves.toBeDefined()
  })

  test('an error while drawing leaves a plain prompt', async () => {
    const program = await open()
    program.send('crash')
    await program.until(/internal error: Error: cannot judge\n[^]*\ntest>$/)
    program.send('echo on\r')
    await expect(program.until(/echo on\non\ntest>$/)).resolves.toBeDefined()
  })
})

describe('modes a command sets on purpose', () => {
  test('stay for the next command', async () => {
    const program = await open()
    program.send('stty -echo -ixon\r')
    await program.until(/ixon\ntest ❯$/)
    program.send('stty -a | grep -o -e "-echo " -e "-ixon"\r')
    await expect(program.until(/\n-ixon\n-echo\ntest ❯$/)).resolves.toBeDefined()
  })

  test('but not if it was killed', async () => {
    const program = await open()
    program.send('stty -echo; echo go; exec sleep 100\r')
    await program.until(/\ngo$/)
    program.send('\x03')
    await program.until(/go\n(\^C.*)?\n?test ❯$/)
    program.send('stty -a | grep -ow -e "-*echo"\r')
    await expect(program.until(/\necho\ntest ❯$/)).resolves.toBeDefined()
  })
})

test('a dumb terminal has a plain prompt', async () => {
  const program = new PromptProgram({ environment: { TERM: 'dumb' } })
  programs.push(program)
  await program.until(/^test>$/)
  program.send('echo one \\\r')
  await program.until(/\n…$/)
  program.send('two\r')
  await program.until(/\none two\ntest>$/)
  program.send('half\x03')
  await program.until(/\nint1>$/)
  program.send('exit 5\r')
  expect((await program.exited()).status).toBe(5)
  expect(program.output).not.toContain('\x1b')
})
