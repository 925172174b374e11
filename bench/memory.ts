/** Memory over 100,000 programs, none kept: `npm run bench -- memory` (several minutes). Linux only. */
import { spawnSync } from 'node:child_process'
import { nacre, root } from './measure.ts'

const batches = 10
const each = 10_000
// The shell's own resident memory after every batch, as the kernel counts it.
const code = `b=0; while [ $b -lt ${batches} ]; do
  i=0; while [ $i -lt ${each} ]; do /bin/true; i=$((i+1)); done
  while read -r key value unit; do [ "$key" = VmRSS: ] && echo "$value"; done </proc/$$/status
  b=$((b+1))
done`

const [file = '', ...args] = nacre
const { stdout } = spawnSync(file, [...args, '-c', code], { cwd: root, encoding: 'utf8' })
console.log(`\nresident memory after each ${each} programs   (bar: flat)`)
for (const [at, kilobytes] of stdout.trim().split('\n').entries())
  console.log(
    `  ${String((at + 1) * each).padStart(7)}  ${(Number(kilobytes) / 1024).toFixed(1).padStart(7)} MB`,
  )
