/**
 * TypeScript at the prompt: a statement of the language rule becomes JavaScript for V8's REPL mode, its commands become
 * calls on a host that the wiring gives, and a Scope keeps names from line to line. Nothing here runs a command itself.
 * Loading this room loads the inspector; parser and transformer come with the first statement.
 */
export type { BesideCode, DoorCall, DoorHost } from './door-host.ts'
export { DoorSyntaxError } from './door-expressions.ts'
export { exportedNames, type ExportedNames } from './exported-names.ts'
export type { Member } from './members.ts'
export { Loader, type LoaderOptions } from './loader.ts'
export { Interrupted } from './runtime.ts'
export { type Evaluated, type InterruptGate } from './evaluator.ts'
export { Scope, type ScopeOptions } from './scope.ts'
export { isElement, show, type ShowOptions } from './show.ts'
export { showError, type ShowErrorOptions } from './show-error.ts'
export { Stacks, type Place } from './stack.ts'
export { transform, type Transformed, type TransformOptions } from './transform.ts'
export type { Packed } from './transport/packed.ts'
export { TransportError, type Parcel, type Piece } from './transport/parcel.ts'
export { isCloneable } from './transport/plain.ts'
export { SessionPacker } from './transport/session-packer.ts'
export { unpack, type ImportFrom } from './transport/unpack.ts'
export { composeModule, type ModuleText, type ModuleTextOptions } from './module-text.ts'
export { stripScript } from './strip.ts'
export { absolutePaths } from './tsconfig-paths.ts'
