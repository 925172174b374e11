/**
 * Is this statement TypeScript, a command, a comment, unfinished or wrong? A pure function of the text and the declared
 * names (docs/language.md §1): PATH, aliases, files and the environment are never asked. The beginning is read first,
 * so that plain commands never load the TypeScript parser; then the scanner finds the statement's end and its doors.
 */
export { explain, type ExplainOptions } from './explain.ts'
export { judge } from './judge.ts'
export { apiNames, ecmaScriptNames, inkNames, isDeclared, nodeNames } from './names.ts'
export { nextStatement } from './next-statement.ts'
export { outline, type OutlinedStatement } from './outline.ts'
export type { Door, Inside, Names, Statement, StatementKind } from './statement.ts'
