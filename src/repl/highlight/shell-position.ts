/** What the next word is. */
export type Position =
  | 'command'
  /** Behind `command`, `exec`: options first, then a command. */
  | 'decorated'
  | 'argument'
  /** Behind a compound command: redirections, or what closes the next one. */
  | 'after'
  /** Behind `export`, `local`: names and assignments. */
  | 'declaration'
  | 'for-name'
  | 'for-in'
  | 'words'
  | 'case-word'
  | 'case-in'
  | 'pattern'
  | 'function-name'
  | 'function-body'
  | 'condition'

const begins: Readonly<Record<string, Position>> = {
  if: 'command',
  then: 'command',
  elif: 'command',
  else: 'command',
  while: 'command',
  until: 'command',
  do: 'command',
  '{': 'command',
  '!': 'command',
  time: 'command',
  coproc: 'command',
  for: 'for-name',
  select: 'for-name',
  case: 'case-word',
  function: 'function-name',
  '[[': 'condition',
  fi: 'after',
  done: 'after',
  esac: 'after',
  '}': 'after',
}

/** Where a word stands as a reserved word (POSIX 2.4), what comes after it; undefined where it is a plain word. */
export function nextPosition(position: Position, word: string): Position | undefined {
  switch (position) {
    case 'command':
      return begins[word]
    case 'after':
      return begins[word] === 'after' || word === 'then' || word === 'do' ? begins[word] : undefined
    case 'for-in':
      if (word === 'in') return 'words'
      return word === 'do' || word === '{' ? 'command' : undefined
    case 'case-in':
      return word === 'in' ? 'pattern' : undefined
    case 'pattern':
      return word === 'esac' ? 'after' : undefined
    case 'function-body':
      return begins[word]
    case 'condition':
      return word === ']]' ? 'after' : undefined
    case 'decorated':
    case 'argument':
    case 'declaration':
    case 'words':
    case 'for-name':
    case 'case-word':
    case 'function-name':
      return undefined
  }
}
