/**
 * `npm run shots [scene|picture …]`: pictures of the real program's screen, taken from a pseudo-terminal, for the README and the
 * documentation. They are written to docs/shots (or where SHOTS says), one for each scene, background and width.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { environmentOf, makeHome } from './home.ts'
import { palettes } from './palette.ts'
import { scenes, type Scene } from './scenes.ts'
import { drawScreen } from './svg.ts'
import { PtyProgram } from '../test/helpers/pty.ts'
import { root } from '../test/helpers/run-nacre.ts'

const backgrounds = ['dark', 'light'] as const
const widths = [80, 200]
const tallest = 24

/** Plays a scene and gives the picture of its end. */
async function take(scene: Scene, background: 'dark' | 'light', columns: number): Promise<string> {
  const home = makeHome()
  const clock = join(home, '..', 'clock')
  const pass = (ms: number): void => writeFileSync(clock, String(Number(readFileSync(clock, 'utf8')) + ms))
  writeFileSync(clock, '0')
  const arguments_ = [
    '--import',
    pathToFileURL(join(root, 'shots/clock.ts')).href,
    join(root, 'bin/nacre.js'),
  ]
  const program = new PtyProgram(process.execPath, arguments_, {
    columns,
    rows: tallest,
    cwd: join(home, 'shop'),
    environment: { ...environmentOf(home, background), SHOTS_CLOCK: clock },
  })
  try {
    await program.until(/shop main ❯$/)
    await scene.play(program, pass)
    const { buffer } = program
    const rows = program.screen().split('\n').length
    const to = buffer.baseY + Math.max(rows, program.cursor().y + 1)
    const drawn = drawScreen({ buffer, columns, from: buffer.baseY, to }, palettes[background], scene.title)
    return scene.measured === undefined ? drawn : drawn.replaceAll(...scene.measured)
  } finally {
    program.dispose()
    rmSync(home, { recursive: true, force: true })
  }
}

// What the machine's owner has set must not be seen.
for (const name of Object.keys(process.env)) if (name !== 'PATH' && name !== 'SHOTS') delete process.env[name]
const folder = process.env['SHOTS'] ?? join(root, 'docs/shots')
const wanted = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
for (const scene of scenes)
  for (const background of backgrounds)
    for (const columns of widths) {
      const picture = `${scene.name}-${background}-${columns}`
      if (wanted.length > 0 && !wanted.includes(scene.name) && !wanted.includes(picture)) continue
      const file = `${picture}.svg`
      writeFileSync(join(folder, file), await take(scene, background, columns))
      console.log(file)
    }
