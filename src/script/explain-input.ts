import { explain } from '../lang/classify/index.ts'
import type { ProcessHost } from '../os/index.ts'
import type { Arguments } from '../shell/index.ts'
import { decodeBytes } from '../value/index.ts'

/** What `nacre --explain` prints of `-c`'s code, a file or standard input. */
export async function explainInput(host: ProcessHost, args: Arguments): Promise<string> {
  const text =
    args.code ??
    decodeBytes(args.file === undefined ? await readStandardInput(host) : host.readFile(args.file))
  const { zero, json, names } = args.explain
  return explain(text, { names: { user: new Set(names) }, zero, json })
}

/** All of standard input, which may be a socket: no path opens that. */
async function readStandardInput(host: ProcessHost): Promise<Uint8Array> {
  const input = host.inherited(0)
  const pieces: Uint8Array[] = []
  for (;;) {
    const bytes = await input?.read(65_536)
    if (bytes === undefined) return Buffer.concat(pieces)
    pieces.push(bytes)
  }
}
