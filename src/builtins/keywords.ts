/** The reserved words, as `compgen -k` lists them (bash manual, Reserved Words). */
export const keywords =
  'if then else elif fi case esac for select while until do done in function time { } ! [[ ]] coproc'.split(
    ' ',
  )
