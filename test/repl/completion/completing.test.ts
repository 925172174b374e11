/** What the engine offers for a text, in a folder made for it, with a real shell. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeSource } from '../../../src/diag/index.ts'
import type { Shell } from '../../../src/lang/eval/index.ts'
import { quietOutput } from '../../../src/os/index.ts'
import type { Choice } from '../../../src/repl/completion/candidate.ts'
import { complete } from '../../../src/repl/completion/engine.ts'
import { suggestCompletion } from '../../../src/repl/completion/suggest.ts'
import { userCompletions } from '../../../src/shell/index.ts'
import { makeShell } from '../../helpers/eval-shell.ts'

/** The manual page of a program that nobody has. */
const page = `
       -d, --directory=DIR
              Work in DIR.
       -c, --config FILE
              Read FILE.
       --colour[=WHEN]
              Colour the output.
       --mode=MODE
              Takes one of "full" (the default), "half" or "none".
       --level {low,high}   how much
       -u USER    as whom
       -n NUM     how often
`

let folder: string
let shell: Shell
const names = { user: new Set(['files']) }

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'nacre-complete-')))
  for (const name of ['src', 'src/repl', 'sub dir', '.hidden']) mkdirSync(join(folder, name))
  for (const name of [
    'notes.txt',
    "it's.txt",
    'a b.md',
    'src/main.ts',
    'src/repl/app.tsx',
    'n1.tar',
    'n2.log',
  ])
    writeFileSync(join(folder, name), '')
  writeFileSync(join(folder, 'run-me'), '#!/bin/sh\n')
  chmodSync(join(folder, 'run-me'), 0o755)
  symlinkSync('src', join(folder, 'link'))
  writeFileSync(
    join(folder, 'Makefile'),
    'all: build ## everything\nbuild test: src\n\techo $(shell touch made)\n.PHONY: all\nX := 1\n',
  )
  writeFileSync(
    join(folder, 'package.json'),
    '{"scripts":{"build":"tsc","bench":"node b"},"dependencies":{"ink":"8"},"devDependencies":{"vitest":"5"}}',
  )
  mkdirSync(join(folder, '.ssh'))
  writeFileSync(join(folder, '.ssh/config'), 'Host build alpha-*\nHost beta\n  User x\n')
  writeFileSync(join(folder, '.ssh/known_hosts'), 'gamma,10.0.0.1 ssh-rsa A\n|1|abc ssh-rsa B\n')
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=n', '-c', 'user.email=n@example.com', ...args], { cwd: folder })
  git('init', '-q', '-b', 'main')
  git('add', 'notes.txt', 'src')
  git('commit', '-qm', 'the first')
  git('branch', 'feature/one')
  git('tag', 'v1.0')
  git('remote', 'add', 'origin', 'https://example.com/x.git')
  writeFileSync(join(folder, 'notes.txt'), 'changed')
  git('config', 'alias.co', 'checkout -q')
  git('config', 'alias.boom', '!touch made')
  execFileSync('tar', ['-cf', 'n1.tar', 'src', 'notes.txt'], { cwd: folder })
  makePackages()
  writeFileSync(
    join(folder, 'src/exports.ts'),
    'export const one = 1, two = 2\nexport type other = string\nthrow new Error("never run")\n',
  )
  mkdirSync(join(folder, 'src/.pkg/node_modules/esm/lib'), { recursive: true })
  writeFileSync(
    join(folder, 'src/.pkg/node_modules/esm/package.json'),
    '{"exports":{".":{"import":"./lib/i.js"}}}',
  )
  writeFileSync(
    join(folder, 'src/.pkg/node_modules/esm/lib/i.js'),
    'export * from "./more.js"\nexport { x as eta }\nlet x',
  )
  writeFileSync(
    join(folder, 'src/.pkg/node_modules/esm/lib/more.js'),
    'export function epsilon() {}\nexport default 1',
  )
  mkdirSync(join(folder, 'src/.pkg/node_modules/cjs'))
  writeFileSync(
    join(folder, 'src/.pkg/node_modules/cjs/sub.js'),
    'exports.chi = 1\nmodule.exports = { chit, x: 2 }',
  )
  shell = makeShell()
  await shell.run(makeSource('t', "alias g=git gco='git checkout' ls='ls --color' loop=pool pool=loop"))
  shell.changeDirectory(folder)
  shell.variables.set('HOME', folder)
  shell.variables.set('PATH', `${folder}/.prefix/bin:${shell.variables.get('PATH')}`)
  shell.variables.set('XDG_CACHE_HOME', join(folder, '.cache'))
})

