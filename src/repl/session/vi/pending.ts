import type { CommandName } from '../../editor/keymap.ts'
import type { OperatorName } from '../../editor/vi/operators.ts'

/** Keys of a command that is not complete: `"a2d3` waits for a motion. */
export interface Pending {
  readonly register?: string
  /** Digits typed, for what comes next. */
  readonly digits: string
  readonly operator?: {
    readonly name: OperatorName
    readonly chord: string
    readonly count: number
    readonly hasCount: boolean
  }
  /** Keys of a longer chord. */
  readonly chords: string
  readonly waiting?: Waiting
  /** All keys so far, to be shown. */
  readonly shown: string
}

/** What the next key is, whatever the keymap says. */
export type Waiting =
  | { readonly type: 'character'; readonly command: CommandName }
  | { readonly type: 'object'; readonly kind: 'i' | 'a' }
  | { readonly type: 'register' }

export const nothingPending: Pending = { digits: '', chords: '', shown: '' }

const mostRepeats = 1000

/** How often what comes next is to be done: the counts of the operator and the motion multiply. */
export function countOf({ digits, operator }: Pending): number {
  const own = digits === '' ? 1 : Number(digits)
  return Math.min(mostRepeats, own * (operator?.count ?? 1))
}

export function hasCount({ digits, operator }: Pending): boolean {
  return digits !== '' || (operator?.hasCount ?? false)
}
