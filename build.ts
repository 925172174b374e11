/** Bundles the command line into dist/: a small start, and chunks that load when they are needed. */
import { build, type BuildOptions } from 'esbuild'
import { execFileSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { bundleCore } from './bundle-core.ts'
import { inkWithoutSignals, nodeModules, oneCore, yogaWithoutFetch } from './bundle-plugins.ts'

rmSync('dist', { recursive: true, force: true })
const options: BuildOptions = {
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
  external: ['koffi', 'oxc-parser', 'oxc-transform', 'zx', 'execa', 'chokidar', 'react-devtools-core'],
  logLevel: 'warning',
}
const { metafile } = await build({
  ...options,
  entryPoints: {
    main: 'src/main.ts',
    index: 'src/index.ts',
    globals: 'src/globals.ts',
    config: 'src/config.ts',
  },
  metafile: true,
  plugins: [
    oneCore(['./src/os/index.ts', './src/shell/index.ts', './src/script/index.ts']),
    nodeModules,
    inkWithoutSignals,
    yogaWithoutFetch,
  ],
})
await bundleCore(metafile, 'dist', 'src/shell/nacre.ts')
// A program of its own: what it shared with the others would be a chunk outside the core, and loaded twice.
await build({ ...options, entryPoints: { zx: 'src/zx/preload.ts' }, plugins: [nodeModules] })
// The types of what the package exports.
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.types.json'], {
  stdio: 'inherit',
})
