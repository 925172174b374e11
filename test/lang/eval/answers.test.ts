import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { output } from '../../helpers/eval-shell.ts'

/** Scripts by subject, with what bash 5.2 writes (`!` stands for its messages) and its status where that is not 0. */
const subjects = JSON.parse(readFileSync(join(import.meta.dirname, 'answers.json'), 'utf8')) as Record<
  string,
  [string, string][]
>

/** The script runs as in a substitution, two levels deep: its traces have as many signs more. */
function withoutLevels(text: string): string {
  return text.replace(/^(#\? )?\+\+(?=\+)/gm, '$1')
}

/** Messages differ in their words: only that there is one counts. */
function withoutMessages(text: string): string {
  return text.replace(/^nacre: .*\n(?:nacre: .*\n|  .*\n  +\^+\n|  hint: .*\n)*/gm, '!\n')
}

for (const [subject, rows] of Object.entries(subjects))
  describe(`${subject}`, () => {
    test.each(rows)('%s', async (code, answer) => {
      expect(withoutLevels(withoutMessages(await output(code)))).toBe(answer)
    })
  })