/** npm with a manual of two pages, a program made with @bomb.sh/tab, and one that is not. */
function makePackages(): void {
  const modules = join(folder, '.prefix/lib/node_modules')
  mkdirSync(join(folder, '.prefix/bin'), { recursive: true })
  const program = (name: string, file: string, text: string) => {
    mkdirSync(join(modules, name, 'bin'), { recursive: true })
    writeFileSync(join(modules, name, file), text)
    chmodSync(join(modules, name, file), 0o755)
    symlinkSync(`../lib/node_modules/${name}/${file}`, join(folder, '.prefix/bin', name))
  }
  program('npm', 'bin/npm-cli.js', '')
  for (const part of ['man1', 'man5', 'man7']) mkdirSync(join(modules, 'npm/man', part), { recursive: true })
  const page = (name: string, text: string) => writeFileSync(join(modules, 'npm/man', name), text)
  const setting = (name: string, text: string) => `.SS "\\fB${name}\\fR"\n.IP\nDefault: false\n.P\n${text}\n`
  page(
    'man1/npm-install.1',
    `\\fBnpm-install\\fR - Install a package\n.nf\naliases: i, add\n.P\n\\fB-D, --save-dev\\fR: Goes to development. Yes.\n${setting('save', 'Save it. Or not.')}`,
  )
  page('man1/npm-config.1', `\\fBnpm-config\\fR - Manage\n.nf\nnpm config set <key>\nnpm config get\n`)
  page(
    'man7/config.7',
    `\\fB-S\\fR: \\fB--save\\fR\n${setting('save', 'Save it.')}${setting('registry', 'Where.')}`,
  )
  const answer =
    '#!/bin/sh\n[ "$1 $2" = "complete --" ] && printf "dev\\tStart it\\nbuild\\n:4\\n" || touch ran\n'
  program('tabbed', 'cli', answer)
  writeFileSync(join(modules, 'tabbed/package.json'), '{"devDependencies":{"@bomb.sh/tab":"1"}}')
  program('other', 'cli', answer)
  writeFileSync(join(modules, 'other/package.json'), '{}')
}

afterAll(async () => {
  shell.changeDirectory('/')
  await shell.finish(0)
  rmSync(folder, { recursive: true })
})

function hostFor(signal: AbortSignal) {
  const environment = { HOME: folder, PATH: shell.variables.get('PATH') ?? '', MANWIDTH: '500' }
  return {
    shell,
    names: () => names,
    globals: () => Promise.resolve([{ name: 'files', type: 'declared here' }]),
    members: (object: string) =>
      Promise.resolve(object === 'files' ? [{ name: 'length', type: 'number' }] : []),
    output: async (argv: readonly string[]) =>
      argv[0] === 'man' && argv.at(-1) === 'paged'
        ? page
        : quietOutput(argv, { cwd: folder, environment, timeout: 5000, signal }),
  }
}

/** The last answer for a text with the cursor at `|`, or at its end. */
async function choices(text: string): Promise<readonly Choice[]> {
  const at = text.indexOf('|')
  const cursor = at === -1 ? text.length : at
  const { signal } = new AbortController()
  const host = hostFor(signal)
  let last: readonly Choice[] = []
  for await (const found of complete(text.replace('|', ''), cursor, host, signal)) last = found.choices
  return last
}

const texts = async (text: string): Promise<string[]> =>
  (await choices(text)).map(choice => choice.text + choice.suffix)

