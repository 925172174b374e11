// Preloaded into a shell: tells on descriptor 2 what the process holds when it ends.
process.once('exit', () => {
  const modules = [...process.moduleLoadList]
  const { sharedObjects } = process.report.getReport()
  require('node:fs').writeSync(2, JSON.stringify({ modules, sharedObjects }))
})
