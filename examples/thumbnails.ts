// Makes small versions of all pictures of a folder, on all cores: each is read, scaled and written on a worker thread.
//   nacre thumbnails.ts photos thumbs --width 64        (PPM pictures, as `convert photo.jpg photo.ppm` makes them)
import { pool } from 'nacre'

const [from = '.', to = 'thumbs'] = argv._
const width = Number(argv.width ?? 64)
await $`mkdir -p ${to}`

const pictures = ls(`${from}/*.ppm`).map(({ path: file, name }) => ({
  file,
  target: `${to}/${path.basename(name)}`,
}))
const sizes = await pool.map(
  pictures,
  async ({ file, target }) => {
    const { readFileSync, writeFileSync } = await import('node:fs')
    const bytes = readFileSync(file)
    const [head = '', w = 0, h = 0] =
      /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(bytes.toString('latin1', 0, 64)) ?? []
    const [oldWidth, oldHeight] = [Number(w), Number(h)]
    const height = Math.max(1, Math.round((oldHeight * width) / oldWidth))
    const pixels = Buffer.alloc(width * height * 3)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const at = (Math.floor((y * oldHeight) / height) * oldWidth + Math.floor((x * oldWidth) / width)) * 3
        bytes.copy(pixels, (y * width + x) * 3, head.length + at, head.length + at + 3)
      }
    writeFileSync(target, Buffer.concat([Buffer.from(`P6\n${width} ${height}\n255\n`), pixels]))
    return `${target} ${width}x${height}`
  },
  { kind: 'thread' },
)
for (const line of sizes) console.log(line)
