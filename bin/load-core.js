// Node's compile cache keeps what is compiled when a module is loaded; a function that runs at every start is compiled at
// every start. So the core is a script with a cache of its own, made after it has run: with all functions that a start needs.
const fs = process.getBuiltinModule('node:fs')
const { Script } = process.getBuiltinModule('node:vm')

/**
 * The exports of the core: `name` is its file beside `url`, `digest` tells this build's code from every
 * other's, `load` imports a chunk for it (a script has no `import` of its own).
 */
export function loadCore(url, name, digest, load) {
  const filename = new URL(name, url).href
  const path = process.getBuiltinModule('node:url').fileURLToPath(filename)
  const cache = cacheFile(digest)
  const cachedData = readIfThere(cache)
  const script = new Script(fs.readFileSync(path, 'latin1'), { filename, cachedData })
  const core = script.runInThisContext()({}, { url: filename, load })
  if (cache !== undefined && (cachedData === undefined || script.cachedDataRejected)) saveSoon(cache, script)
  return core
}

function cacheFile(digest) {
  const directory = process.getBuiltinModule('node:module').getCompileCacheDir()
  return directory && `${directory}/core-${digest}`
}

function readIfThere(file) {
  try {
    return file && fs.readFileSync(file)
  } catch {
    return undefined
  }
}

/** When the start is over: at exit, or while a prompt waits. */
function saveSoon(file, script) {
  let isSaved = false
  const save = () => {
    if (!isSaved) write(file, script.createCachedData())
    isSaved = true
  }
  process.once('exit', save)
  setTimeout(save, 1000).unref()
}

/** Whole or not at all: another shell may read it, and a directory that cannot be written is no error. */
function write(file, data) {
  const temporary = `${file}.${process.pid}`
  try {
    fs.writeFileSync(temporary, data)
    fs.renameSync(temporary, file)
  } catch {
    fs.rmSync(temporary, { force: true })
  }
}
