/**
 * Word → fields, in the steps of POSIX 2.6: braces, tilde, parameters, arithmetic, commands, splitting, pathnames, quote
 * removal. Pure but for the `ExpandHost` it is given, which is the world as functions.
 */
export {
  ShellError,
  type DirectoryEntry,
  type ExpandHost,
  type Variable,
  type VariableValue,
} from './host.ts'
export { wordValue } from './value-text.ts'
export { IndexedArray } from './indexed-array.ts'
export type { Pattern } from './pattern.ts'
export { patternFromText } from './pattern/compile.ts'
export type { PatternOptions } from './pattern/elements.ts'
export type { CompiledWord, PatternContext } from './word.ts'
export {
  compileArithmeticExpression,
  compileArithmeticText,
  compileAssignmentValue,
  compileElementValue,
  compileDeclaredWord,
  compileWord,
} from './compile.ts'
export { compileArithmetic, type CompiledArithmetic } from './arithmetic/compile.ts'
export type { Integer } from './arithmetic/number.ts'
export { braceExpand, mayHaveBraces } from './brace.ts'
export { expandSubscript } from './expand-subscript.ts'
export { whenExpanded } from './unexpanded.ts'
export { splitFields, UnglobbedFields } from './fields.ts'
export { globFields } from './glob.ts'
export { attributeLetters } from './attributes.ts'
export { elementsOf, keysOf, readElement, scalarOf } from './element.ts'
export { BucketMap, orderedKeys, tableOrder } from './assoc-order.ts'
export { inLocale } from './locale.ts'
export { compareBytes } from './compare.ts'
