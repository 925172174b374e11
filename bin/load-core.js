// Node's compile cache keeps what is compiled when a module is loaded; a function that runs at every start is compiled at
// every start. So the core is a script with a cache of its own, made after it has run: with all functions that a start needs.
// What few starts need is in further scripts of the same kind (`late-NAME.cjs`), each loaded when something in it is used.
const fs = process.getBuiltinModule('node:fs')
const { Script } = process.getBuiltinModule('node:vm')

/**
 * What starts nacre, and the core for whoever else needs it: loaded once, when it is asked for. `digests` tells this
 * build's code from every other's, by the scripts' names; `load` imports a chunk.
 */
exports.makeStart = function makeStart(folder, digests, load) {
  // What comes with this one are the user's modules and packages.
  const importer = 'late-typescript'
  const scripts = new Map()
  let isLaunched = false
  // A chunk that is a script needs nothing of Node's loader of ES modules, which takes tens of milliseconds to begin with.
  const loadChunk = async path => {
    const name = path.slice('./'.length, -'.js'.length)
    if (name in digests) return entryOf(script(name))
    // Not before a chunk is loaded: Node's own module for this takes two milliseconds.
    if (isLaunched) keepCompiled()
    return load(path)
  }
  const script = name => {
    let exported = scripts.get(name)
    if (exported === undefined) {
      if (name === importer && isLaunched) keepCompiled()
      const core = name === 'core' ? undefined : script('core').all
      exported = runScript(folder, name, digests[name], metaOf(folder, name, loadChunk, script), core)
      scripts.set(name, exported)
    }
    return exported
  }
  return {
    /** What a script exports: the core's is made when it is asked for. */
    exportsOf: name => (name === 'core' ? script('core').all : script(name)),
    launch() {
      isLaunched = true
      return script('core').main()
    },
    /** Runs a module, as `node FILE` does. */
    importFile(file) {
      return load(process.getBuiltinModule('node:url').pathToFileURL(file).href)
    },
  }
}

/** The exports of a script's entry, by their own names. */
function entryOf(exported) {
  const own = Object.entries(exported).filter(([name]) => name.startsWith('entry$'))
  return Object.fromEntries(own.map(([name, value]) => [name.slice('entry$'.length), value]))
}

/** What stands for `import.meta` in a script; `load` imports a chunk for it (a script has no `import` of its own). */
function metaOf(folder, name, load, script) {
  const filename = `${folder}/${name}.cjs`
  return {
    dirname: folder,
    filename,
    get url() {
      return process.getBuiltinModule('node:url').pathToFileURL(filename).href
    },
    load,
    late: group => script(`late-${group}`),
  }
}

function runScript(folder, name, digest, meta, core) {
  const cache = `${cacheDirectory()}/${name}-${digest}-${process.version}-${process.arch}`
  const cachedData = readIfThere(cache)
  const text = fs.readFileSync(meta.filename, 'latin1')
  const script = new Script(text, { filename: meta.filename, cachedData })
  const exported = script.runInThisContext()(meta, core)
  if (mayKeep() && (cachedData === undefined || script.cachedDataRejected)) saveSoon(cache, script)
  return exported
}

/** Where compiled code is kept. */
function cacheDirectory() {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env
  return `${cacheHome(XDG_CACHE_HOME, LOCALAPPDATA, HOME)}/nacre/compile`
}

exports.cacheHome = cacheHome
function cacheHome(xdg, local, home) {
  if (xdg?.startsWith('/')) return xdg
  if (process.platform === 'win32' && local) return local
  return `${home ?? process.getBuiltinModule('node:os').homedir()}/.cache`
}

/** Node keeps what it compiles there. It asks for ever for a directory that cannot be made: so it is made for it. */
function keepCompiled() {
  try {
    makeFolder(cacheDirectory())
  } catch {
    return
  }
  process.getBuiltinModule('node:module').enableCompileCache(cacheDirectory())
}

/**
 * Makes a folder and those above it that are missing. Node's `recursive` asks for ever where a folder that is there lets
 * nothing be made in it (ENOENT, as under /proc).
 */
exports.makeFolder = makeFolder
function makeFolder(path, mode) {
  if (tryMake(path, mode) !== 'ENOENT') return
  makeFolder(process.getBuiltinModule('node:path').dirname(path), mode)
  if (tryMake(path, mode) === 'ENOENT') fs.mkdirSync(path)
}

function tryMake(path, mode) {
  try {
    fs.mkdirSync(path, mode)
    return undefined
  } catch (error) {
    if (error.code === 'EEXIST') return undefined
    if (error.code === 'ENOENT') return 'ENOENT'
    throw error
  }
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
    makeFolder(cacheDirectory())
    fs.writeFileSync(temporary, data)
    fs.renameSync(temporary, file)
    removeOld(cacheDirectory())
  } catch {
    removeIfThere(temporary)
  }
}

const oldMs = 30 * 24 * 3600 * 1000

/** What other builds and versions left: one still in use is made anew. */
function removeOld(folder) {
  for (const name of fs.readdirSync(folder)) {
    const file = `${folder}/${name}`
    const { mtimeMs, isFile } = statOf(file)
    if (isFile && Date.now() - mtimeMs > oldMs) removeIfThere(file)
  }
}

function statOf(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false })
  return { mtimeMs: stat?.mtimeMs ?? 0, isFile: stat?.isFile() ?? false }
}

function removeIfThere(file) {
  try {
    fs.unlinkSync(file)
  } catch {
    // It was never made, or cannot be removed either.
  }
}
