/** `npm run bench` runs every bench; `npm run bench -- startup pipe` the named ones. */
import { readdirSync } from 'node:fs'

const all = readdirSync(import.meta.dirname)
  .filter(file => file.endsWith('.ts') && !['run.ts', 'measure.ts'].includes(file))
  .map(file => file.slice(0, -3))
const wanted = process.argv.slice(2)
for (const name of wanted.length > 0 ? wanted : all) await import(`./${name}.ts`)
