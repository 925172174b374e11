import { expect, test } from 'vitest'
import { compileWord, ShellError } from '../../../src/lang/expand/index.ts'
import { parse, type SimpleCommand, type Word } from '../../../src/lang/syntax/index.ts'
import { fakeExpandHost } from '../../helpers/fake-expand-host.ts'

class File {
  path = '/tmp/x y'
}

const values: Record<string, unknown> = {
  text: 'a b *.ts',
  empty: '',
  number: 1.5,
  big: 12345678901234567890n,
  yes: true,
  date: new Date(0),
  url: new URL('https://a.example/x y'),
  file: new File(),
  output: { stdout: 'line 1\nline 2\n\n', exitCode: 0 },
  bytes: new Uint8Array([0xff, 0x61]),
  list: ['q', 'r s', '*'],
  none: [],
  set: new Set([1, 2]),
  later: Promise.resolve('soon'),
  laterList: [Promise.resolve('x'), 'y'],
  nothing: undefined,
  nil: null,
  object: { a: 1 },
  fn: () => 1,
  nested: [['a']],
  files: ['one.txt', 'two.txt'],
}

async function fieldsOf(text: string): Promise<string[]> {
  const { list } = parse({ name: 'test', text: `c ${text}\n`, firstLine: 1 }, { doors: true })
  const command = list.items[0]?.command.pipelines[0]?.commands[0] as SimpleCommand
  const host = fakeExpandHost({ bindings: values, door: name => values[name], files: ['a.ts'] })
  const out: string[] = []
  for (const word of command.words.slice(1)) out.push(...(await compileWord(word as Word).fields(host)))
  return out
}

test.each([
  ['$text', ['a b *.ts']],
  ['@(text)', ['a b *.ts']],
  ['$empty', ['']],
  ['$number $big $yes', ['1.5', '12345678901234567890', 'true']],
  ['$date', ['1970-01-01T00:00:00.000Z']],
  ['$url', ['https://a.example/x%20y']],
  ['@(file)', ['/tmp/x y']],
  ['@(output)', ['line 1\nline 2']],
  ['$bytes', ['\udcffa']],
  ['@(list)', ['q', 'r s', '*']],
  ['/p/@(list).txt', ['/p/q.txt', '/p/r s.txt', '/p/*.txt']],
  ['@(list)-@(set)', ['q-1', 'q-2', 'r s-1', 'r s-2', '*-1', '*-2']],
  ['@(none) x@(none)', []],
  ['"$list"', ['q r s *']],
  ['{a,b}$set', ['a1', 'a2', 'b1', 'b2']],
  ['$later @(laterList)', ['soon', 'x', 'y']],
  ['"a $later"', ['a soon']],
  ['${text%% *}', ['a']],
  ['${#text} ${text:0:3}', ['8', 'a b']],
  ['${list[1]} ${#list[@]} "${list[@]}"', ['r s', '3', 'q', 'r s', '*']],
  ['$(( number_of + 1 ))', ['1']],
  ['${files[@]%.txt}', ['one', 'two']],
])('%s', async (text, expected) => {
  expect(await fieldsOf(text)).toEqual(expected)
})

test.each([
  '@(nothing)',
  '@(nil)/',
  '$nothing',
  '"$nil"',
  '@(object)',
  '$object',
  '@(fn)',
  '@(nested)',
  '${object#x}',
])('%s is refused before anything runs', async text => {
  const error: unknown = await fieldsOf(text).catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(ShellError)
  expect((error as ShellError).hint).toContain('JSON.stringify')
})
