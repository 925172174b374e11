/**
 * The only room that touches the system: processes, descriptors, signals, the terminal, the environment, the current
 * directory. Platform differences are two files behind one interface (`ProcessHost`), chosen once in `host/index.ts`.
 */
export { SystemError, type Capture, type Descriptor, type OpenMode } from './descriptor.ts'
export type {
  FileStatus,
  OutputApart,
  OwnTerminal,
  Process,
  ProcessHost,
  ResourceUsage,
  SpawnPlan,
  TerminalControl,
  TerminalSize,
  WaitStatus,
  WriteWatch,
} from './host/host.ts'
export { probe } from './host/probe.ts'
export { chooseHost } from './host/index.ts'
export { followTimeZone, isLinkedEnvironment, linkProcessEnvironment } from './guard/environment.ts'
export { ExitRequested, followDirectory, guardProcess, type GuardHost } from './guard/guard.ts'
export { guardScriptEnd, type ScriptEndHost } from './guard/script-end.ts'
export { InputGuard } from './guard/input.ts'
export { pinGlobals } from './guard/pin.ts'
export { watchInterrupts, type InterruptWatch, type WatchOptions } from './interrupt/watch.ts'
export { startNode, type NodeChild, type NodeChildOptions, type NodeEnd } from './process/node-child.ts'
export { startArguments } from './process/arguments.ts'
export { passForChildProcess, runTextSync } from './process/child-process.ts'
export { ignoresSignal } from './process/dispositions.ts'
export { whenIdle } from './process/idle.ts'
export { liveUsage } from './process/live-usage.ts'
export { TemporaryFile } from './temporary-file.ts'
export { clipboardSequence, pastTmux, type Multiplexers } from './terminal/clipboard.ts'
export { birthOf } from './process/birth.ts'
export { descendantsOf, listProcesses, type SystemProcess } from './process/list.ts'
export { quietOutput, type QuietOptions } from './process/quiet-output.ts'
export { watchFiles, type FileChange, type FileWatch, type WatchFilesOptions } from './files/watch-files.ts'
export { signalNames } from './process/signals.ts'
