import { explain } from '../lang/classify/index.ts'
import type { ProcessHost } from '../os/index.ts'
import type { Arguments } from '../shell/index.ts'
import { decodeBytes } from '../value/index.ts'

/** What `nacre --explain` prints of `-c`'s code, a file or standard input. */
export function explainInput(host: ProcessHost, args: Arguments): string {
  const text = args.code ?? decodeBytes(host.readFile(args.file ?? '/dev/stdin'))
  const { zero, json, names } = args.explain
  return explain(text, { names: { user: new Set(names) }, zero, json })
}
