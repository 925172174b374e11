/**
 * Text → tree for the command language, and tree → text: the lexer, the grammar of POSIX.1-2024 chapter 2 with bash's
 * extensions, aliases, here-documents, quoting. Pure: it knows no variables, no files and runs nothing; the same parser
 * serves execution, highlighting, completion and the language rule.
 */
export * from './nodes.ts'
export { isAliasName } from './alias.ts'
export { assignmentIn } from './assignment.ts'
export { decodeAnsiC, decodeEcho } from './ansi-c.ts'
export type { ParseOptions } from './options.ts'
export { parse, parseNext, type ParsedCommand } from './parse.ts'
export { isReserved } from './reserved.ts'
export { printCaseHead, printCommand, printExported } from './print.ts'
export { quoteAnsi, quoteSingle, quoteWord } from './quote.ts'
export { walk, type AnyNode } from './walk.ts'
export { foreignEnd } from './foreign-end.ts'
