// Tells of the errors that are added to log files, as they come; ends after --max of them.
//   nacre log-watcher.ts 'logs/*.log' --max 3
import { watch } from 'nacre'

const pattern = argv._[0] ?? '*.log'
const max = Number(argv.max ?? Infinity)
const read = new Map<string, number>(ls(pattern).map(({ name, size }) => [name, size]))
let told = 0
console.log(`watching ${read.size} files`)
for await (const { path: name, type } of watch(pattern, { debounceMs: 20 })) {
  if (type === 'remove') continue
  const text = fs.readFileSync(name, 'utf8')
  const from = read.get(name) ?? 0
  read.set(name, text.length)
  for (const line of text
    .slice(from)
    .split('\n')
    .filter((line: string) => /\berror\b/i.test(line))) {
    console.log(`${name}: ${line}`)
    if (++told >= max) process.exit(0)
  }
}
