/** nacre's own prompt: what it tells, and that it waits for nothing. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, test } from 'vitest'
import { shells } from '../helpers/shell-program.ts'

const { open, close } = shells()
afterEach(close)

/** A `git` that answers when somebody makes the file `go`. */
const slowGit = `#!/bin/sh
until [ -e "$HOME/go" ]; do :; done
echo '# branch.ab +2 -0'; echo '? new'
`

test('the status and the time of what failed, at the right', async () => {
  const shell = await open({ ownPrompt: true })
  shell.send('sh -c "exit 3"\r')
  await shell.until(/^~\S* ❯ +✘ 3$/m)
  shell.send('true\r')
  await shell.until(/❯ true\n~\S* ❯$/)
})

test('a git that takes its time takes nothing away', async () => {
  const shell = await open({ ownPrompt: true })
  mkdirSync(join(shell.home, 'repo/.git'), { recursive: true })
  mkdirSync(join(shell.home, 'bin'))
  writeFileSync(join(shell.home, 'repo/.git/HEAD'), 'ref: refs/heads/main\n')
  writeFileSync(join(shell.home, 'bin/git'), slowGit)
  chmodSync(join(shell.home, 'bin/git'), 0o755)
  shell.send('PATH=$HOME/bin:$PATH; cd repo\r')
  await shell.until(/^\S+repo main ❯$/m)
  shell.send('echo typed')
  await shell.until(/main ❯ echo typed$/)
  writeFileSync(join(shell.home, 'go'), '')
  await shell.until(/main\?↑2 ❯ echo typed$/)
  shell.send('\r')
  await shell.until(/\ntyped\n/)
})

test('a prompt in TypeScript, set where the session begins', async () => {
  const home = mkdtempSync(join(tmpdir(), 'nacre-home-'))
  mkdirSync(join(home, '.config/nacre'), { recursive: true })
  writeFileSync(
    join(home, '.config/nacre/rc.ts'),
    `import { defineConfig } from 'nacre/config'
export default defineConfig({ prompt: async ({ status }) => ({ left: \`st \${status} \`, right: 'R' }) })
`,
  )
  const shell = await open({ ownPrompt: true, home, args: [] })
  await shell.until(/^st 0 ❯ +R$/m)
  shell.send('false\r')
  await shell.until(/^st 1 ❯ +R$/m)
  shell.send('exit\r')
  await shell.exited()
  rmSync(home, { recursive: true })
})
