/**
 * `npm run shots [scene …]`: pictures of the real program's screen, taken from a pseudo-terminal, for the README and the
 * documentation. They are written to docs/shots (or where SHOTS says), one for each scene, background and width.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { environmentOf, makeHome } from './home.ts'
import { palettes } from './palette.ts'
import { scenes, type Scene } from './scenes.ts'
import { drawScreen } from './svg.ts'
import { PtyProgram } from '../test/helpers/pty.ts'
import { nacreArgv, root } from '../test/helpers/run-nacre.ts'

const backgrounds = ['dark', 'light'] as const
const widths = [80, 200]
const tallest = 24

/** Plays a scene and gives the picture of its end. */
async function take(scene: Scene, background: 'dark' | 'light', columns: number): Promise<string> {
  const home = makeHome()
  const program = new PtyProgram(nacreArgv[0], nacreArgv.slice(1), {
    columns,
    rows: tallest,
    cwd: join(home, 'shop'),
    environment: environmentOf(home, background),
  })
  try {
    await program.until(/shop main ❯$/)
    await scene.play(program)
    await settled(program)
    const { buffer } = program
    const rows = program.screen().split('\n').length
    const to = buffer.baseY + Math.max(rows, program.cursor().y + 1)
    return drawScreen({ buffer, columns, from: buffer.baseY, to }, palettes[background], scene.title)
  } finally {
    program.dispose()
    rmSync(home, { recursive: true, force: true })
  }
}

/** Colours and suggestions come a moment behind the text: until nothing comes for a while, or always something does. */
async function settled(program: PtyProgram): Promise<void> {
  for (let before = -1, round = 0; before !== program.output.length && round < 5; round++) {
    before = program.output.length
    await new Promise(resolve => setTimeout(resolve, 400))
  }
}

// What the machine's owner has set must not be seen.
for (const name of Object.keys(process.env)) if (name !== 'PATH' && name !== 'SHOTS') delete process.env[name]
const folder = process.env['SHOTS'] ?? join(root, 'docs/shots')
const wanted = process.argv.slice(2)
const chosen = scenes.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
mkdirSync(folder, { recursive: true })
for (const scene of chosen)
  for (const background of backgrounds)
    for (const columns of widths) {
      const file = `${scene.name}-${background}-${columns}.svg`
      writeFileSync(join(folder, file), await take(scene, background, columns))
      console.log(file)
    }
