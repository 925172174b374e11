// SHA-256 of every file below a folder, on all cores; the output is what `sha256sum -c` reads.
//   nacre checksums.ts folder > SHA256SUMS
import { pool } from 'nacre'

const files: string[] = (await glob(`${argv._[0] ?? '.'}/**/*`)).toSorted()
const sums = await pool.map(files, async (file: string) => {
  const { createHash } = await import('node:crypto')
  const { readFile } = await import('node:fs/promises')
  return `${createHash('sha256')
    .update(await readFile(file))
    .digest('hex')}  ${file}`
})
for (const line of sums) console.log(line)
