/**
 * What is wrong with a text, and where: sources, spans, diagnostics and how a diagnostic is shown.
 * Every room may use it; it uses none. It does not decide what is wrong — the rooms that read text do.
 */
export { blankAs, showDiagnostic, showPlace, unclosedBracket, type Diagnostic } from './diagnostic.ts'
export { nearestName, slipsBetween } from './nearest.ts'
export { makeSource, positionAt, type Position, type Source, type Span } from './source.ts'
