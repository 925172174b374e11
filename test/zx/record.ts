/** `node test/zx/record.ts`: runs the scripts beside it with zx alone, on bash, and writes down what they write. */
import { spawnSync } from 'node:child_process'
import { globSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, 'scripts')
const zx = join(import.meta.dirname, '../../node_modules/zx/build/cli.js')

const recorded = globSync('*.mjs', { cwd: folder })
  .toSorted()
  .map(name => {
    const env = { ...process.env, NO_COLOR: '1', CI: 'true' }
    const { stdout, stderr, status } = spawnSync(process.execPath, [zx, name], {
      cwd: folder,
      env,
      input: '',
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`${name}: ${stderr}`)
    return [name, stdout]
  })
writeFileSync(join(folder, 'recorded.json'), `${JSON.stringify(Object.fromEntries(recorded), null, 2)}\n`)
