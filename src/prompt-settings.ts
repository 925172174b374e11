/** What the prompt goes by: the session's settings, and what the environment tells of the terminal. */
import {
  colorRoles,
  settingValue,
  styleSequence,
  type ColorRole,
  type SettingName,
} from './builtins/index.ts'
import {
  asciiGlyphs,
  backgroundOfVariable,
  themeFor,
  unicodeGlyphs,
  type Background,
  type PromptParts,
  type PromptSettings,
} from './repl/index.ts'
import type { Nacre } from './shell/index.ts'

export class SessionSettings {
  readonly #nacre: Nacre
  /** What the terminal answered. */
  background: Background | undefined

  constructor(nacre: Nacre) {
    this.#nacre = nacre
  }

  /** As they are now. */
  now(): PromptSettings {
    const { shell } = this.#nacre
    const screenReader = this.#listens()
    const isAscii = screenReader || !this.#hasUnicode()
    return {
      highlighting: settingValue(shell, 'highlighting') && !screenReader,
      autosuggestions: settingValue(shell, 'autosuggestions') && !screenReader,
      title: settingValue(shell, 'title'),
      shellIntegration: settingValue(shell, 'shellIntegration'),
      notify: settingValue(shell, 'notify'),
      notifyAfter: settingValue(shell, 'notifyAfter'),
      notifyIgnore: settingValue(shell, 'notifyIgnore'),
      screenReader,
      asksBackground: this.background === undefined && this.#knownBackground() === undefined,
      look: {
        theme: themeFor(this.background ?? this.#knownBackground() ?? 'dark', this.#colors()),
        glyphs: isAscii ? asciiGlyphs : unicodeGlyphs,
        isAscii,
        menuIsLine: this.#menuIsLine(screenReader),
        hasRight: !screenReader,
        isTransient: settingValue(shell, 'transientPrompt'),
      },
    }
  }

  /** What nacre's own prompt is made of. */
  parts(): PromptParts {
    const { shell } = this.#nacre
    const [left, right] = [settingValue(shell, 'promptLeft'), settingValue(shell, 'promptRight')]
    const { look } = this.now()
    return {
      // What is not drawn at the right is told at the left.
      left: look.hasRight ? left : [...right, ...left],
      right: look.hasRight ? right : [],
      durationAfterMs: settingValue(shell, 'durationAfter') * 1000,
      look,
    }
  }

  #knownBackground(): Background | undefined {
    const theme = settingValue(this.#nacre.shell, 'theme')
    if (theme !== 'auto') return theme
    return backgroundOfVariable(this.#variable('COLORFGBG'))
  }

  #listens(): boolean {
    const setting = settingValue(this.#nacre.shell, 'screenReader')
    return setting === 'auto' ? isTrue(this.#variable('INK_SCREEN_READER')) : setting === 'on'
  }

  #menuIsLine(screenReader: boolean): boolean {
    const setting = settingValue(this.#nacre.shell, 'completionMenu')
    return setting === 'auto' ? screenReader : setting === 'line'
  }

  #hasUnicode(): boolean {
    const setting = settingValue(this.#nacre.shell, 'unicode')
    if (setting !== 'auto') return setting === 'on'
    // POSIX 8.2: the first that is set and not empty. A machine that sets none of them mostly has a terminal with UTF-8.
    const locale = ['LC_ALL', 'LC_CTYPE', 'LANG'].map(name => this.#variable(name)).find(Boolean)
    return this.#variable('TERM') !== 'linux' && (locale === undefined || /utf-?8/i.test(locale))
  }

  #colors(): Partial<Record<ColorRole, string>> {
    const own: Partial<Record<ColorRole, string>> = {}
    for (const role of Object.keys(colorRoles) as ColorRole[]) {
      const text = settingValue(this.#nacre.shell, `colors.${role}` as SettingName) as string
      if (text !== '') own[role] = styleSequence(text) ?? ''
    }
    return own
  }

  #variable(name: string): string | undefined {
    return this.#nacre.shell.variables.get(name)
  }
}

function isTrue(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false'
}
