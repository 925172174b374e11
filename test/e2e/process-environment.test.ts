/** `process.env` and `process.chdir` are the shell's: what commands export, imported code reads, and the other way round. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runNacre } from '../helpers/run-nacre.ts'

let dir: string
beforeAll(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'nacre-env-')))
  writeFileSync(join(dir, 'reads.ts'), "export const read = () => process.env['STAGE']\n")
})
afterAll(() => rmSync(dir, { recursive: true }))

test.each<[name: string, script: string, output: string]>([
  ['what a command exports', 'export A=1\n= process.env.A', "'1'\n"],
  ['only what is exported', 'a_local=1\n= process.env.a_local ?? "none"', "'none'\n"],
  ['what a module reads', 'import { read } from "./reads.ts"\nexport STAGE=test\n= read()', "'test'\n"],
  ['an assignment', "process.env.B = 2\necho $B; sh -c 'echo $B'", '2\n2\n'],
  ['`$`', 'process.env.B = "x"\nexport C=y\n= (await $`echo $B$C`).stdout.trim()', "'xy'\n"],
  ['an assignment without export', 'export D=1; export -n D\n= (await $`echo $D`).stdout.trim()', "'1'\n"],
  ['delete', 'export E=1\ndelete process.env.E\necho "[${E-unset}]"', '[unset]\n'],
  ['unset', 'export E=1\nunset E\n= "E" in process.env', 'false\n'],
  [
    'its keys',
    'export F=1\n= Object.keys(process.env).filter(key => key.length === 1).join("") + ({ ...process.env }).F',
    "'F1'\n",
  ],
  [
    'child_process',
    'export G=1\n= (await import("node:child_process")).execSync("echo $G").toString()',
    "'1\\n'\n",
  ],
  ['export TZ', 'export TZ=Asia/Tokyo\n= new Date(0).getHours()', '9\n'],
  ['process.env.TZ', 'process.env.TZ = "Asia/Tokyo"\ndate -d @0 +%H\n= new Date(0).getHours()', '09\n9\n'],
  [
    'as it is shown',
    'for (const name in process.env) delete process.env[name]\nexport H=1\n= process.env',
    "{ H: '1' }\n",
  ],
  [
    'env as it is shown',
    'for (const name in process.env) delete process.env[name]\nexport PATH=/a:/b\n= env\n= env.path',
    "{ PATH: '/a:/b' }\n[ '/a', '/b' ]\n",
  ],
  ['process.chdir', 'process.chdir("/usr")\npwd\necho $OLDPWD', '/usr\nDIR\n'],
  ['process.cwd after cd', 'cd /usr\n= process.cwd()\ncd - >/dev/null\n= process.cwd()', "'/usr'\n'DIR'\n"],
])('%s', async (_, script, output) => {
  const file = join(dir, 'script.tsh')
  writeFileSync(file, `${script}\n`)
  const { stdout, stderr } = await runNacre([file], { cwd: dir, env: { TZ: undefined } })
  expect({ stdout: stdout.replaceAll(dir, 'DIR'), stderr }).toEqual({ stdout: output, stderr: '' })
})

test('a module that changes its directory leaves zx where it is', async () => {
  const file = join(dir, 'script.ts')
  writeFileSync(file, "process.chdir('/')\nconsole.log((await $`pwd`).stdout)\n")
  expect((await runNacre([file], { cwd: dir })).stdout.trim()).toBe(dir)
})
