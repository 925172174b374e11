import { describe, expect, test } from 'vitest'
import { readlineFunctions } from '../../../src/builtins/index.ts'
import { absentCommands, commandNamed } from '../../../src/repl/session/command-names.ts'

test.each(readlineFunctions)('%s is a command here, or it is said why not', name => {
  expect(commandNamed(name, 'C-t') === undefined).toBe(Object.hasOwn(absentCommands, name))
})

describe('some mean what their key says', () => {
  test.each<[name: string, chords: string, command: string]>([
    ['vi-char-search', 'T', 'vi-find-prev-char-skip'],
    ['vi-char-search', ';', 'vi-repeat-find'],
    ['vi-complete', '*', 'insert-completions'],
    ['vi-search-again', 'N', 'search-again-forward'],
    ['vi-next-word', 'W', 'vi-fWord'],
    ['vi-next-word', 'w', 'vi-fword'],
  ])('%s on %s: %s', (name, chords, command) => expect(commandNamed(name, chords)).toBe(command))
})
