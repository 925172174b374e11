import type { Options } from './shell.ts'

/** `set -o` names with their letters, in the order of `$-` (bash manual, The Set Builtin). */
const setOptions: readonly (readonly [name: string, letter: string | undefined])[] = [
  ['allexport', 'a'],
  ['notify', 'b'],
  ['errexit', 'e'],
  ['noglob', 'f'],
  ['hashall', 'h'],
  ['keyword', 'k'],
  ['monitor', 'm'],
  ['noexec', 'n'],
  ['privileged', 'p'],
  ['onecmd', 't'],
  ['nounset', 'u'],
  ['verbose', 'v'],
  ['xtrace', 'x'],
  ['braceexpand', 'B'],
  ['noclobber', 'C'],
  ['errtrace', 'E'],
  ['histexpand', 'H'],
  ['physical', 'P'],
  ['functrace', 'T'],
  ['emacs', undefined],
  ['history', undefined],
  ['ignoreeof', undefined],
  ['interactive-comments', undefined],
  ['nolog', undefined],
  ['pipefail', undefined],
  ['posix', undefined],
  ['vi', undefined],
]

/** `shopt` names (bash manual, The Shopt Builtin). */
const shoptNames =
  'autocd assoc_expand_once cdable_vars cdspell checkhash checkjobs checkwinsize cmdhist compat31 compat32 compat40 compat41 compat42 compat43 compat44 complete_fullquote direxpand dirspell dotglob execfail expand_aliases extdebug extglob extquote failglob force_fignore globasciiranges globskipdots globstar gnu_errfmt histappend histreedit histverify hostcomplete huponexit inherit_errexit interactive_comments lastpipe lithist localvar_inherit localvar_unset login_shell mailwarn no_empty_cmd_completion nocaseglob nocasematch noexpand_translation nullglob patsub_replacement progcomp progcomp_alias promptvars restricted_shell shift_verbose sourcepath varredir_close xpg_echo'.split(
    ' ',
  )

const onByDefault =
  'hashall braceexpand interactive-comments checkwinsize cmdhist complete_fullquote extquote force_fignore globasciiranges globskipdots hostcomplete interactive_comments patsub_replacement progcomp promptvars sourcepath'.split(
    ' ',
  )

const compatible = /^compat\d/

const letterNames = new Map(
  setOptions.flatMap(([name, letter]) => (letter === undefined ? [] : [[letter, name]])),
)
const setNames = new Set(setOptions.map(([name]) => name))
const sortedSetNames = [...setNames].toSorted()
const shoptSet = new Set(shoptNames)
const defaults: ReadonlySet<string> = new Set(onByDefault)

/** The options of one environment. A fork shares the set until it changes it. */
export class OptionTable implements Options {
  #on: Set<string>
  #shared = false
  readonly #extraLetters: string
  /** Kept as fields: the evaluator asks for them at every command. */
  allexport = false
  xtrace = false
  noexec = false
  verbose = false
  #isSilent = false

  constructor(extraLetters = '', on: Set<string> = new Set(defaults)) {
    this.#extraLetters = extraLetters
    this.#on = on
    this.#readFields()
  }

  /** What runs for the trace itself (PS4) is not traced, in forks neither. */
  set isSilent(value: boolean) {
    this.#isSilent = value
    this.#readFields()
  }

  get(name: string): boolean {
    return this.#on.has(name)
  }

  has(name: string): boolean {
    return setNames.has(name) || shoptSet.has(name)
  }

  set(name: string, value: boolean): boolean {
    if (!this.has(name)) return false
    // It tells how the shell was started.
    if (name === 'restricted_shell') return true
    if (this.#on.has(name) !== value) this.#change(name, value)
    return true
  }

  nameOfLetter(letter: string): string | undefined {
    return letterNames.get(letter)
  }

  get letters(): string {
    const own = setOptions.map(([name, letter]) => (letter !== undefined && this.#on.has(name) ? letter : ''))
    return own.join('') + this.#extraLetters
  }

  list(kind: 'set' | 'shopt'): readonly [string, boolean][] {
    const names = kind === 'set' ? sortedSetNames : shoptNames
    return names.map(name => [name, this.#on.has(name)])
  }

  clone(): OptionTable {
    this.#shared = true
    const copy = new OptionTable(this.#extraLetters, this.#on)
    copy.#shared = true
    copy.isSilent = this.#isSilent
    return copy
  }

  /** Takes over the state of another table (`local -`). */
  restore(other: Options): void {
    for (const [name, value] of [...other.list('set'), ...other.list('shopt')])
      if (this.#on.has(name) !== value) this.#put(name, value)
    this.#readFields()
  }

  #change(name: string, value: boolean): void {
    this.#put(name, value)
    if (name === 'interactive-comments') this.#put('interactive_comments', value)
    if (name === 'interactive_comments') this.#put('interactive-comments', value)
    // One bash at a time is followed.
    if (compatible.test(name) && value)
      for (const other of shoptNames) if (other !== name && compatible.test(other)) this.#put(other, false)
    if (name === 'emacs' && value) this.#put('vi', false)
    if (name === 'vi' && value) this.#put('emacs', false)
    // bash manual, shopt, extdebug: it turns both on.
    if (name === 'extdebug') for (const implied of ['errtrace', 'functrace']) this.#put(implied, value)
    // bash manual, Bash POSIX Mode: these are on in it.
    if (name === 'posix' && value)
      for (const implied of ['expand_aliases', 'inherit_errexit', 'shift_verbose', 'interactive_comments'])
        this.#put(implied, true)
    if (name === 'posix' && !value)
      for (const implied of ['inherit_errexit', 'shift_verbose']) this.#put(implied, false)
    this.#readFields()
  }

  #put(name: string, value: boolean): void {
    if (this.#shared) {
      this.#on = new Set(this.#on)
      this.#shared = false
    }
    if (value) this.#on.add(name)
    else this.#on.delete(name)
  }

  #readFields(): void {
    this.allexport = this.#on.has('allexport')
    this.xtrace = !this.#isSilent && this.#on.has('xtrace')
    this.noexec = this.#on.has('noexec')
    this.verbose = this.#on.has('verbose')
  }
}
