/** Scripts in the style of the installers that people paste from the web, on nacre and on the bash of this machine. */
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { nacreSh } from '../fuzz/compare.ts'
import { run, type RunResult } from '../helpers/run-nacre.ts'

const scripts = globSync(join(import.meta.dirname, 'installers/*.sh'))

/** What one shell makes of a script that is piped into it, in a home of its own. */
async function answer(argv: readonly string[], script: string): Promise<RunResult> {
  const home = mkdtempSync(join(tmpdir(), 'nacre-installer-'))
  try {
    const env = { HOME: home, SHELL: '/bin/bash', LC_ALL: 'C.UTF-8', TERM: 'xterm', TMPDIR: home }
    const { stdout, stderr, status } = await run(argv, { cwd: home, env, input: readFileSync(script) })
    const own = (text: string): string =>
      text.replaceAll(home, '@').replace(/^(?:bash|main|nacre): /gm, 'sh: ')
    return { stdout: own(stdout), stderr: own(stderr), status }
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

test.each(scripts.map(script => [basename(script), script]))('%s', async (_, script) => {
  const [ours, theirs] = await Promise.all([
    answer(nacreSh, script),
    answer(['bash', '--norc', '-s'], script),
  ])
  expect(ours).toEqual(theirs)
})
