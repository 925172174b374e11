import type { Builtin, Running, Shell } from '../lang/eval/index.ts'
import { inLocale } from '../lang/expand/index.ts'
import { tryAssign } from './assign.ts'
import { expandEscapes } from './escapes.ts'
import { readOptions } from './getopt.ts'
import { formatFloat, parseFloatArgument } from './long-double.ts'
import { parseReference } from './names.ts'
import { type Conversion, type FormatPiece, parseFormat } from './printf-format.ts'
import {
  cutBytes,
  formatInteger,
  formatText,
  type Layout,
  type Numeric,
  parseInteger,
} from './printf-number.ts'
import { quoteBackslash } from './quoting.ts'
import { strftime } from './strftime.ts'
import { findZone } from './time-zone.ts'
import { after, failed, usage } from './usage.ts'

/** What a time must stay below, in bytes. */
const timeLimit = 128

/** `printf`: format and print. POSIX.1-2024, utilities, printf; bash manual, Bash Builtins. */
export const printf: Builtin = {
  name: 'printf',
  synopsis: 'printf [-v var] format [arguments]',
  summary: 'Formats and prints ARGUMENTS under control of the FORMAT.',
  examples: [
    { line: "printf '%s=%d\\n' a 1 b 2", shows: 'a=1\nb=2\n' },
    { line: "printf -v padded '%05d' 42; echo $padded", shows: '00042\n' },
  ],
  run(args, ports, shell) {
    const parsed = readOptions(printf, 'v:', args, ports, shell)
    if (!parsed.ok) return parsed.outcome
    const variable = parsed.flags.get('v')
    if (variable !== undefined && parseReference(variable) === undefined)
      return failed(shell, `printf: \`${variable}': not a valid identifier`, 2)
    const [format, ...values] = parsed.operands
    if (format === undefined) return usage(printf, ports)
    const job = new Printing(shell, values)
    job.run(parseFormat(format))
    if (variable === undefined)
      return job.output === '' ? job.status : after(ports.out.write(job.output), job.status)
    return store(shell, variable, job)
  },
}

function store(shell: Shell, variable: string, job: Printing): Running {
  const status = tryAssign(shell, variable, job.output.split('\0')[0] ?? '')
  return status === 0 ? job.status : status
}

/** One run of a format over its arguments. */
class Printing {
  output = ''
  status = 0
  #stopped = false
  #at = 0
  readonly #shell: Shell
  readonly #values: readonly string[]

  constructor(shell: Shell, values: readonly string[]) {
    this.#shell = shell
    this.#values = values
  }

  /** The format is used again until the arguments are used up. */
  run(pieces: readonly FormatPiece[]): void {
    do {
      const before = this.#at
      for (const piece of pieces) {
        if (piece.type === 'text') this.output += piece.text
        else if (piece.type === 'conversion') this.#convert(piece)
        else this.#fault(piece)
        if (this.#stopped) return
      }
      if (this.#at === before) return
    } while (this.#at < this.#values.length)
  }

  #fault(piece: { readonly type: 'error' | 'warning'; readonly message: string }): void {
    this.#shell.complain(`printf: ${piece.message}`)
    if (piece.type === 'warning') return
    this.status = 1
    this.#stopped = true
  }

  #next(): string | undefined {
    const value = this.#values[this.#at]
    if (value !== undefined) this.#at++
    return value
  }

  #convert(conversion: Conversion): void {
    const layout = this.#layout(conversion)
    this.output += this.#text(conversion, layout)
  }

  #text(conversion: Conversion, layout: Layout): string {
    const letter = conversion.conversion
    if ('diouxX'.includes(letter)) return this.#integer(letter, layout)
    if ('fFeEgGaA'.includes(letter)) return this.#float(letter, layout)
    if (letter === 'T') return formatText(this.#time(conversion.timeFormat), layout)
    const value = this.#next() ?? ''
    if (letter === 's')
      return layout.width === 0 && layout.precision === undefined ? value : formatText(value, layout)
    if (letter === 'c')
      return formatText(value === '' ? '\0' : cutBytes(value, 1), { ...layout, precision: undefined })
    if (letter === 'b') return this.#escaped(value, layout)
    if (letter === 'q') return formatText(quoteBackslash(value), layout)
    if (letter === 'Q')
      return formatText(
        quoteBackslash(layout.precision === undefined ? value : cutBytes(value, layout.precision)),
        {
          ...layout,
          precision: undefined,
        },
      )
    return this.#count(value)
  }

  /** `%n`: the bytes written so far go into a variable. */
  #count(variable: string): string {
    if (variable !== '')
      this.status = tryAssign(this.#shell, variable, String(Buffer.byteLength(this.output)))
    return ''
  }

  #layout(conversion: Conversion): Layout {
    let { flags } = conversion
    let width = conversion.width === '*' ? this.#size() : conversion.width
    const precision = conversion.precision === '*' ? this.#size() : conversion.precision
    if (width < 0) {
      flags += '-'
      width = -width
    }
    return { flags, width, precision: precision !== undefined && precision < 0 ? undefined : precision }
  }

  /** A `*`: taken from the arguments. */
  #size(): number {
    const value = this.#next()
    return value === undefined ? 0 : Number(BigInt.asIntN(32, this.#checked(parseInteger(value, true))))
  }

  #checked<T>(parsed: Numeric<T>): T {
    if (parsed.warning !== undefined) this.#shell.complain(`printf: ${parsed.warning}`)
    if (parsed.error !== undefined) {
      this.#shell.complain(`printf: ${parsed.error}`)
      this.status = 1
    }
    return parsed.value
  }

  #integer(letter: string, layout: Layout): string {
    const value = this.#next()
    const signed = letter === 'd' || letter === 'i'
    return formatInteger(
      value === undefined ? 0n : this.#checked(parseInteger(this.#character(value), signed)),
      letter,
      layout,
    )
  }

  #float(letter: string, layout: Layout): string {
    const value = this.#character(this.#next() ?? '')
    return formatFloat(this.#checked(parseFloatArgument(value)), letter, layout)
  }

  /** `'c` is the code of a character of the locale. */
  #character(value: string): string {
    return /^['"]/.test(value) ? inLocale(value, this.#shell.expansions) : value
  }

  #escaped(value: string, layout: Layout): string {
    const escaped = expandEscapes(value, 'argument')
    for (const warning of escaped.warnings) this.#shell.complain(`printf: ${warning}`)
    this.#stopped = escaped.stopped
    return formatText(escaped.text, layout)
  }

  /** `%(fmt)T`: -1 is now, -2 when the shell began. */
  #time(format: string): string {
    const argument = this.#next()
    const given = argument === undefined ? -1 : Number(this.#checked(parseInteger(argument, true)))
    const now = given === -1 ? Date.now() : given === -2 ? this.#shell.session.startedAt : given * 1000
    const zone = findZone(this.#shell.variables.get('TZ'), path => this.#shell.host.readFile(path))
    const text = strftime(format === '' ? '%X' : format, Math.floor(now / 1000), zone)
    // As in bash, whose buffer holds no more.
    return Buffer.byteLength(text) < timeLimit ? text : ''
  }
}
