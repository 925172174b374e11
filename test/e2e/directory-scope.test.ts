/** `within` and `await using _ = cd(…)` move their own task: fifty at once, each in a directory of its own. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runNacre } from '../helpers/run-nacre.ts'

const tasks = 50
let dir: string
beforeAll(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'nacre-directories-')))
  for (let i = 0; i < tasks; i++) mkdirSync(join(dir, `d${i}/sub`), { recursive: true })
})
afterAll(() => rmSync(dir, { recursive: true }))

const prelude = `
const root = process.argv[2]
const wrong: string[] = []
const same = (what: string, got: unknown, wanted: unknown) => { if (got !== wanted) wrong.push(\`\${what}: \${got}, not \${wanted}\`) }
const pause = () => sleep(Math.random() * 10)
const all = (task: (i: number) => Promise<void>) => Promise.all(Array.from({ length: ${tasks} }, (_, i) => task(i)))
cd(root)
`

const ending = `
same('outside', pwd(), root)
console.log(wrong.join('\\n') || 'none leaked')
`

test.each<[name: string, file: string, text: string]>([
  [
    'within',
    'within.ts',
    `await all(i => within(async () => {
       cd(\`d\${i}\`)
       await pause()
       same('pwd', pwd(), \`\${root}/d\${i}\`)
       same('$', (await $\`pwd\`).stdout.trim(), \`\${root}/d\${i}\`)
       same('ls', ls().map(file => file.name).join(), 'sub')
       await Promise.all([1, 2].map(() => within(async () => { cd('/'); await pause(); same('inner', pwd(), '/') })))
       same('after', pwd(), \`\${root}/d\${i}\`)
     }))
     await within(async () => { cd('d1'); throw new Error('left') }).catch(() => {})`,
  ],
  [
    'using',
    'using.ts',
    `await all(async i => {
       {
         await using _ = cd(\`d\${i}\`)
         await pause()
         same('$', (await $\`pwd\`).stdout.trim(), \`\${root}/d\${i}\`)
         {
           await using _ = cd('sub')
           await pause()
           same('inner', pwd(), \`\${root}/d\${i}/sub\`)
         }
         same('pwd', pwd(), \`\${root}/d\${i}\`)
       }
       same('after', pwd(), root)
     })`,
  ],
  [
    'what is begun by `using` is not where its caller is',
    'callers.tsh',
    `async function go(i: number, ...rest: string[]) {
       await using _ = await cd(\`\${root}/d\${i}\`)
       await pause()
       same('pwd', pwd(), \`\${root}/d\${i}\`)
       return rest.length + arguments.length
     }
     const object = { async go(this: object, i: number) { using _ = cd('d' + i); await pause(); return [this === object, pwd()] } }
     const first = go(1, 'a')
     same('at once', pwd(), root)
     await sleep(1)
     same('later', pwd(), root)
     same('result', await first, 3)
     same('method', String(await object.go(2)), \`true,\${root}/d2\`)
     const plain = async () => { cd('d3'); { await using _ = cd('sub') } }
     await plain()
     same('cd without using', pwd(), root + '/d3')
     cd(root)`,
  ],
  [
    'commands in blocks',
    'blocks.tsh',
    `await all(i => within(async () => {
       cd $root/d$i
       await pause()
       same('$()', $(pwd), \`\${root}/d\${i}\`)
       cd sub
       pwd > where
       await pause()
       same('pwd', pwd(), \`\${root}/d\${i}/sub\`)
       same('file', $(cat where), pwd())
     }))`,
  ],
])('%s', async (_, file, text) => {
  writeFileSync(join(dir, file), prelude + text + ending)
  expect(await runNacre([join(dir, file), dir])).toEqual({ stdout: 'none leaked\n', stderr: '', status: 0 })
})
