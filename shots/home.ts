/** The home of somebody who has a project in it: the same for every picture. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const files: Readonly<Record<string, string>> = {
  'shop/package.json': '{\n  "name": "shop",\n  "scripts": { "build": "tsc", "test": "vitest" }\n}\n',
  'shop/src/basket.ts': 'export const total = (prices: number[]) => prices.reduce((a, b) => a + b, 0)\n',
  'shop/src/orders.ts':
    "import { total } from './basket.ts'\nexport const due = (prices: number[]) => total(prices)\n",
  'shop/src/index.ts': "export * from './orders.ts'\n",
  'shop/prices.csv': 'name,price\napple,3\npear,5\nplum,2\n',
}

/** The environment of a picture: nothing of the machine's own but where programs are. */
export function environmentOf(home: string, background: 'dark' | 'light'): Record<string, string> {
  return {
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    XDG_STATE_HOME: join(home, '.state'),
    XDG_CACHE_HOME: join(home, '.cache'),
    PATH: process.env['PATH'] ?? '',
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    TERM: 'xterm-256color',
    COLORFGBG: background === 'dark' ? '15;0' : '0;15',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_DATE: '2026-01-01T12:00:00Z',
    GIT_COMMITTER_DATE: '2026-01-01T12:00:00Z',
  }
}

/** Makes it; whoever calls takes it away. */
export function makeHome(): string {
  // Always the same, for it may be seen.
  const home = join(tmpdir(), 'nacre-shots', 'ada')
  rmSync(home, { recursive: true, force: true })
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, name)), { recursive: true })
    writeFileSync(join(home, name), text)
  }
  const env = environmentOf(home, 'dark')
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
      cwd: join(home, 'shop'),
      env,
      stdio: 'ignore',
    })
  git('init', '-b', 'main')
  git('add', '.')
  git('commit', '-m', 'a shop')
  for (const name of ['checkout-page', 'cheaper-plums']) git('branch', name)
  return home
}
