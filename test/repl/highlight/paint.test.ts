import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { makeSource } from '../../../src/diag/index.ts'
import { parse, walk } from '../../../src/lang/syntax/index.ts'
import { paint } from '../../../src/repl/highlight/paint.ts'
import { knowledgeOf, painted } from './driver.ts'

describe('commands', () => {
  test.each<[text: string, shows: string]>([
    ['ls', 'command:ls'],
    ['lz', 'unknown:lz'],
    ['slow', 'command:slow'],
    ['cd x', 'builtin:cd'],
    ['f; ll', 'function:f operator:; alias:ll'],
    ['./x y', 'command_:./x'],
    ['ls -la --all', 'command:ls option:-la option:--all'],
    ['ls - x', 'command:ls'],
    ['ls /tmp/a b', 'command:ls plain_:/tmp/a'],
    ['ls ~/a', 'command:ls plain_:~/a'],
    ["ls '/tmp/a b'", "command:ls string_:'/tmp/a b'"],
    ["ls '~/a'", "command:ls string:'~/a'"],
    [
      'ls | git && cd || f & ll',
      'command:ls operator:| command:git operator:&& builtin:cd operator:|| function:f operator:& alias:ll',
    ],
    ['x=1 y+=2 ls', 'variable:x operator:= variable:y operator:+= command:ls'],
    ['a=(1 "b" $c)', 'variable:a operator:=( string:"b" variable:$c operator:)'],
    ['export A=b -n', 'builtin:export variable:A operator:= option:-n'],
    ['command -v ls', 'unknown:command option:-v command:ls'],
    ['ls # /tmp', 'command:ls comment:# /tmp'],
    ['echo a#b', 'command:echo'],
  ])('%s', (text, shows) => expect(painted(text)).toBe(shows))
})

describe('words', () => {
  test.each<[text: string, shows: string]>([
    ['echo "a $x b"', 'command:echo string:"a  variable:$x string: b"'],
    ['echo "a\\$b\\c"', 'command:echo string:"a escape:\\$ string:b\\c"'],
    ["echo $'a\\n'", "command:echo string:$'a escape:\\n string:'"],
    ['echo \\$x $1 $@ ${x} $', 'command:echo escape:\\$ variable:$1 variable:$@ variable:${x}'],
    ['echo ${x:-a "b"}', 'command:echo variable:${x operator::- string: "b" variable:}'],
    ['echo ${x:-$y}', 'command:echo variable:${x operator::- variable:$y}'],
    ['echo *.ts a?', 'command:echo glob:* glob:?'],
    [
      'echo $(ls /tmp) `ls`',
      'command:echo operator:$( command:ls plain_:/tmp operator:) operator:` command:ls operator:`',
    ],
    [
      'echo "$(ls "$x")"',
      'command:echo string:" operator:$( command:ls string:" variable:$x string:" operator:) string:"',
    ],
    ['echo $((x + 0x1F))', 'command:echo operator:$(( variable:x operator:+ number:0x1F operator:))'],
    ['cat <(ls) !(a|b)', 'command:cat operator:<( command:ls operator:) glob:!( glob:| glob:)'],
    [
      'echo @(xs.map(x => x + 1)) b',
      'command:echo door:@( function:map operator:=> operator:+ number:1 door:)',
    ],
  ])('%s', (text, shows) => expect(painted(text, ['xs'])).toBe(shows))
})

describe('redirections', () => {
  test.each<[text: string, shows: string]>([
    ['ls > /tmp/o 2>&1', 'command:ls redirect:> plain_:/tmp/o redirect:2>&1'],
    ['ls &>> o', 'command:ls redirect:&>>'],
    ['cat <<E\na $x\nE\nls', 'command:cat redirect:<<E string:a  variable:$x redirect:E command:ls'],
    ["cat <<-'E'\n\ta $x\n\tE", "command:cat redirect:<<-'E' string:\ta $x redirect:\tE"],
    ['cat <<E\na $(ls', 'command:cat redirect:<<E string:a  operator:$( command:ls'],
    ['cat <<< "$x" {fd}<y', 'command:cat redirect:<<< string:" variable:$x string:" redirect:{fd}<'],
  ])('%s', (text, shows) => expect(painted(text)).toBe(shows))
})

describe('compound commands', () => {
  test.each<[text: string, shows: string]>([
    ['if ls; then cd; fi', 'keyword:if command:ls operator:; keyword:then builtin:cd operator:; keyword:fi'],
    [
      'for x in a *; do ls; done',
      'keyword:for variable:x keyword:in glob:* operator:; keyword:do command:ls operator:; keyword:done',
    ],
    [
      'for ((i=0;i<3;i++)); do ls; done',
      'keyword:for operator:(( variable:i operator:= number:0 operator:; variable:i operator:< number:3 operator:; variable:i operator:++)); keyword:do command:ls operator:; keyword:done',
    ],
    [
      'case $x in a|b) ls;; (c) cd;; esac',
      'keyword:case variable:$x keyword:in string:a operator:| string:b operator:) command:ls operator:;; operator:( string:c operator:) builtin:cd operator:;; keyword:esac',
    ],
    ['(ls; cd) >o', 'operator:( command:ls operator:; builtin:cd operator:) redirect:>'],
    [
      'g() { ls; }; g',
      'function:g operator:() keyword:{ command:ls operator:; keyword:} operator:; unknown:g',
    ],
    ['function g { ls; }', 'keyword:function function:g keyword:{ command:ls operator:; keyword:}'],
    [
      '[[ -f x && $y == a* ]] && ls',
      'keyword:[[ operator:-f operator:&& variable:$y operator:== glob:* keyword:]] operator:&& command:ls',
    ],
    [
      'while ! ls; do :; done',
      'keyword:while keyword:! command:ls operator:; keyword:do unknown:: operator:; keyword:done',
    ],
    [
      '{ ls; { cd; } }',
      'keyword:{ command:ls operator:; keyword:{ builtin:cd operator:; keyword:} keyword:}',
    ],
    ['echo if fi', 'command:echo'],
  ])('%s', (text, shows) => expect(painted(text)).toBe(shows))
})

