import { stripStyles } from '../../layout/ansi.ts'
import type { Candidate } from '../candidate.ts'
import type { CompletionHost } from '../host.ts'
import { documentedOptions, optionCandidates, type DocumentedOption } from './manual.ts'
import { remembered } from './remembered.ts'
import { answersHelp } from './help-programs.ts'

/** The options of a program from its manual page, or from `--help` where that is known to do nothing else. */
export async function optionsOf(
  program: string,
  host: CompletionHost,
  signal: AbortSignal,
  page = program,
): Promise<Candidate[]> {
  return optionCandidates(await documentedOptionsOf(program, host, signal, page))
}

/** The same, with what each of them takes. */
export async function documentedOptionsOf(
  program: string,
  host: CompletionHost,
  signal: AbortSignal,
  page = program,
): Promise<readonly DocumentedOption[]> {
  const name = program.slice(program.lastIndexOf('/') + 1)
  return (await remembered(`options ${page}`, name, host, () => readOptions(name, page, host, signal))) ?? []
}

async function readOptions(
  name: string,
  page: string,
  host: CompletionHost,
  signal: AbortSignal,
): Promise<DocumentedOption[] | undefined> {
  const manual = await host.output(['man', '--nh', '--nj', '-P', 'cat', '--', page], signal)
  const described = documentedOptions(plain(manual))
  if (described.length > 0 || page !== name || !answersHelp(name))
    return signal.aborted ? undefined : described
  const help = await host.output([name, '--help'], signal)
  return signal.aborted ? undefined : documentedOptions(plain(help))
}

/** Without the bold and underlined letters of a terminal's page (`x\bx`). */
export function plain(text: string): string {
  return stripStyles(text).replace(/.\x08/g, '')
}
