// Node's compile cache keeps what is compiled when a module is loaded; a function that runs at every start is compiled at
// every start. So the core is a script with a cache of its own, made after it has run: with all functions that a start needs.
const fs = process.getBuiltinModule('node:fs')
const { Script } = process.getBuiltinModule('node:vm')

/** What starts nacre, and the core for whoever else needs it: loaded once, when it is asked for. */
exports.makeStart = function makeStart(folder, digest, load) {
  let core
  let isLaunched = false
  // Not before a chunk is loaded: Node's own module for this takes two milliseconds.
  const loadChunk = path => {
    if (isLaunched) process.getBuiltinModule('node:module').enableCompileCache(cacheDirectory())
    return load(path)
  }
  const start = {
    get core() {
      return (core ??= loadCore(folder, digest, loadChunk))
    },
    launch() {
      isLaunched = true
      return start.core.main()
    },
  }
  return start
}

/**
 * The exports of the core: `folder` is where it and its chunks lie, `digest` tells this build's code from every
 * other's, `load` imports a chunk for it (a script has no `import` of its own).
 */
function loadCore(folder, digest, load) {
  const path = `${folder}/core.cjs`
  const cache = `${cacheDirectory()}/core-${digest}-${process.version}-${process.arch}`
  const cachedData = readIfThere(cache)
  const script = new Script(fs.readFileSync(path, 'latin1'), { filename: path, cachedData })
  const meta = {
    dirname: folder,
    filename: path,
    get url() {
      return process.getBuiltinModule('node:url').pathToFileURL(path).href
    },
    load,
  }
  const core = script.runInThisContext()({}, meta)
  if (mayKeep() && (cachedData === undefined || script.cachedDataRejected)) saveSoon(cache, script)
  return core
}

/** Where compiled code is kept. */
function cacheDirectory() {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env
  return `${cacheHome(XDG_CACHE_HOME, LOCALAPPDATA, HOME)}/nacre/compile`
}

function cacheHome(xdg, local, home) {
  if (xdg?.startsWith('/')) return xdg
  if (process.platform === 'win32' && local) return local
  return `${home ?? process.getBuiltinModule('node:os').homedir()}/.cache`
}

/** What is compiled under flags of V8 is refused without them: it would be made anew by turns. */
function mayKeep() {
  return process.execArgv.length === 0 && !process.env.NODE_OPTIONS
}

function readIfThere(file) {
  try {
    return fs.readFileSync(file)
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
    fs.mkdirSync(cacheDirectory(), { recursive: true })
    fs.writeFileSync(temporary, data)
    fs.renameSync(temporary, file)
  } catch {
    fs.rmSync(temporary, { force: true })
  }
}
