import { walk, type AnyNode, type List, type SimpleCommand, type Word } from '../syntax/index.ts'
import type { Bindings } from './shell.ts'

const known = new WeakMap<List, ReadonlySet<string>>()

/**
 * Hides from a command text the TypeScript names that it assigns itself: `for f in …; do echo $f` means the shell's `f`
 * whatever TypeScript has declared (docs/language.md, The doors). Functions keep what hid them where they were defined.
 */
export function hideAssigned(bindings: Bindings, list: List): Bindings {
  const names = assignedNames(list)
  if (names.size === 0) return bindings
  return {
    doors: bindings.doors,
    isDeclared: bindings.isDeclared,
    lookup: name => (names.has(name) ? undefined : bindings.lookup(name)),
    evaluate: (door, shell) => bindings.evaluate(door, shell),
  }
}

/** The names a command text gives values to: assignments, loops, `read` and its kin, arithmetic, `${x:=…}`. */
export function assignedNames(list: List): ReadonlySet<string> {
  const before = known.get(list)
  if (before !== undefined) return before
  const names = new Set<string>()
  walk(list, node => note(node, names))
  known.set(list, names)
  return names
}

function note(node: AnyNode, names: Set<string>): void {
  switch (node.type) {
    case 'Assignment':
      names.add(node.name)
      break
    case 'ForClause':
    case 'SelectClause':
      names.add(node.variable)
      break
    case 'Coprocess':
      names.add(node.name ?? 'COPROC')
      break
    case 'Redirect':
      if (node.variable !== undefined) names.add(node.variable)
      break
    case 'ParameterExpansion':
      if (node.operation?.type === 'Default' && node.operation.operator === '=') names.add(node.name)
      break
    case 'ArithmeticExpansion':
    case 'ArithmeticCommand':
      noteArithmetic(node.expression, names)
      break
    case 'ArithmeticFor':
      for (const part of [node.init, node.condition, node.step])
        if (part !== undefined) noteArithmetic(part, names)
      break
    case 'SimpleCommand':
      noteCommand(node, names)
      break
    default:
  }
}

const arithmeticAssignment =
  /([A-Za-z_]\w*)\s*(?:\[[^\]]*\]\s*)?(?:(?:[-+*/%&|^]|<<|>>)?=(?!=)|\+\+|--)|(?:\+\+|--)\s*([A-Za-z_]\w*)/g

function noteArithmetic(word: Word, names: Set<string>): void {
  for (const match of literalText(word).matchAll(arithmeticAssignment)) names.add(match[1] ?? match[2] ?? '')
}

/** Builtins whose operands are names they assign; of `printf`, `wait` and `getopts` only some are. */
const assigning = new Set([
  'read',
  'mapfile',
  'readarray',
  'local',
  'declare',
  'typeset',
  'export',
  'readonly',
  'let',
])

function noteCommand(command: SimpleCommand, names: Set<string>): void {
  const [head = '', ...operands] = command.words.map(word => (word.type === 'Word' ? literalText(word) : ''))
  if (assigning.has(head)) for (const operand of operands) noteName(operand, names)
  if (head === 'printf' || head === 'wait')
    noteName(operands[operands.findIndex(o => /^-[vp]$/.test(o)) + 1], names)
  if (head === 'getopts') for (const name of [operands[1], 'OPTARG', 'OPTIND']) noteName(name, names)
  if (head === 'read') names.add('REPLY')
  if (head === 'mapfile' || head === 'readarray') names.add('MAPFILE')
}

function noteName(operand: string | undefined, names: Set<string>): void {
  const name = /^[A-Za-z_]\w*(?=$|[=+[-])/.exec(operand ?? '')?.[0]
  if (name !== undefined) names.add(name)
}

/** The text of a word as far as it is fixed. */
function literalText(word: Word): string {
  return word.parts
    .map(part => {
      if (part.type === 'Literal' || part.type === 'Escaped' || part.type === 'SingleQuoted')
        return part.value
      return part.type === 'DoubleQuoted' ? literalText({ ...word, parts: part.parts }) : ' '
    })
    .join('')
}
