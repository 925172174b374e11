/**
 * Runs what is not typed at the prompt: `-c`, standard input, a file by its extension or shebang. Also `--explain` and
 * `-n`, which read a text and run nothing.
 */
export { checkTypes } from './check.ts'
export { explainInput } from './explain-input.ts'
export { runScript } from './run-script.ts'
export { markdownModule, markdownOffset } from './markdown.ts'
export { provideScriptGlobals } from './script-globals.ts'
export { packageQuestion } from './packages/question.ts'
export { addPackages, resolvePackage } from './packages/resolve.ts'
export { missingFileHint } from './missing-file.ts'
