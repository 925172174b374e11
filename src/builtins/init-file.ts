import type { Shell } from '../lang/eval/index.ts'
import { decodeBytes } from '../value/index.ts'
import { readBinding, type InitLine } from './bind-syntax.ts'
import { attemptFile } from './history-file.ts'
import { keyBindings, keymapNamed } from './key-bindings.ts'
import type { KeymapName } from './default-keymaps.ts'

/** Where the inputrc is: INPUTRC, else `~/.inputrc`, else `/etc/inputrc`; undefined where there is none. */
export function inputrcPath(shell: Shell): string | undefined {
  const named = shell.variables.get('INPUTRC')
  const candidates = named
    ? [shell.resolvePath(named)]
    : [`${shell.variables.get('HOME')}/.inputrc`, '/etc/inputrc']
  return candidates.find(path => shell.host.stat(path, true)?.type === 'file')
}

/** Files that include each other in a circle end somewhere. */
const deepest = 10

/**
 * Reads an inputrc (bash manual, Readline Init File Syntax). What is wrong is told with its line, and the rest counts;
 * gives the message where the file cannot be read.
 */
export function readInitFile(path: string, shell: Shell, keymap?: KeymapName): Promise<string | undefined> {
  return new InitFile(shell, keymap ?? currentKeymap(shell), 0).read(path)
}

/** The keymap that `bind` means without `-m`. */
export function currentKeymap(shell: Shell): 'emacs' | 'vi-insert' {
  return shell.options.get('vi') ? 'vi-insert' : 'emacs'
}

/** Makes a line count; gives what is wrong with it. */
export function applyInitLine(line: InitLine, keymap: KeymapName, shell: Shell): string | undefined {
  if (line.type === 'fault') return line.message
  const { keymaps, variables } = keyBindings(shell.session)
  if (line.type === 'binding') keymaps.get(keymap)?.set(line.keys, line.binding)
  else {
    variables.set(line.name, line.value)
    if (line.name === 'editing-mode') setMode(line.value, shell)
  }
  return undefined
}

function setMode(value: string, shell: Shell): void {
  if (value !== 'vi' && value !== 'emacs') return
  shell.options.set('vi', value === 'vi')
  shell.options.set('emacs', value === 'emacs')
}

class InitFile {
  readonly #shell: Shell
  readonly #depth: number
  #keymap: KeymapName
  /** For each `$if` that is open: whether its lines count now, and whether those around it do. */
  #conditions: { readonly counts: boolean; readonly outer: boolean }[] = []

  constructor(shell: Shell, keymap: KeymapName, depth: number) {
    this.#shell = shell
    this.#keymap = keymap
    this.#depth = depth
  }

  async read(path: string): Promise<string | undefined> {
    return await attemptFile(async () => {
      const text = decodeBytes(await this.#shell.readFile(path))
      for (const [index, line] of text.split('\n').entries()) {
        const fault = await this.#line(line.trim())
        if (fault !== undefined) this.#shell.complain(`${path}: line ${index + 1}: ${fault}`)
      }
      if (this.#conditions.length > 0) this.#shell.complain(`${path}: $if without $endif`)
    })
  }

  get #counts(): boolean {
    return this.#conditions.at(-1)?.counts ?? true
  }

  async #line(text: string): Promise<string | undefined> {
    const directive = /^\$(\w+)\s*(.*)$/.exec(text)
    if (directive !== null) return await this.#directive(directive[1] ?? '', directive[2] ?? '')
    if (!this.#counts) return undefined
    const line = readBinding(text)
    if (line === undefined) return undefined
    if (line.type === 'variable') this.#setKeymap(line.name, line.value)
    return applyInitLine(line, this.#keymap, this.#shell)
  }

  /** `set keymap` and `set editing-mode` say for which keys the lines behind them are. */
  #setKeymap(name: string, value: string): void {
    const mode = value === 'vi' ? 'vi-insert' : 'emacs'
    const keymap = name === 'keymap' ? keymapNamed(value) : name === 'editing-mode' ? mode : undefined
    this.#keymap = keymap ?? this.#keymap
  }

  async #directive(name: string, rest: string): Promise<string | undefined> {
    const open = this.#conditions.at(-1)
    switch (name) {
      case 'if': {
        const outer = this.#counts
        this.#conditions.push({ outer, counts: outer && this.#holds(rest) })
        return undefined
      }
      case 'else':
        if (open === undefined) return '$else without $if'
        this.#conditions.splice(-1, 1, { ...open, counts: open.outer && !open.counts })
        return undefined
      case 'endif':
        return this.#conditions.pop() === undefined ? '$endif without $if' : undefined
      case 'include':
        return this.#counts ? await this.#include(rest) : undefined
      default:
        return `$${name}: unknown directive`
    }
  }

  async #include(path: string): Promise<string | undefined> {
    if (this.#depth >= deepest) return `$include ${path}: included too deep`
    const home = this.#shell.variables.get('HOME') ?? ''
    const whole = this.#shell.resolvePath(path.replace(/^~(?=\/)/, () => home))
    const fault = await new InitFile(this.#shell, this.#keymap, this.#depth + 1).read(whole)
    return fault === undefined ? undefined : `$include ${path}: ${fault}`
  }

  /** `mode=vi`, `term=xterm`, `version >= 8.0`, `bash`, `variable=value`. */
  #holds(test: string): boolean {
    const [, name = '', operator = '', value = ''] =
      /^([\w-]+)\s*(==|!=|<=|>=|=|<|>)?\s*(.*)$/.exec(test) ?? []
    if (operator === '') return /^(bash|nacre)$/i.test(name)
    if (name === 'mode') return (value === 'vi') === (this.#shell.options.get('vi') === true)
    if (name === 'term') {
      const term = this.#shell.variables.get('TERM') ?? ''
      return term === value || term.split('-')[0] === value
    }
    if (name === 'version') return compare(readlineVersion, Number(value), operator)
    const isSame = (keyBindings(this.#shell.session).variables.get(name) ?? '') === value
    return operator === '!=' ? !isSame : isSame
  }
}

/** The readline whose commands and variables these are. */
const readlineVersion = 8.2

function compare(left: number, right: number, operator: string): boolean {
  switch (operator) {
    case '<':
      return left < right
    case '>':
      return left > right
    case '<=':
      return left <= right
    case '>=':
      return left >= right
    case '!=':
      return left !== right
    default:
      return left === right
  }
}
