/**
 * zx's API on our engine: the npm package with its `spawn` replaced, so that what `$` is given runs as our command
 * language in a copy of the shell's state. No bash is involved. The package is loaded when it is first used.
 */
export { configureZx, type Zx, type ZxCore } from './configure.ts'
export { concludeJob } from './conclude.ts'
export { pipeableFetch } from './fetch.ts'
export { createZx, lazyZx, zxPackages, type LazyZx } from './create.ts'
