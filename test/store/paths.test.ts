import { expect, test } from 'vitest'
import { cacheFolder, configFolder, historyFile, stateFolder } from '../../src/store/index.ts'

test.each<[name: string, environment: Record<string, string>, folders: string[]]>([
  ['below HOME', { HOME: '/h' }, ['/h/.config/nacre', '/h/.local/state/nacre', '/h/.cache/nacre']],
  [
    'where XDG says',
    { HOME: '/h', XDG_CONFIG_HOME: '/c', XDG_STATE_HOME: '/s', XDG_CACHE_HOME: '/k' },
    ['/c/nacre', '/s/nacre', '/k/nacre'],
  ],
  [
    'a relative or empty XDG path is ignored',
    { HOME: '/h', XDG_CONFIG_HOME: 'c', XDG_STATE_HOME: '' },
    ['/h/.config/nacre', '/h/.local/state/nacre', '/h/.cache/nacre'],
  ],
  ['no HOME', {}, ['/.config/nacre', '/.local/state/nacre', '/.cache/nacre']],
  ['Windows', { OS: 'Windows_NT', APPDATA: '/r', LOCALAPPDATA: '/l' }, ['/r/nacre', '/l/nacre', '/l/nacre']],
])('%s', (_, environment, folders) => {
  const map = new Map(Object.entries(environment))
  expect([configFolder(map), stateFolder(map), cacheFolder(map)]).toEqual(folders)
  expect(historyFile(map)).toBe(`${folders[1]}/history.db`)
})
