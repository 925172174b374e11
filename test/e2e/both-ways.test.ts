/** The same lines typed at the prompt and run from a `.tsh` file, with `= ` before those whose value is shown: one output. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { nacreArgv, runNacre } from '../helpers/run-nacre.ts'
import { TranscriptShell } from '../helpers/transcript-shell.ts'

/** What is typed; a value that the prompt shows is asked for in the file. */
const lines: readonly (string | { readonly shown: string })[] = [
  'git log --oneline --no-color | head -3',
  "const files = $(git ls-files '*.ts').split('\\n')",
  { shown: 'files.length' },
  'wc -l @(files) | tail -1',
  'for (const f of files.slice(0, 2)) {\n  head -1 $f\n}',
  'cat package.json | @(i => i.json()) | @(p => Object.keys(p.dependencies)) | sort',
  'yes | head -1',
  'ls *.ts | wc -l > n; cat n',
  'type X = string',
  { shown: '[{ name: "a", size: 1 }, { name: "b", size: 22 }]' },
  { shown: '({ deep: { list: [1, 2, 3], text: "x" } })' },
  'nosuchcommand-xyz 2> /dev/null; echo $?',
  { shown: 'status' },
]

function repository(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nacre-both-'))
  for (const name of ['a.ts', 'b.ts', 'c.ts'])
    writeFileSync(join(folder, name), `// the file ${name}\nexport {}\n`)
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ dependencies: { zod: '4', ink: '8' } }))
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=n@localhost', ...args], { cwd: folder })
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'first')
  return folder
}

test('the terminal and the file show the same', async () => {
  const cwd = repository()
  const shell = new TranscriptShell(nacreArgv, cwd)
  const typed: string[] = []
  for (const line of lines) {
    const shown = await shell.type(typeof line === 'string' ? line : `= ${line.shown}`)
    if (shown !== '') typed.push(shown)
  }
  shell.close()
  const script = lines.map(line => (typeof line === 'string' ? line : `= ${line.shown}`)).join('\n')
  writeFileSync(join(cwd, 'session.tsh'), `${script}\n`)
  const file = await runNacre(['session.tsh'], { cwd })
  expect(file.stdout).toBe(`${typed.join('\n')}\n`)
  expect(file.stderr).toBe('')
})
