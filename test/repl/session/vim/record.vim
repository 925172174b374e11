" Plays each line of $VIM_ROWS in a buffer of its own, and writes what is there afterwards. Used by record.ts.
set shiftwidth=2 expandtab autoindent nojoinspaces
let answers = []
for line in readfile($VIM_ROWS)
  let row = json_decode(line)
  set undolevels=-1
  call setline(1, split(row.text, "\n", 1))
  set undolevels=1000
  exe 'goto' strlen(strcharpart(row.text, 0, row.cursor)) + 1
  for keys in row.keys
    silent! call feedkeys(keys, 'tx')
  endfor
  let [_, lnum, col, _, _] = getcurpos()
  let before = lnum > 1 ? getline(1, lnum - 1) : []
  let cursor = strchars(join(before + [strpart(getline('.'), 0, col - 1)], "\n"))
  let registers = {}
  for name in ['"', '0', '1', '-', 'a']
    if getreg(name) != '' | let registers[name] = getreg(name) | endif
  endfor
  let answer = #{text: join(getline(1, '$'), "\n"), cursor: cursor, registers: registers}
  call add(answers, json_encode(answer))
endfor
call writefile(answers, $VIM_ANSWERS)
qall!
