import { makeSource } from '../diag/index.ts'
import { chain, type MaybePromise } from '../value/index.ts'
import type {
  Builtin,
  DeclarationArgument,
  Invocation,
  Ports,
  Running,
  Shell,
  Status,
} from '../lang/eval/index.ts'
import { attempt } from './assign.ts'
import { declareLetters, type DeclareFlags, readFlags } from './declare-flags.ts'
import { listAll, listFunctions, listLocals, listVariables, printNamed } from './declare-list.ts'
import { argumentText, type Declared, declareVariable, type Place, readDeclared } from './declaration.ts'
import { readOptions } from './getopt.ts'
import { isName, parseReference } from './names.ts'
import { failed } from './usage.ts'

/** `declare`: give variables values and attributes. bash manual, Bash Builtins. */
export const declare: Builtin = makeDeclare(
  'declare',
  'declare [-aAfFgiIlnrtux] [name[=value] ...] or declare -p [-aAfFilnrtux] [name ...]',
  'Set variable values and attributes.',
  [
    { line: 'declare -i n=3+4; echo $n', shows: '7\n' },
    { line: 'declare -a list=(a "b c"); declare -p list', shows: 'declare -a list=([0]="a" [1]="b c")\n' },
  ],
)

/** `typeset`: the same as `declare`. */
export const typeset: Builtin = makeDeclare(
  'typeset',
  'typeset [-aAfFgiIlnrtux] name[=value] ... or typeset -p [-aAfFilnrtux] [name ...]',
  'Set variable values and attributes.',
  [{ line: 'typeset -u loud=abc; echo $loud', shows: 'ABC\n' }],
)

/** `local`: variables of the running function. bash manual, Bash Builtins. */
export const local: Builtin = makeDeclare(
  'local',
  'local [option] name[=value] ...',
  'Define local variables.',
  [{ line: 'f() { local x=1; }; x=0; f; echo $x', shows: '0\n' }],
)

function makeDeclare(
  name: string,
  synopsis: string,
  summary: string,
  examples: Builtin['examples'],
): Builtin {
  const builtin: Builtin = {
    name,
    synopsis,
    summary,
    examples,
    declaration: true,
    run(args, ports, shell, invocation) {
      const list = argumentList(args, invocation)
      const texts = list.map(argument => (typeof argument === 'string' ? argument : '='))
      const parsed = readOptions(builtin, declareLetters, texts, ports, shell)
      if (!parsed.ok) return parsed.outcome
      const flags = readFlags(parsed.options)
      const operands = list.slice(list.length - parsed.operands.length)
      return run(name, flags, operands, ports, shell)
    },
  }
  return builtin
}

/** The arguments as declarations; plain ones when it was called through `builtin` or `command`. */
export function argumentList(
  args: readonly string[],
  invocation: Invocation,
): readonly DeclarationArgument[] {
  return invocation.declarations.length === 0 ? args : invocation.declarations
}

function run(
  name: string,
  flags: DeclareFlags,
  operands: readonly DeclarationArgument[],
  ports: Ports,
  shell: Shell,
): Running {
  const inFunction = shell.variables.inFunction
  if (name === 'local' && !inFunction) return failed(shell, 'local: can only be used in a function')
  if (operands.length === 0) return list(name, flags, ports, shell)
  if (flags.functions || (flags.print && name !== 'local')) {
    const names = operands.map(argumentText)
    const { exported, readonly, trace } = flags.attributes
    const changes =
      flags.functions && !flags.print && [exported, readonly, trace].some(on => on !== undefined)
    return changes ? markFunctions(name, names, flags, shell) : printNamed(name, names, flags, ports, shell)
  }
  const place: Place = flags.global ? 'global' : inFunction ? 'local' : 'here'
  return declareAll(name, flags, operands, place, shell)
}

function list(name: string, flags: DeclareFlags, ports: Ports, shell: Shell): Running {
  if (flags.functions) return listFunctions(flags, ports, shell)
  if (name === 'local') return listLocals(ports, shell)
  const plain = !flags.print && Object.keys(flags.attributes).length === 0
  return plain ? listAll(ports, shell) : listVariables(flags, ports, shell)
}

/** `declare -fx name`, `export -f name`, `readonly -f name`. */
export function markFunctions(
  command: string,
  names: readonly string[],
  flags: Pick<DeclareFlags, 'attributes'>,
  shell: Shell,
): Status {
  let status = 0
  for (const name of names) {
    const fn = shell.functions.get(name)
    if (fn === undefined) {
      if (command !== 'declare' && command !== 'typeset')
        shell.complain(`${command}: ${name}: not a function`)
      status = 1
      continue
    }
    const { exported, readonly, trace } = flags.attributes
    if (exported !== undefined) fn.exported = exported
    if (readonly) fn.isReadonly = true
    if (trace !== undefined) fn.traced = trace
  }
  return status
}

/** Declares each operand; goes on after one that failed. */
export function declareAll(
  command: string,
  flags: Pick<DeclareFlags, 'attributes' | 'inherit' | 'fault'>,
  operands: readonly DeclarationArgument[],
  place: Place,
  shell: Shell,
): Running {
  let status: MaybePromise<Status> = 0
  for (const operand of operands) {
    const fault = otherKind(operand, flags.attributes.array, place, shell)
    if (fault !== undefined) return { type: 'discard', status: failed(shell, fault), isTolerated: true }
  }
  for (const operand of operands)
    status = chain(status, before =>
      chain(declareOne(command, flags, operand, place, shell), now => now || before),
    )
  return status
}

