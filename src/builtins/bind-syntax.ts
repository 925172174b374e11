import type { KeyBinding } from './key-bindings.ts'
import { readlineFunctions } from './readline-functions.ts'

/** A line of an inputrc (bash manual, Readline Init File Syntax), as `bind` takes it. */
export type InitLine =
  | { readonly type: 'binding'; readonly keys: string; readonly binding: KeyBinding }
  | { readonly type: 'variable'; readonly name: string; readonly value: string }
  | { readonly type: 'fault'; readonly message: string }

/** Reads one line; undefined for blank lines, comments and `$if` directives. */
export function readBinding(text: string): InitLine | undefined {
  const line = text.trim()
  if (line === '' || line.startsWith('#') || line.startsWith('$')) return undefined
  const setting = /^set\s+(\S+)(?:\s+(.*))?$/.exec(line)
  if (setting !== null) return { type: 'variable', name: setting[1] ?? '', value: setting[2] ?? 'on' }
  const match = /^(?:"((?:[^"\\]|\\.)*)"|([^:\s]+))\s*:\s*(.*)$/s.exec(line)
  if (match === null) return { type: 'fault', message: `${line}: no key sequence terminator` }
  const keys = match[1] ?? keyName(match[2] ?? '')
  const action = (match[3] ?? '').trim()
  const macro = /^"((?:[^"\\]|\\.)*)"|^'((?:[^'\\]|\\.)*)'/s.exec(action)
  if (macro !== null)
    return { type: 'binding', keys, binding: { type: 'macro', text: macro[1] ?? macro[2] ?? '' } }
  if (!readlineFunctions.includes(action))
    return { type: 'fault', message: `\`${action}': unknown function name` }
  return { type: 'binding', keys, binding: { type: 'function', name: action } }
}

const named: Readonly<Record<string, string>> = {
  del: '\\C-?',
  rubout: '\\C-?',
  esc: '\\e',
  escape: '\\e',
  lfd: '\\C-j',
  newline: '\\C-j',
  ret: '\\C-m',
  return: '\\C-m',
  space: ' ',
  spc: ' ',
  tab: '\\C-i',
}

/** `Control-u`, `Meta-Rubout`: a key by its name. */
function keyName(text: string): string {
  const parts = text.split('-')
  const key = parts.pop() ?? ''
  const prefixes = parts.map(part => (/^m/i.test(part) ? '\\e' : '\\C-')).join('')
  return prefixes + (named[key.toLowerCase()] ?? (prefixes.includes('C') ? key.toLowerCase() : key))
}
