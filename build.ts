/** Bundles the command line into dist/: a small start, and chunks that load when they are needed. */
import { build } from 'esbuild'
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { bundleScripts } from './bundle/core.ts'
import { lateEntries, lateFiles } from './bundle/late.ts'
import {
  inkWithoutSignals,
  nodeModules,
  oneCore,
  oneStringWidth,
  yogaWithoutFetch,
} from './bundle/plugins.ts'

const core = './src/main.ts'

rmSync('dist', { recursive: true, force: true })
const { metafile } = await build({
  entryPoints: {
    main: 'src/main.ts',
    index: 'src/index.ts',
    globals: 'src/globals.ts',
    config: 'src/config.ts',
    zx: 'src/zx/preload.ts',
    ...lateEntries,
    interact: 'src/interact.ts',
  },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minify: true,
  sourcemap: 'linked',
  define: { 'process.env.NODE_ENV': '"production"' },
  // Native parts and what is loaded by its own name at run time stay outside the bundle.
  external: [
    'koffi',
    'oxc-parser',
    'oxc-transform',
    'zx',
    'execa',
    'chokidar',
    'piscina',
    'react-devtools-core',
  ],
  logLevel: 'warning',
  // A stand-in that cannot be (bundle/late.ts): nobody may find out at run time.
  logOverride: { 'import-is-undefined': 'error' },
  metafile: true,
  plugins: [lateFiles(core), oneCore(core), nodeModules, inkWithoutSignals, yogaWithoutFetch, oneStringWidth],
})
await bundleScripts(metafile, {
  outdir: 'dist',
  entry: 'src/main.ts',
  late: [...Object.keys(lateEntries), 'interact'],
})
// Workers start by themselves: with nothing of the shell that they do not need.
await build({
  entryPoints: { 'pool-thread': 'src/pool-thread.ts', 'pool-process': 'src/pool-process.ts' },
  outdir: 'dist',
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minify: true,
  sourcemap: 'linked',
  external: ['koffi', 'oxc-parser', 'oxc-transform', 'zx', 'execa', 'piscina'],
  logLevel: 'warning',
  plugins: [nodeModules],
})
// The types of what the package exports.
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.types.json'], {
  stdio: 'inherit',
})
