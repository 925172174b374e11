import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ShellError } from '../../../src/lang/expand/index.ts'
import { commandsOf, fieldsOf, worldAfter } from './prelude.ts'

/** The fields bash 5.2 gave (`test/lang/expand/record.ts` asks it), or the message of its error. */
type Answer = string[] | { error: string }
type Topic = { files: string[]; rows: [setup: string, words: string, answer: Answer][] }

const topics = JSON.parse(readFileSync(join(import.meta.dirname, 'recorded.json'), 'utf8')) as Record<
  string,
  Topic
>

/** Bash shows blanks around an expression and the rest of its text as token; we show neither alike everywhere. */
function essence(message: string): string {
  return message
    .replace(/ *\(error token is.*/s, '')
    .replace(/ +:/g, ':')
    .trim()
}

async function answerOf(setup: string, words: string, files: string[]): Promise<Answer> {
  try {
    const host = await worldAfter(setup, files)
    const [command] = commandsOf(`argv ${words}`)
    return await fieldsOf(command?.words.slice(1) ?? [], host)
  } catch (error) {
    if (error instanceof ShellError) return { error: essence(error.message) }
    throw error
  }
}

describe.each(Object.entries(topics))('%s', (_name, { files, rows }) => {
  test.each(rows)('%s %s', async (setup, words, answer) => {
    const expected = 'error' in answer ? { error: essence(answer.error) } : answer
    expect(await answerOf(setup, words, files)).toEqual(expected)
  })
})
