import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { colorRoles, settingSpecs, typeText, valueText } from '../../../src/builtins/index.ts'
import { roles } from '../../../src/repl/highlight/canvas.ts'
import { root } from '../../helpers/run-nacre.ts'
import { runShell } from '../run-shell.ts'

test.each<[string, { out?: string; err?: string; status?: number }]>([
  ['config --value theme', { out: 'auto\n' }],
  ['config theme dark; config --changed', { out: 'config theme dark\n' }],
  ['config theme dark; config --reset; config --changed', { out: '' }],
  ['config transient-prompt yes; config --value transientPrompt', { out: 'on\n' }],
  ['config promptRight status time; config -v promptRight', { out: 'status time\n' }],
  ['config promptRight statu', { err: 'not a value of this setting (words of: ', status: 1 }],
  ['config notifyAfter 2.5; config -v notifyAfter', { out: '2.5\n' }],
  ['config notifyAfter -1', { err: '-1: not a value', status: 1 }],
  [
    'config theme loud',
    { err: 'config: theme: loud: not a value of this setting (auto | dark | light)', status: 1 },
  ],
  ['config colors.command bold green; config -v colors.command', { out: 'bold green\n' }],
  ['config colors.command loud', { err: 'a style is expected, like `bold green`', status: 1 }],
  ['config thmee', { err: 'config: thmee: no such setting (theme?)', status: 1 }],
  ['config prompt-lef', { err: 'config: prompt-lef: no such setting (promptLeft?)', status: 1 }],
  [
    'set -o vi; config -v editingMode; config editingMode emacs; set -o | grep "^vi "',
    { out: 'vi\nvi             \toff\n' },
  ],
  ['config autoPairs on; bind -v | grep auto-pairs', { out: 'set auto-pairs on\n' }],
  ['config --json | grep -c doc', { out: `${settingSpecs.size}\n` }],
  [
    'export XDG_CONFIG_HOME=$PWD; config theme',
    { out: `theme = auto\n    ${settingSpecs.get('theme')?.doc}\n    auto | dark | light; the default\n` },
  ],
  ['config colors.error | head -1', { out: 'colors.error = (as the theme has it)\n' }],
  ['config --loud', { err: 'config: --loud: invalid option', status: 2 }],
  ['config --value', { err: 'config: --value: a name is expected', status: 2 }],
])('%s', async (code, { out, err, status = 0 }) => {
  const result = await runShell(code)
  expect(result.err).toContain(err ?? '')
  expect(result.out).toBe(out ?? result.out)
  expect(result.status).toBe(status)
})

test('every setting is listed with its value, type and doc line', async () => {
  const { out } = await runShell('config')
  for (const [name, { doc, type }] of settingSpecs) {
    expect(out).toContain(`${name} = `)
    expect(out).toContain(doc)
    expect(out).toContain(typeText(type))
  }
})

test('whatever the highlighter paints can have a colour', () =>
  expect(Object.keys(colorRoles)).toEqual(expect.arrayContaining(roles.filter(role => role !== 'plain'))))

test('docs/configuration.md has all settings as the table has them', () => {
  const page = readFileSync(join(root, 'docs/configuration.md'), 'utf8')
  const rows = [...settingSpecs]
    .filter(([name]) => !name.startsWith('colors.'))
    .map(
      ([name, spec]) =>
        `| \`${name}\` | ${typeText(spec.type).replaceAll('|', '\\|')} | ${valueText(spec.default)} | ${spec.doc} |`,
    )
  const colors = Object.entries(colorRoles).map(([role, what]) => `| \`${role}\` | ${what} |`)
  expect(page).toContain(rows.join('\n'))
  expect(page).toContain(colors.join('\n'))
})
