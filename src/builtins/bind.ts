import { chain } from '../value/index.ts'
import type { Builtin, Ports, Running, Shell, Status } from '../lang/eval/index.ts'
import { readBinding } from './bind-syntax.ts'
import { type Option, readOptions } from './getopt.ts'
import type { KeymapName } from './default-keymaps.ts'
import { applyInitLine, currentKeymap, readInitFile } from './init-file.ts'
import { type KeyBinding, keyBindings, keymapNamed } from './key-bindings.ts'
import { readlineFunctions } from './readline-functions.ts'
import { failed, printed } from './usage.ts'

/** `bind`: keys and what they do. bash manual, Bash Builtins. */
export const bind: Builtin = {
  name: 'bind',
  synopsis:
    'bind [-lpsvPSVX] [-m keymap] [-f filename] [-q name] [-u name] [-r keyseq] [-x keyseq:shell-command] [keyseq:readline-function or readline-command]',
  summary: 'Set Readline key bindings and variables.',
  examples: [{ line: 'bind -l 2>/dev/null | head -n1', shows: 'abort\n' }],
  run(args, ports, shell) {
    if (!shell.session.interactive) shell.complain('bind: warning: line editing not enabled')
    const parsed = readOptions(bind, 'lvpVPsSXf:q:u:m:r:x:', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const mapName = parsed.flags.get('m')
    const keymap = mapName === undefined ? currentKeymap(shell) : keymapNamed(mapName)
    if (keymap === undefined) return failed(shell, `bind: \`${mapName}': invalid keymap name`)
    const map = keyBindings(shell.session).keymaps.get(keymap) ?? new Map<string, KeyBinding>()
    return new Binding(keymap, map, ports, shell).run(parsed.options, parsed.operands)
  },
}

type Keymap = Map<string, KeyBinding>

/** One call of `bind` on one keymap. */
class Binding {
  readonly #keymap: KeymapName
  readonly #map: Keymap
  readonly #ports: Ports
  readonly #shell: Shell
  #text = ''
  #status: Status = 0

  constructor(keymap: KeymapName, map: Keymap, ports: Ports, shell: Shell) {
    this.#keymap = keymap
    this.#map = map
    this.#ports = ports
    this.#shell = shell
  }

  run(options: readonly Option[], operands: readonly string[]): Running {
    const file = options.find(option => option.letter === 'f')?.value
    return chain(file === undefined ? undefined : this.#read(file), () => {
      for (const option of options) this.#option(option)
      for (const operand of operands) this.#line(operand)
      return printed(this.#ports.out, this.#text, this.#status)
    })
  }

  #option({ letter, value }: Option): void {
    const { variables } = keyBindings(this.#shell.session)
    if (letter === 'l') this.#text += readlineFunctions.map(name => `${name}\n`).join('')
    else if (letter === 'p')
      this.#text += `\n${readlineFunctions.map(name => this.#bindingsOf(name)).join('')}`
    else if (letter === 'P') this.#text += `\n${readlineFunctions.map(name => this.#placesOf(name)).join('')}`
    else if (letter === 'v') for (const [name, setting] of variables) this.#text += `set ${name} ${setting}\n`
    else if (letter === 'V')
      for (const [name, setting] of variables) this.#text += `${name} is set to \`${setting}'\n`
    else if (letter === 's') this.#each('macro', (keys, text) => `"${keys}": "${text}"\n`)
    else if (letter === 'S') this.#each('macro', (keys, text) => `${keys} outputs ${text}\n`)
    else if (letter === 'X') this.#each('command', (keys, text) => `"${keys}": "${text}"\n`)
    else if (letter === 'q') this.#query(value)
    else if (letter === 'u') this.#unbind(value)
    else if (letter === 'r') this.#map.delete(value)
    else if (letter === 'x') this.#command(value)
  }

  #keysOf(name: string): string[] {
    return [...this.#map].flatMap(([keys, binding]) =>
      binding.type === 'function' && binding.name === name ? [keys] : [],
    )
  }

  #bindingsOf(name: string): string {
    const keys = this.#keysOf(name)
    return keys.length === 0 ? `# ${name} (not bound)\n` : keys.map(key => `"${key}": ${name}\n`).join('')
  }

  #placesOf(name: string): string {
    const keys = this.#keysOf(name).map(key => `"${key}"`)
    if (keys.length === 0) return `${name} is not bound to any keys\n`
    return `${name} can be found on ${keys.slice(0, 5).join(', ')}${keys.length > 5 ? ', ...' : '.'}\n`
  }

  #each(type: 'macro' | 'command', line: (keys: string, text: string) => string): void {
    for (const [keys, binding] of this.#map) if (binding.type === type) this.#text += line(keys, binding.text)
  }

  #isFunction(name: string): boolean {
    if (readlineFunctions.includes(name)) return true
    this.#status = failed(this.#shell, `bind: \`${name}': unknown function name`)
    return false
  }

  #query(name: string): void {
    if (!this.#isFunction(name)) return
    const keys = this.#keysOf(name).map(key => `"${key}"`)
    if (keys.length > 0)
      this.#text += `${name} can be invoked via ${keys.slice(0, 5).join(', ')}${keys.length > 5 ? ', ...' : '.'}\n`
    else {
      this.#text += `${name} is not bound to any keys.\n`
      this.#status = 1
    }
  }

  #unbind(name: string): void {
    if (this.#isFunction(name)) for (const keys of this.#keysOf(name)) this.#map.delete(keys)
  }

  /** `-x '"\C-o": command'` */
  #command(text: string): void {
    const match = /^\s*"((?:[^"\\]|\\.)*)"\s*:?\s*(.*)$/s.exec(text)
    if (match === null) {
      this.#status = failed(this.#shell, `bind: ${text}: first non-whitespace character is not \`"'`)
      return
    }
    const command = match[2] ?? ''
    const bare = /^"(.*)"$/s.exec(command)?.[1] ?? command
    this.#map.set(match[1] ?? '', { type: 'command', text: bare })
  }

  /** A line as in an inputrc. */
  #line(text: string): void {
    const line = readBinding(text)
    const fault = line && applyInitLine(line, this.#keymap, this.#shell)
    if (fault !== undefined) this.#shell.complain(`bind: ${fault}`)
  }

  #read(path: string): Promise<void> {
    return readInitFile(path, this.#shell, this.#keymap).then(fault => {
      if (fault !== undefined) this.#status = failed(this.#shell, `bind: ${path}: cannot read: ${fault}`)
    })
  }
}
