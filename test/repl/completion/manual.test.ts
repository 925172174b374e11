import { expect, test } from 'vitest'
import { documentedOptions, optionCandidates } from '../../../src/repl/completion/sources/manual.ts'

const page = `
OPTIONS
       -a, --all
              do not ignore entries starting with .

       --block-size=SIZE
              scale sizes by SIZE when printing them; e.g., '--block-size=M'

       -b <new-branch>
           Create a new branch named <new-branch>, start it.

       -v      Verbose mode.  Causes ssh to print.

       -p port
              Port to connect to.

       --no-progress, --progress
           Progress status.

    -n, --dry-run         dry run
    --cleanup <mode>      how to strip spaces
  -C, --directory=DIR        change to directory DIR
       text with - a dash, and -x in the middle
       -x and more prose which is long enough not to be a value, of course it is.
`

test('options, their values and their first sentence', () => {
  expect(
    documentedOptions(page).map(one => [one.names.join(' '), one.argument ?? '', one.description]),
  ).toEqual([
    ['-a --all', '', 'do not ignore entries starting with '],
    ['--block-size', '=SIZE', 'scale sizes by SIZE when printing them'],
    ['-b', ' <new-branch>', 'Create a new branch named <new-branch>, start it'],
    ['-v', '', 'Verbose mode'],
    ['-p', 'port', 'Port to connect to'],
    ['--no-progress --progress', '', 'Progress status'],
    ['-n --dry-run', '', 'dry run'],
    ['--cleanup', ' <mode>', 'how to strip spaces'],
    ['-C --directory', '=DIR', 'change to directory DIR'],
  ])
})

test('a long option that takes a value ends with =, a short one does not', () => {
  const found = optionCandidates([{ names: ['-f', '--file'], argument: '=F', description: 'd' }])
  expect(found.map(one => [one.value, one.suffix])).toEqual([
    ['-f', undefined],
    ['--file=', ''],
  ])
})
