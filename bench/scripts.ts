/** Scripts from exec to exit, beside who else runs them: `npm run bench -- scripts`. */
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nacre, node, race, report, root } from './measure.ts'

const rounds = 11

const hello = 'const greet = (name: string): string => `hello ${name}`\nconsole.log(greet("you"))\n'

/** What build scripts do: ask programs, one after the other, and put their answers together. */
const tenCommands = `import { $ } from 'zx'
$.verbose = false
const names = []
for (let i = 0; i < 4; i++) names.push((await $\`basename /some/path/file-\${i}.txt .txt\`).stdout.trim())
const count = await $\`ls | wc -l\`
const first = await $\`printf '%s\\n' \${names} | sort -r | head -1\`
const [here, date, user] = await Promise.all([$\`pwd\`, $\`date +%Y\`, $\`id -un\`])
await $\`test -n \${first.stdout.trim()}\`
console.log(names.length, count.stdout.trim(), here.stdout.length, date.stdout.length, user.stdout.length)
`

const folder = mkdtempSync(join(tmpdir(), 'nacre-bench-'))
try {
  const write = (name: string, text: string): string => {
    const file = join(folder, name)
    writeFileSync(file, text)
    return file
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const ts = write('hello.ts', hello)
  const times = race(
    [
      { name: 'node hello.ts', argv: [node, ts] },
      { name: 'nacre hello.ts', argv: [...nacre, ts] },
    ],
    rounds,
  )
  report('hello.ts', times, 'node hello.ts', '1.5× node')

  const zx = write('ten.mjs', tenCommands)
  const scripts = race(
    [
      { name: 'zx ten.mjs', argv: [node, join(root, 'node_modules/zx/build/cli.js'), zx] },
      { name: 'node ten.mjs (zx)', argv: [node, zx] },
      { name: 'nacre ten.mjs', argv: [...nacre, zx] },
      { name: 'node --import nacre/zx ten.mjs', argv: [node, '--import', join(root, 'dist/zx.js'), zx] },
    ],
    rounds,
  )
  report('a zx script of ten commands', scripts, 'zx ten.mjs', '0.5× zx')
} finally {
  rmSync(folder, { recursive: true, force: true })
}
