import { expect, test } from 'vitest'
import { defaultSettings } from '../../../src/repl/prompt-settings.ts'
import { longCommandNews } from '../../../src/repl/screen/notification.ts'

const settings = { ...defaultSettings, notify: 'osc9', notifyAfter: 30, notifyIgnore: ['vim'] } as const

test.each<[string, Partial<typeof settings> | { notify: 'off' | 'osc777' | 'bell' }, number, number, string]>(
  [
    ['make', {}, 0, 65_000, '\x1b]9;done after 1m 5s: make\x1b\\'],
    ['make', {}, 2, 65_000, '\x1b]9;failed (2) after 1m 5s: make\x1b\\'],
    ['make', {}, 0, 29_999, ''],
    ['make', { notify: 'off' }, 0, 65_000, ''],
    ['make', { notify: 'bell' }, 0, 65_000, '\x07'],
    ['make; ls\n\x07', { notify: 'osc777' }, 0, 30_000, '\x1b]777;notify;done after 30.0s;make, ls\x1b\\'],
    ['vim x', {}, 0, 65_000, ''],
    ['A=1 sudo /usr/bin/vim x', {}, 0, 65_000, ''],
    ['echo vim', {}, 0, 65_000, '\x1b]9;done after 1m 5s: echo vim\x1b\\'],
  ],
)('%j %j', (command, changed, status, durationMs, expected) =>
  expect(longCommandNews({ ...settings, ...changed }, { command, status, durationMs })).toBe(expected),
)
