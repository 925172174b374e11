import type { SettingValues } from '../builtins/index.ts'
import { defaultLook, type Look } from './screen/look.ts'

type Taken =
  | 'highlighting'
  | 'autosuggestions'
  | 'title'
  | 'shellIntegration'
  | 'notify'
  | 'notifyAfter'
  | 'notifyIgnore'

/** What the prompt goes by, as it is before a line. */
export interface PromptSettings extends Pick<SettingValues, Taken> {
  readonly look: Look
  /** Somebody listens: only what changes is written. */
  readonly screenReader: boolean
  /** The terminal is asked for its background, once. */
  readonly asksBackground: boolean
}

/** For hosts that have no settings. */
export const defaultSettings: PromptSettings = {
  highlighting: true,
  autosuggestions: true,
  title: true,
  shellIntegration: true,
  notify: 'off',
  notifyAfter: 30,
  notifyIgnore: [],
  look: defaultLook,
  screenReader: false,
  asksBackground: false,
}
