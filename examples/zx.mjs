#!/usr/bin/env zx
// A script for zx, unchanged; `nacre zx.mjs` needs neither zx nor bash.
import { $, argv, chalk, within } from 'zx'

const name = argv._[0] ?? 'world'
const greeting = await $`echo hello ${name}`
console.log(chalk.level === 0 ? greeting.stdout.trim() : chalk.green(greeting.stdout.trim()))
const lines = await $`printf 'b\na\nc\n'`.pipe`sort`.pipe`head -2`.lines()
console.log(lines.join(' '))
await within(async () => {
  $.prefix += 'greet() { echo "greetings, $1"; };'
  console.log((await $`greet ${name}`).stdout.trim())
})
