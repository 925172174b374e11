import type { HistoryStore } from './history.ts'
import { openHistory } from './open-history.ts'
import { historyFile } from './paths.ts'

/** What is asked of the process that a history belongs to. */
export interface HistoryOwner {
  readonly pid: number
  environment(): ReadonlyMap<string, string>
  cwd(): string
}

/** The history of the person that a process runs for, in a session of its own. */
export function openOwnHistory(owner: HistoryOwner, onTrouble: (message: string) => void): HistoryStore {
  return openHistory({
    file: historyFile(owner.environment()),
    session: `${owner.pid}-${Date.now()}`,
    cwd: () => owner.cwd(),
    onTrouble,
  })
}
