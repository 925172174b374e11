import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { buildPromptDriver, PromptProgram } from '../helpers/prompt-driver.ts'
import type { PtyOptions } from '../helpers/pty.ts'

let programs: PromptProgram[] = []

beforeAll(buildPromptDriver)
afterEach(() => {
  for (const program of programs) program.dispose()
  programs = []
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
  })
})
