/**
 * End-to-end tests on what is given to people: `npm run test:binary [-- FILE …]` on the single executable
 * (`npm run build:binary`), with a PATH that has no Node; `npm run test:package [-- FILE …]` on what `npm pack` makes,
 * installed with `npm install --global` into an empty prefix.
 */
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '..')

interface Installed {
  readonly files: readonly string[]
  readonly environment: Readonly<Record<string, string>>
}

/** The executable, and a folder with a link to every program of PATH but those of Node. */
function binary(home: string): Installed {
  const file = join(root, 'build/nacre')
  if (!existsSync(file)) throw new Error(`${file} is not there: npm run build:binary`)
  const folder = mkdtempSync(join(home, 'bin-'))
  for (const directory of searchPath().filter(existsSync)) {
    for (const name of readdirSync(directory)) {
      if (/^(?:node(?:js)?|npm|npx|corepack)$/.test(name) || existsSync(join(folder, name))) continue
      symlinkSync(join(directory, name), join(folder, name))
    }
  }
  return {
    files: ['commands', 'files', 'modules', 'both-ways', 'define-command', 'spawn-function', 'check'].map(
      name => `test/e2e/${name}.test.ts`,
    ),
    environment: { NACRE_BINARY: file, PATH: folder },
  }
}

function fromPackage(home: string): Installed {
  const npm = (...args: string[]): string =>
    execFileSync('npm', [...args, '--loglevel=error', '--no-audit', '--no-fund'], {
      cwd: root,
      encoding: 'utf8',
    })
  // It is built already; dependencies come from npm's cache where they can.
  const tarball = npm('pack', '--ignore-scripts', '--silent', '--pack-destination', home).trim()
  npm('install', '--global', '--prefix', home, '--prefer-offline', join(home, tarball))
  return {
    files: ['e2e/both-ways', 'e2e/define-command', 'api/package'].map(name => `test/${name}.test.ts`),
    environment: {
      NACRE_BINARY: join(home, 'bin/nacre'),
      NACRE_PACKAGE: join(home, 'lib/node_modules/nacre'),
      PATH: [dirname(process.execPath), ...searchPath()].join(':'),
    },
  }
}

function searchPath(): string[] {
  return (process.env['PATH'] ?? '').split(':')
}

function main([what, ...named]: readonly string[]): number {
  const home = mkdtempSync(join(tmpdir(), 'nacre-installed-'))
  try {
    const { files, environment } = what === 'binary' ? binary(home) : fromPackage(home)
    const argv = ['node_modules/vitest/vitest.mjs', 'run', ...(named.length > 0 ? named : files)]
    const { status } = spawnSync(process.execPath, argv, {
      cwd: root,
      stdio: 'inherit',
      env: { ...process.env, HOME: home, XDG_CACHE_HOME: join(home, 'cache'), ...environment },
    })
    return status ?? 1
  } finally {
    rmSync(home, { recursive: true })
  }
}

process.exitCode = main(process.argv.slice(2))
