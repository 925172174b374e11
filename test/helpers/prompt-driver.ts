import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { inkWithoutSignals, yogaWithoutFetch } from '../../bundle/plugins.ts'
import { PtyProgram, type PtyOptions } from './pty.ts'

const root = join(import.meta.dirname, '../..')
const folder = join(root, 'node_modules/.cache/nacre-prompt-driver')
const bundle = join(folder, 'prompt-driver.js')
const node = join(root, 'node_modules/.bin/node')

/** Packages in CommonJS ask for Node's own modules by `require`. */
const requireBanner =
  "import { createRequire as nacreRequire } from 'node:module'; const require = nacreRequire(import.meta.url);"

/** Bundles test/pty/prompt-driver.ts as the product is bundled. Once a file, before its tests. */
export async function buildPromptDriver(): Promise<void> {
  await build({
    entryPoints: [join(root, 'test/pty/prompt-driver.ts')],
    outdir: folder,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    define: { 'process.env.NODE_ENV': '"production"' },
    external: ['koffi', 'execa', 'react-devtools-core'],
    plugins: [inkWithoutSignals, yogaWithoutFetch],
    banner: { js: requireBanner },
    logLevel: 'warning',
  })
}

/** The real prompt over a small shell, in a terminal; `state` keeps its history. */
export class PromptProgram extends PtyProgram {
  readonly #state: string
  readonly #isOwnState: boolean

  constructor(options: PtyOptions & { readonly state?: string } = {}) {
    const state = options.state ?? mkdtempSync(join(tmpdir(), 'nacre-prompt-'))
    const environment = { STATE: state, NO_COLOR: '1', ENV: '', ...options.environment }
    super(node, [bundle], { ...options, environment })
    this.#state = state
    this.#isOwnState = options.state === undefined
  }

  /** Waits until the prompt's last row is this, so that keys can be sent. */
  async prompted(row = 'test ❯'): Promise<string> {
    return await this.until(screen => screen.split('\n').at(-1) === row)
  }

  override dispose(): void {
    super.dispose()
    if (this.#isOwnState) rmSync(this.#state, { recursive: true, force: true })
  }
}
