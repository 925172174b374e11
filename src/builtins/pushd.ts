import type { Builtin, Ports, Running, Shell } from '../lang/eval/index.ts'
import { changeTo } from './cd.ts'
import { indexFault, keepBelow, readIndex, stackLine, wholeStack } from './directory-stack.ts'
import { failed, misused, printed, showHelp } from './usage.ts'

/** `pushd`: go to a directory and remember this one. bash manual, Directory Stack Builtins. */
export const pushd: Builtin = {
  name: 'pushd',
  synopsis: 'pushd [-n] [+N | -N | dir]',
  summary: 'Add directories to stack.',
  examples: [{ line: 'cd /; pushd /tmp; pwd', shows: '/tmp /\n/tmp\n' }],
  run(args, ports, shell) {
    if (args[0] === '--help') return showHelp(pushd, ports)
    const request = readRequest(pushd, args, ports, shell)
    if ('outcome' in request) return request.outcome
    if (request.index !== undefined) return rotate(request.index, request.stay, ports, shell)
    if (request.operand === undefined) return exchange(ports, shell)
    return push(request.operand, request.stay, ports, shell)
  },
}

/** `popd`: go back to the directory remembered last. bash manual, Directory Stack Builtins. */
export const popd: Builtin = {
  name: 'popd',
  synopsis: 'popd [-n] [+N | -N]',
  summary: 'Remove directories from stack.',
  examples: [{ line: 'cd /; pushd /tmp >/dev/null; popd', shows: '/\n' }],
  run(args, ports, shell) {
    if (args[0] === '--help') return showHelp(popd, ports)
    const request = readRequest(popd, args, ports, shell)
    if ('outcome' in request) return request.outcome
    if (request.operand !== undefined)
      return misused(popd, `${request.operand}: invalid argument`, ports, shell)
    return pop(request.index ?? '+0', request.stay, ports, shell)
  },
}

type Request =
  | { readonly stay: boolean; readonly index?: string; readonly operand?: string }
  | { readonly outcome: Running }

/** The words of both: `-n`, `+N`, `-N`, and for `pushd` a directory. */
function readRequest(builtin: Builtin, args: readonly string[], ports: Ports, shell: Shell): Request {
  let stay = false
  let at = 0
  for (; at < args.length; at++) {
    const word = args[at] ?? ''
    if (word === '-n') stay = true
    else if (word === '--') {
      at++
      break
    } else if (/^[+-]\d+$/.test(word)) {
      if (at + 1 < args.length && builtin === pushd)
        return { outcome: failed(shell, 'pushd: too many arguments') }
      return { stay, index: word }
    } else if (word.startsWith('-') && word !== '-')
      return { outcome: misused(builtin, `${word}: invalid number`, ports, shell) }
    else break
  }
  const [operand, extra] = args.slice(at)
  if (extra !== undefined && builtin === pushd) return { outcome: failed(shell, 'pushd: too many arguments') }
  return operand === undefined ? { stay } : { stay, operand }
}

function exchange(ports: Ports, shell: Shell): Running {
  const [first, ...rest] = shell.directoryStack
  if (first === undefined) return failed(shell, 'pushd: no other directory')
  return go(pushd, first, [shell.cwd, ...rest], ports, shell)
}

function push(directory: string, stay: boolean, ports: Ports, shell: Shell): Running {
  if (stay) {
    shell.directoryStack.unshift(directory)
    return printed(ports.out, stackLine(shell))
  }
  return go(pushd, directory, wholeStack(shell), ports, shell)
}

function rotate(index: string, stay: boolean, ports: Ports, shell: Shell): Running {
  const stack = wholeStack(shell)
  const number = readIndex(index, stack.length)
  if (stack.length === 1) return failed(shell, 'pushd: directory stack empty')
  if (number === undefined || number < 0 || number >= stack.length)
    return failed(shell, `pushd: ${indexFault(index, stack.length)}`)
  const turned = [...stack.slice(number), ...stack.slice(0, number)]
  if (stay) {
    keepBelow(shell, turned)
    return printed(ports.out, stackLine(shell))
  }
  return go(pushd, turned[0] ?? '', turned.slice(1), ports, shell)
}

function pop(index: string, stay: boolean, ports: Ports, shell: Shell): Running {
  const stack = wholeStack(shell)
  const number = readIndex(index, stack.length)
  if (stack.length === 1) return failed(shell, 'popd: directory stack empty')
  if (number === undefined || number < 0 || number >= stack.length)
    return failed(shell, `popd: ${indexFault(index, stack.length)}`)
  if (number > 0 || stay) {
    stack.splice(number === 0 ? 1 : number, 1)
    keepBelow(shell, stack)
    return printed(ports.out, stackLine(shell))
  }
  return go(popd, stack[1] ?? '', stack.slice(2), ports, shell)
}

/** Goes to a directory as `cd` does; then the stack below it is `below`. */
function go(
  builtin: Builtin,
  directory: string,
  below: readonly string[],
  ports: Ports,
  shell: Shell,
): Running {
  const { fault, shown } = changeTo(directory, shell.options.get('physical'), shell)
  if (fault !== undefined) return failed(shell, `${builtin.name}: ${fault}`)
  shell.directoryStack.splice(0, Infinity, ...below)
  return printed(ports.out, (shown === undefined ? '' : `${shown}\n`) + stackLine(shell))
}
