/** A folder with a bit of everything that completions look at, and the daemons they ask, made for one comparison. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface World {
  readonly folder: string
  readonly environment: Readonly<Record<string, string>>
  close(): void
}

export async function makeWorld(): Promise<World> {
  const top = realpathSync(mkdtempSync(join(tmpdir(), 'nacre-world-')))
  const [folder, home, programs] = ['here', 'home', 'bin'].map(name => join(top, name)) as [
    string,
    string,
    string,
  ]
  for (const path of [folder, home, programs]) mkdirSync(path)
  fillHome(home)
  fillFolder(folder)
  writeFileSync(join(programs, 'systemctl'), systemctl)
  chmodSync(join(programs, 'systemctl'), 0o755)
  const socket = join(top, 'docker.sock')
  const server = await serveDocker(socket)
  return {
    folder,
    environment: {
      PATH: `${programs}:/usr/local/bin:/usr/bin:/bin`,
      HOME: home,
      LANG: 'C.UTF-8',
      USER: 'root',
      DOCKER_HOST: `unix://${socket}`,
    },
    close() {
      server.close()
      rmSync(top, { recursive: true })
    },
  }
}

function fillHome(home: string): void {
  mkdirSync(join(home, '.ssh'))
  writeFileSync(
    join(home, '.ssh/config'),
    'Host build web-*\n  User deploy\nHost beta\n  HostName beta.example.com\nHost web-1 web-2\n',
  )
  writeFileSync(
    join(home, '.ssh/known_hosts'),
    'gamma.example.com,10.0.0.1 ssh-ed25519 A\n[delta.example.com]:2222 ssh-ed25519 B\n|1|abc=|def= ssh-ed25519 C\n',
  )
  writeFileSync(join(home, '.gitconfig'), '[alias]\n  co = checkout\n  lg = log --oneline\n')
}

function fillFolder(folder: string): void {
  for (const name of ['src', 'docs', 'node_modules/.bin', 'node_modules/ink', 'node_modules/vitest'])
    mkdirSync(join(folder, name), { recursive: true })
  const files: Record<string, string> = {
    'src/main.ts': 'export {}\n',
    'src/old.ts': 'export {}\n',
    'docs/guide.md': '# guide\n',
    'README.md': 'read me\n',
    Dockerfile: 'FROM scratch\n',
    'compose.yaml': 'services:\n  web:\n    image: nginx\n  db:\n    image: postgres\n',
    'package.json': JSON.stringify({
      name: 'world',
      version: '1.0.0',
      scripts: { build: 'tsc', test: 'vitest run', 'test:watch': 'vitest', lint: 'oxlint' },
      dependencies: { ink: '8.0.0' },
      devDependencies: { vitest: '5.0.0' },
    }),
    '.gitignore': 'node_modules\n',
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  for (const name of ['ink', 'vitest'])
    writeFileSync(join(folder, 'node_modules', name, 'package.json'), `{"name":"${name}"}`)
  fillRepository(folder)
  execFileSync('tar', ['-cf', 'a.tar', 'src', 'README.md'], { cwd: folder })
  execFileSync('tar', ['-czf', 'b.tgz', 'docs'], { cwd: folder })
}

function fillRepository(folder: string): void {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=n@example.com', ...args], {
      cwd: folder,
      stdio: 'ignore',
    })
  git('init', '-q', '-b', 'main')
  git('add', '.gitignore', 'src', 'docs', 'README.md', 'package.json')
  git('commit', '-qm', 'begin')
  git('tag', 'v1.0')
  git('commit', '-qm', 'more', '--allow-empty')
  git('branch', 'feature/one')
  git('branch', 'fix-two')
  git('remote', 'add', 'origin', 'https://example.com/world.git')
  git('remote', 'add', 'fork', 'https://example.com/fork.git')
  git('update-ref', 'refs/remotes/origin/main', 'HEAD')
  git('update-ref', 'refs/remotes/origin/topic', 'HEAD')
  writeFileSync(join(folder, 'README.md'), 'stashed\n')
  git('stash')
  writeFileSync(join(folder, 'README.md'), 'changed\n')
  writeFileSync(join(folder, 'src/new.ts'), '')
  writeFileSync(join(folder, 'docs/guide.md'), '# staged\n')
  git('add', 'docs/guide.md')
}

/** The real one, but for the units: there is no systemd to ask where programs are built. */
const systemctl = `#!/bin/sh
for word in "$@"; do
  case $word in
    list-unit-files) cat <<'END'
cron.service enabled enabled
getty@.service enabled enabled
nginx.service disabled enabled
rescue.target static -
ssh.service enabled enabled
ssh.socket disabled enabled
sleep.service masked enabled
END
      exit ;;
    list-units) cat <<'END'
cron.service loaded active running Regular background program processing daemon
getty@tty1.service loaded active running Getty on tty1
nginx.service loaded inactive dead A high performance web server
ssh.service loaded active running OpenBSD Secure Shell server
logrotate.service loaded failed failed Rotate log files
multi-user.target loaded active active Multi-User System
END
      exit ;;
  esac
done
exec /usr/bin/systemctl "$@"
`

/** As much of Docker's daemon as its own completions ask. */
async function serveDocker(socket: string): Promise<Server> {
  const answers: Readonly<Record<string, unknown>> = {
    '/containers/json': [
      {
        Id: 'c0ffee000001',
        Names: ['/web'],
        Image: 'nginx:latest',
        State: 'running',
        Status: 'Up',
        Labels: {},
      },
      {
        Id: 'c0ffee000002',
        Names: ['/db'],
        Image: 'postgres:17',
        State: 'running',
        Status: 'Up',
        Labels: {},
      },
    ],
    '/images/json': [
      { Id: 'sha256:aaaa', RepoTags: ['nginx:latest'], RepoDigests: [], Labels: {} },
      { Id: 'sha256:bbbb', RepoTags: ['postgres:17'], RepoDigests: [], Labels: {} },
    ],
    '/networks': [
      { Id: 'n1', Name: 'bridge', Driver: 'bridge' },
      { Id: 'n2', Name: 'world_default', Driver: 'bridge' },
    ],
    '/volumes': { Volumes: [{ Name: 'data', Driver: 'local' }], Warnings: [] },
  }
  const server = createServer(({ url = '' }, response) => {
    const path = url.replace(/\?.*/, '').replace(/^\/v[\d.]+/, '')
    response.setHeader('Api-Version', '1.47')
    response.setHeader('Content-Type', 'application/json')
    if (path === '/_ping') response.end('OK')
    else response.end(JSON.stringify(answers[path] ?? []))
  })
  await new Promise<void>(resolve => server.listen(socket, resolve))
  return server
}
