import { useSyncExternalStore } from 'react'
import type { Session } from '../session/session.ts'
import type { SessionView } from '../session/view.ts'

/** What the session shows now; draws again when it changes. */
export function useSession(session: Session): SessionView {
  return useSyncExternalStore(session.subscribe, session.getView)
}
