/** From exec to exit: `npm run bench -- startup`. */
import { nacre, node, peers, race, report } from './measure.ts'

const base = { name: 'node -e 0', argv: [node, '-e', '0'] }

for (const [code, bar] of [
  ['true', '1.6× node'],
  ['ls -l | wc -l', '2.4× node'],
  ['date', undefined],
  ['git --version | cat', undefined],
] as const) {
  const medians = race(
    [
      base,
      { name: 'nacre', argv: [...nacre, '-c', code] },
      ...peers({
        bash: path => ({ name: 'bash', argv: [path, '-c', code] }),
        fish: path => ({ name: 'fish', argv: [path, '-c', code] }),
        zsh: path => ({ name: 'zsh', argv: [path, '-c', code] }),
        xonsh: path => ({ name: 'xonsh', argv: [path, '--no-rc', '-c', code] }),
      }),
    ],
    15,
  )
  report(`-c '${code}'`, medians, base.name, bar)
}
