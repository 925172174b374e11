/**
 * Is this statement TypeScript, a command, a comment, unfinished or wrong? A pure function of the text and the declared
 * names (docs/language.md §1): PATH, aliases, files and the environment are never asked.
 */
export type { Door, Names, Statement, StatementKind } from './statement.ts'