test.each<[string, string[]]>([
  ['cat no', ['notes.txt ']],
  ['cat src/ma', ['src/main.ts ']],
  ['cat s', ['src/', 'sub\\ dir/']],
  ['cat a', ['a\\ b.md ']],
  ['cat "a', ['"a b.md" ']],
  ["cat 'it", ["'it'\\''s.txt' "]],
  ['cat .h', ['.hidden/']],
  ['cat ~/no', ['~/notes.txt ']],
  ['cat $HOME/no', ['$HOME/notes.txt ']],
  ['cat "$HOME/a', ['"$HOME/a b.md" ']],
  ['cat NOTES', ['notes.txt ']],
  ['cat otes', ['notes.txt ']],
  ['cd ', ['link/', 'src/', 'sub\\ dir/']],
  ['cd src/', ['src/repl/']],
  ['> no', ['notes.txt ']],
  ['X=no', ['notes.txt ']],
  ['cat --file=no', ['--file=notes.txt ']],
  ['./run', ['./run-me ']],
  ['echo $HOM', ['HOME ']],
  ['echo ${HOM', ['HOME}']],
  ['make ', ['all ', 'build ', 'test ']],
  ['npm run b', ['build ', 'bench ']],
  ['npm uninstall ', ['ink ', 'vitest ']],
  ['ssh ', expect.arrayContaining(['build ', 'beta ', 'gamma ', '10.0.0.1 ']) as string[]],
  ['ssh root@be', ['root@beta ']],
  ['git che', ['checkout ', 'cherry-pick ', 'cherry ']],
  ['git checkout fe', ['feature/one ']],
  ['git push ', ['origin ']],
  ['git push origin v', ['v1.0 ']],
  ['git diff n', ['notes.txt ']],
  ['sudo git checkout fe', ['feature/one ']],
  ['git checkout --det', ['--detach ']],
  ['tar xf ', ['n1.tar ', 'link/', 'src/', 'sub\\ dir/'].toSorted()],
  ["import { readFileS| } from 'node:fs'", ['readFileSync']],
  ["import { o| } from './src/exports'", ['one', 'other']],
  ["import { x| } from 'nowhere'", []],
  ['files.le', ['length']],
  ["import x from './src/ma", ["./src/main.ts'"]],
  ["await import('node:fs/", ["node:fs/promises'"]],
  ['echo $(cat no', ['notes.txt ']],
  ['for (const f of files) {\n  cat no', ['notes.txt ']],
  ['echo # cat no', []],
  ['npm ', ['config ', 'install ']],
  ['npm ad', ['add ']],
  ['npm i --save', ['--save ', '--save-dev ']],
  ['npm i -', ['--save ', '-S ', '-D ', '--save-dev ']],
  ['npm config ', ['set ', 'get ']],
  ['npm config get r', ['registry ']],
  ['npm uninstall -g ', ['npm ', 'other ', 'tabbed '].toSorted()],
  ['tabbed ', ['dev ', 'build ']],
  ['tabbed b', ['build ']],
  ['other n', ['notes.txt ', 'n1.tar ', 'n2.log '].toSorted()],
  ['tar tf n1.tar ', ['src/', 'notes.txt ']],
  ['tar xf n1.tar src/m', ['src/main.ts ']],
  ['tar -C sr', ['src/']],
  ['git co fe', ['feature/one ']],
  ['git boom -', []],
  ['git stash po', ['pop ']],
  ['git cat-f', ['cat-file ']],
  ['git show HEAD:src/ma', ['HEAD:src/main.ts ']],
  ['git log main..fe', ['main..feature/one ']],
  ['git push origin main:fe', ['main:feature/one ']],
  ['git checkout HE', ['HEAD ']],
  ['git rebase --onto fe', ['feature/one ']],
  ['git -C sr', ['src/']],
  ['gco fe', ['feature/one ']],
  ['g checkout fe', ['feature/one ']],
  ['sudo gco fe', ['feature/one ']],
  ['ls no', ['notes.txt ']],
  ['loop no', ['notes.txt ']],
  ['paged -d s', ['src/', 'sub\\ dir/']],
  ['paged --directory=s', ['--directory=src/', '--directory=sub\\ dir/']],
  ['paged -c no', ['notes.txt ']],
  ['paged --colour=', ['--colour=always ', '--colour=auto ', '--colour=never ']],
  ['paged --colour no', ['notes.txt ']],
  ['paged --mode=', ['--mode=full ', '--mode=half ', '--mode=none ']],
  ['paged --level ', ['low ', 'high ']],
  ['paged -u roo', ['root ']],
  ['paged -n ', []],
  ['paged --mo', ['--mode=']],
])('%j', async (text, expected) => expect(await texts(text)).toEqual(expected))

