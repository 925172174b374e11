// Preloaded into a shell: tells on descriptor 2 what the process holds when it ends.
const fs = require('node:fs')
const { basename } = require('node:path')

const { readFileSync } = fs
const scripts = []
fs.readFileSync = (file, ...rest) => {
  if (/[\\/]dist[\\/][^\\/]*\.cjs$/.test(String(file))) scripts.push(basename(file, '.cjs'))
  return readFileSync(file, ...rest)
}
process.once('exit', () => {
  const modules = [...process.moduleLoadList]
  const { sharedObjects } = process.report.getReport()
  fs.writeSync(2, JSON.stringify({ modules, sharedObjects, scripts }))
})