function declareOne(
  command: string,
  flags: Pick<DeclareFlags, 'attributes' | 'inherit' | 'fault'>,
  operand: DeclarationArgument,
  place: Place,
  shell: Shell,
): MaybePromise<Status> {
  if (operand === '-' && command === 'local') {
    shell.variables.keepOptions()
    return 0
  }
  const declared = readDeclared(operand)
  const isElement = declared?.subscript !== undefined && marksOnly(command)
  if (declared === undefined || isElement)
    return failed(shell, `${command}: \`${argumentText(operand)}': not a valid identifier`)
  if (flags.fault !== undefined && (shell.variables.find(declared.name)?.array ?? 'none') !== 'none')
    return failed(shell, `${command}: ${declared.name}: ${flags.fault}`)
  const own = declared.value === undefined && marksOnly(command) ? withoutArray(flags) : flags
  const target = targetOf(declared, own.attributes, place, shell)
  const fault = own.attributes.nameref ? namerefFault(target, shell) : undefined
  if (fault !== undefined) return failed(shell, `${command}: ${fault}`)
  return assign(command, own, target, place, shell)
}

/** bash: the list of `declare -A list=(…)` is no expansion that an array of the other kind takes: the command is given up. */
function otherKind(
  operand: DeclarationArgument,
  asked: DeclareFlags['attributes']['array'],
  place: Place,
  shell: Shell,
): string | undefined {
  if (typeof operand === 'string' || typeof operand.value === 'string') return undefined
  const { name } = operand
  // Of a function's own the builtin says it.
  const kind = (place === 'here' && shell.variables.find(name)?.array) || 'none'
  if (asked === undefined || kind === 'none' || kind === asked) return undefined
  const [from, to] = kind === 'indexed' ? ['indexed', 'associative'] : ['associative', 'indexed']
  return `${name}: cannot convert ${from} to ${to} array`
}

function marksOnly(command: string): boolean {
  return command === 'export' || command === 'readonly'
}

/** bash: `-a` and `-A` of `export` and `readonly` say what a value is; a name alone is marked. */
function withoutArray<T extends Pick<DeclareFlags, 'attributes'>>(flags: T): T {
  const { array: _array, ...attributes } = flags.attributes
  return { ...flags, attributes }
}

/** A nameref is followed, unless it is what is declared (bash manual, Shell Parameters). */
function targetOf(
  declared: Declared,
  attributes: DeclareFlags['attributes'],
  place: Place,
  shell: Shell,
): Declared {
  if (attributes.nameref !== undefined) return declared
  const raw = shell.variables.findRaw(declared.name)
  if (raw?.nameref !== true || typeof raw.value !== 'string') return declared
  if (place === 'local' && !shell.variables.localNames().includes(declared.name)) return declared
  const reference = parseReference(raw.value)
  return reference === undefined ? declared : { ...declared, ...reference }
}

function namerefFault({ name, value }: Declared, shell: Shell): string | undefined {
  const target = value ?? shell.variables.get(name)
  if (value === '') return "`': not a valid identifier"
  if (typeof target !== 'string' || target === '') return undefined
  if (parseReference(target) === undefined) return `\`${target}': invalid variable name for name reference`
  if (target === name && !shell.variables.inFunction)
    return `${name}: nameref variable self references not allowed`
  return undefined
}

function assign(
  command: string,
  flags: Pick<DeclareFlags, 'attributes' | 'inherit'>,
  declared: Declared,
  place: Place,
  shell: Shell,
): MaybePromise<Status> {
  const compound = compoundText(declared, flags, shell)
  const attributes = flags.inherit
    ? { ...inherited(declared.name, shell), ...flags.attributes }
    : flags.attributes
  const { value: _dropped, ...bare } = declared
  const status = attempt(
    shell,
    () => declareVariable(shell, compound === undefined ? declared : bare, attributes, place),
    // bash names only those of declare's own kin.
    marksOnly(command) ? undefined : command,
  )
  if (status === 0 && declared.fault !== undefined) return failed(shell, declared.fault)
  if (status !== 0 || compound === undefined || !isName(declared.name)) return status
  const text = `${declared.name}${declared.append ? '+' : ''}=${compound}`
  return chain(shell.run(makeSource(command, text, shell.line)), outcome =>
    typeof outcome === 'number' ? outcome : 0,
  )
}

/** `declare -a "x=(1 2)"`: a quoted value in brackets is read as an array's. */
function compoundText(
  { value, subscript, name }: Declared,
  { attributes }: Pick<DeclareFlags, 'attributes'>,
  shell: Shell,
): string | undefined {
  if (typeof value !== 'string' || !/^\(.*\)$/s.test(value)) return undefined
  // bash takes no notice of the subscript in `declare -a "x[1]=(…)"`.
  if (subscript !== undefined) return attributes.array === undefined ? undefined : value
  const isArray =
    attributes.array !== undefined || (shell.variables.findRaw(name)?.array ?? 'none') !== 'none'
  return isArray && attributes.readonly !== true ? value : undefined
}

/** `-I`: attributes and value of the variable of that name in the scope below. */
function inherited(name: string, shell: Shell): DeclareFlags['attributes'] {
  const outer = shell.variables.findRaw(name)
  if (outer === undefined || shell.variables.localNames().includes(name)) return {}
  const { value, nameref: _nameref, readonly: _readonly, ...rest } = outer
  const { array, exported, integer, lowercase, uppercase, capitalized, trace } = rest
  return {
    array,
    exported,
    integer,
    lowercase,
    uppercase,
    capitalized,
    trace,
    value: typeof value === 'object' ? copy(value) : value,
  }
}

function copy<T extends { clone(): T } | Map<string, string>>(value: T): T | Map<string, string> {
  return value instanceof Map ? new Map(value) : value.clone()
}