test.each([
  ["import { e| } from 'esm'", ['eta', 'epsilon']],
  ["import { c| } from 'cjs/sub.js'", ['chi', 'chit']],
])('exports of packages: %j', async (text, expected) => {
  shell.changeDirectory(join(folder, 'src/.pkg'))
  try {
    expect(await texts(text)).toEqual(expected)
  } finally {
    shell.changeDirectory(folder)
  }
})

test('a makefile is read, never run', async () => {
  await choices('make ')
  expect(shell.host.stat(join(folder, 'made'), true)).toBeUndefined()
})

test('neither a program nor an alias for one is run to find out about it', async () => {
  await choices('other ')
  await choices('./other ')
  await choices('git boom -')
  await choices('git boom ')
  for (const name of ['ran', 'made']) expect(shell.host.stat(join(folder, name), true)).toBeUndefined()
})

test('a program that the person says completes itself', async () => {
  userCompletions(shell.session).set('other', { protocol: 'tab' })
  expect((await choices('other ')).map(one => [one.text, one.description])).toEqual([
    ['dev', 'Start it'],
    ['build', ''],
  ])
})

test('a name of TypeScript at the start of a statement, with commands', async () => {
  expect(await texts('file')).toEqual(expect.arrayContaining(['file ', 'files']))
})

test('what `complete` of bash defines comes first', async () => {
  await shell.run(
    makeSource(
      't',
      `_d() { COMPREPLY=($(compgen -W "staging production" -- "$2")); }; complete -F _d deploy`,
    ),
  )
  expect(await texts('deploy st')).toEqual(['staging '])
  expect(await texts('deploy --to=pr')).toEqual(['--to=production '])
})

test('what a builtin says of itself', async () => {
  expect(await texts('pwd -')).toEqual(['-L ', '-P '])
  const ship = {
    name: 'ship',
    synopsis: 'ship [--to PLACE]',
    summary: 'ships',
    examples: [],
    complete: (words: readonly string[]) => [
      { value: words.length === 2 ? 'first' : 'next', description: 'd' },
    ],
    run: () => 0,
  }
  const builtins = shell.builtins as Map<string, typeof ship>
  builtins.set('ship', ship)
  expect(await texts('ship ')).toEqual(['first '])
  builtins.delete('ship')
})

test('what `complete()` of TypeScript defines', async () => {
  userCompletions(shell.session).set('ship', {
    flags: { force: 'whatever it takes', n: 'not really' },
    args: ({ words }) => (words.length === 0 ? ['up', { value: 'down', description: 'and out' }] : []),
  })
  expect(await texts('ship ')).toEqual(['up ', 'down '])
  expect(await texts('ship up ')).toEqual([])
  expect((await choices('ship --f')).map(one => [one.text, one.description])).toEqual([
    ['--force', 'whatever it takes'],
  ])
  userCompletions(shell.session).set('bad', () => {
    throw new Error('no')
  })
  expect(await texts('bad ')).toEqual([])
})

test.each([
  ['cat no', 'tes.txt'],
  ['cat n', '1.tar'],
  ['cat s', 'rc/'],
  ['cat src/ma', 'in.ts'],
  ['cat su', 'b\\ dir/'],
  ['cat ', ''],
  ['cat @(files)', ''],
  ['print', 'f'],
  ['printf', ''],
  ['cat otes', ''],
  ['cat NO', ''],
  ['g', ''],
  ['prin', 'tf'],
  ['echo $HOM', 'E'],
  ['files.le', 'ngth'],
  ['cat notes.txt', ''],
  ['git che', ''],
  ['deploy sta', ''],
  ['tabbed d', ''],
])('suggested without asking anybody: %j', async (text, expected) => {
  const { signal } = new AbortController()
  const asked: string[] = []
  const output = (argv: readonly string[]) => {
    asked.push(argv.join(' '))
    return Promise.resolve('')
  }
  const host = { ...hostFor(signal), output }
  expect(await suggestCompletion(text, host, signal)).toBe(expected)
  expect(asked).toEqual([])
})