describe('TypeScript', () => {
  test.each<[text: string, shows: string]>([
    ['const x = 5', 'keyword:const operator:= number:5'],
    ["const s = 'a\\n'", "keyword:const operator:= string:'a escape:\\n string:'"],
    [
      'let a: Foo = f(1_000n, true)',
      'keyword:let operator:: type:Foo operator:= function:f number:1_000n constant:true',
    ],
    [
      'const r = /a[/]b/g.test(s) / 2',
      'keyword:const operator:= string:/a[/]b/g function:test operator:/ number:2',
    ],
    [
      'const t = `a ${x + `b`} $(ls) c`',
      'keyword:const operator:= string:`a  operator:${ operator:+ string:`b` operator:} string:  operator:$( command:ls operator:) string: c`',
    ],
    ['const d = $(git x) // y', 'keyword:const operator:= operator:$( command:git operator:) comment:// y'],
    ['const h = $HOME + env.A', 'keyword:const operator:= variable:$HOME operator:+ property:A'],
    ['= 5 + 3', 'operator:=  number:5 operator:+ number:3'],
    [
      'for (const x of xs) {\n  gzip -k $x\n}',
      'keyword:for keyword:const keyword:of command:gzip option:-k variable:$x',
    ],
    ['xs.map(x => x)', 'function:map operator:=>'],
    ['xs.type', 'property:type'],
    ['/* a */ const x = 1 # b', 'comment:/* a */ keyword:const operator:= number:1 comment:# b'],
    ['const d = 5; echo $d', 'keyword:const operator:= number:5 command:echo variable:$d'],
  ])('%s', (text, shows) => expect(painted(text, ['xs'])).toBe(shows))
})

describe('what is half typed has its colours', () => {
  test.each<[text: string, shows: string]>([
    ['echo "a $x', 'command:echo string:"a  variable:$x'],
    ["echo 'a", "command:echo string:'a"],
    ['echo $(ls -', 'command:echo operator:$( command:ls'],
    ['echo ${x:-', 'command:echo variable:${x operator::-'],
    ['if ls; then c', 'keyword:if command:ls operator:; keyword:then unknown:c'],
    ['ls |', 'command:ls operator:|'],
    ['echo @(xs.map(', 'command:echo door:@( function:map'],
    ['const x = `a ${', 'keyword:const operator:= string:`a  operator:${'],
    ['const x = $(git "a', 'keyword:const operator:= operator:$( command:git string:"a'],
    [
      'for (const x of xs) {\n  gzip "$x',
      'keyword:for keyword:const keyword:of command:gzip string:" variable:$x',
    ],
    ['/* a', 'comment:/* a'],
  ])('%s', (text, shows) => expect(painted(text, ['xs'])).toBe(shows))
})

describe('faults', () => {
  test.each<[text: string, message: string | undefined, place: string]>([
    ['ls', undefined, ''],
    ['echo "a', undefined, ''],
    ['let x = ) 5', 'Unexpected token', ')'],
    ['ls | | cd', 'unexpected `|`, expected a command', '|'],
    ['fi', 'unexpected `fi`', 'fi'],
  ])('%s', (text, message, place) => {
    const { fault, canvas } = paint(text, knowledgeOf())
    expect(fault?.message).toBe(message)
    const marked = canvas.runs().filter(({ role }) => role === 'error')
    expect(marked.map(({ start, end }) => text.slice(start, end)).join('')).toBe(place)
  })
})

const corpus = readFileSync(join(import.meta.dirname, '../../fixtures/corpus/shell-lines.txt'), 'utf8')
const lines = corpus.split('\n').filter(line => line !== '' && !line.startsWith('#'))

/** Where the parser sees a command's name of one plain word. */
function namesByParser(line: string): number[] {
  const { list } = parse(makeSource('line', line), { doors: true })
  const starts: number[] = []
  walk(list, node => {
    const word = node.type === 'SimpleCommand' ? node.words[0] : undefined
    if (word?.type === 'Word' && word.parts.length === 1 && word.parts[0]?.type === 'Literal')
      starts.push(word.start)
  })
  return starts
}

test('in real lines the names of commands are what the parser takes for them', () => {
  const all = { ...knowledgeOf(), command: () => 'program' as const, commandsOnly: true }
  const wrong = lines.filter(line => {
    if (parse(makeSource('line', line), { doors: true }).diagnostics.length > 0) return false
    const { canvas } = paint(line, all)
    return namesByParser(line).some(start => canvas.roleAt(start) !== 'command')
  })
  expect(lines.length).toBeGreaterThan(1000)
  expect(wrong).toEqual([])
})

test('nothing breaks wherever a real line is cut', () => {
  const knowledge = knowledgeOf(['x'])
  for (const line of lines.filter((_, index) => index % 40 === 0))
    for (let end = 0; end <= line.length; end++)
      expect(paint(line.slice(0, end), knowledge).canvas).toBeDefined()
})
