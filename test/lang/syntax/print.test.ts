import { expect, test } from 'vitest'
import { makeSource } from '../../../src/diag/index.ts'
import { parse, printCommand } from '../../../src/lang/syntax/index.ts'

function print(text: string): string {
  const [pipeline] = parse(makeSource('test', text)).list.items[0]?.command.pipelines ?? []
  const command = pipeline?.commands[0]
  if (command === undefined) throw new Error('no command')
  return printCommand(command)
}

// The right sides are what bash 5.2 prints with `declare -f f`.
test.each([
  ['f() { a; }', 'f () \n{ \n    a\n}'],
  ['f() ( a; b )', 'f () \n{ \n    ( a;\n    b )\n}'],
  ['f() { a; } >x 2>&1', 'f () \n{ \n    a\n} > x 2>&1'],
  ['f() { a & }', 'f () \n{ \n    a &\n}'],
  [
    'f() { if a; then b; elif c; then d; else e; fi; }',
    'f () \n{ \n    if a; then\n        b;\n    else\n        if c; then\n            d;\n        else\n            e;\n        fi;\n    fi\n}',
  ],
  [
    'f() { for x in 1 "2 3"; do echo $x; done; }',
    'f () \n{ \n    for x in 1 "2 3";\n    do\n        echo $x;\n    done\n}',
  ],
  ['f() { for x; do :; done; }', 'f () \n{ \n    for x in "$@";\n    do\n        :;\n    done\n}'],
  [
    'f() { for ((i=0,j=1;i<3;i++)); do a; done; }',
    'f () \n{ \n    for ((i=0,j=1; i<3; i++))\n    do\n        a;\n    done\n}',
  ],
  ['f() { while a; do b; done; }', 'f () \n{ \n    while a; do\n        b;\n    done\n}'],
  [
    'f() { case $x in a|b) c;; (d) ;& *) esac; }',
    'f () \n{ \n    case $x in \n        a | b)\n            c\n        ;;\n        d)\n\n        ;&\n        *)\n\n        ;;\n    esac\n}',
  ],
  ['f() { a && b || c & d; }', 'f () \n{ \n    a && b || c & d\n}'],
  ['f() { a|b |& c; ! d; }', 'f () \n{ \n    a | b 2>&1 | c;\n    ! d\n}'],
  ['f() { [[ -f x && ( a == b || ! -z $y ) ]]; }', 'f () \n{ \n    [[ -f x && ( a == b || ! -z $y ) ]]\n}'],
  ['f() { cat <<E; b\nx $y\nE\n}', 'f () \n{ \n    cat <<E\nx $y\nE\n\n    b\n}'],
  ['f() { g() { a; }; }', 'f () \n{ \n    function g () \n    { \n        a\n    }\n}'],
  [
    'f() { A=1 B=(1 [2]=3) c 2>&1 >"f g" <<<h {fd}>x &>y >&2 2<&-; }',
    'f () \n{ \n    A=1 B=(1 [2]=3) c 2>&1 > "f g" <<< h {fd}> x &> y 1>&2 2>&-\n}',
  ],
  [
    'f() { echo $(a|b;c) "${x:-"a b"}" ${x//a/b} <(d) \\*; }',
    'f () \n{ \n    echo $(a | b; c) "${x:-"a b"}" ${x//a/b} <(d) \\*\n}',
  ],
])('%j', (text, expected) => expect(print(text)).toBe(expected))

test.each([
  "cat <<A && b <<-'B' | c\nx \\$y `z`\nA\n\tq\n\tB\n",
  'echo "a\\$b\\\\" "${x:-$\'\\t}\'}" "$"x',
  '>x if a',
  'echo $( (a) )',
  'if cat <<E; then b; fi\nx\nE\n',
  'case x in (esac) a ;; esac',
  'echo a$`b`',
  'function a=b { c; }; function if { d; }',
])('%j prints as what reads back as itself', text => {
  const once = printCommand(parse(makeSource('test', text)).list)
  const again = parse(makeSource('test', once))
  expect(again.diagnostics).toEqual([])
  expect(printCommand(again.list)).toBe(once)
})
