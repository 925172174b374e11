/**
 * What outlives a session: where its files are, and the history of lines. It decides nothing about lines; whoever runs
 * them says when one began and how it ended. The environment comes as an argument, so that tests and subshells have
 * their own.
 */
export { makeFolder } from './make-folder.ts'
export { cacheFolder, configFolder, historyFile, stateFolder } from './paths.ts'
export type {
  HistoryCandidate,
  HistoryEnd,
  HistoryEntry,
  HistoryHit,
  HistoryLine,
  HistoryMatch,
  HistoryPosition,
  HistoryQuery,
  HistoryStore,
  ImportedLine,
  Keeping,
} from './history.ts'
export { isKept } from './history.ts'
export { holdsSecret } from './secrets.ts'
export { matchLine, type LineMatch, type MatchedSpans } from './matching.ts'
export { MemoryHistory } from './memory-history.ts'
export { openOwnHistory } from './own-history.ts'
export { openHistory, type HistoryOptions } from './open-history.ts'
export {
  foreignHistoryPath,
  foreignShellOf,
  foreignShells,
  loadForeignHistory,
  readForeignHistory,
  type ForeignHistory,
  type ForeignShell,
} from './foreign/index.ts'
