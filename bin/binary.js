// What the single executable (bundle/binary.ts) runs: it unpacks the package that it carries, once, and starts it from there.
const fs = process.getBuiltinModule('node:fs')
const { createRequire } = process.getBuiltinModule('node:module')
const { cacheHome, makeFolder } = require('./load-core.js')

/** `digest` tells this package from every other's: each lies in a folder of its own. */
exports.start = function start(digest) {
  const folder = unpacked(digest)
  const require = createRequire(`${folder}/bin/nacre.js`)
  // Programs of nacre's own, that it starts as `node FILE` would.
  const [, , file] = process.argv
  if (!file?.startsWith(`${folder}/`)) return require('../dist/start.cjs').launch()
  process.argv.splice(1, 1)
  return file.endsWith('/bin/nacre.js')
    ? require('../dist/start.cjs').launch()
    : require('../dist/start.cjs').importFile(file)
}

/** The folder of the package, which is written where it is missing. */
function unpacked(digest) {
  const name = `app-${digest}`
  const errors = []
  for (const homeOf of [cache, temporaryHome]) {
    try {
      const home = homeOf()
      return fs.existsSync(`${home}/${name}`) ? `${home}/${name}` : unpack(home, name)
    } catch (error) {
      errors.push(error.message)
    }
  }
  process.stderr.write(`nacre: cannot be unpacked: ${errors.join('; ')}\n`)
  process.exit(126)
}

function cache() {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env
  return `${cacheHome(XDG_CACHE_HOME, LOCALAPPDATA, HOME)}/nacre`
}

/** Where the cache cannot be written: a folder that only this user can, for another's could hold anything. */
function temporaryHome() {
  const { tmpdir } = process.getBuiltinModule('node:os')
  const user = process.getuid?.() ?? 'nacre'
  const home = `${tmpdir()}/nacre-${user}`
  const there = fs.lstatSync(home, { throwIfNoEntry: false })
  if (there !== undefined && !(there.isDirectory() && there.uid === user && (there.mode & 0o22) === 0))
    throw new Error(`${home} is not this user's own`)
  return home
}

/** Whole or not at all, whoever else unpacks it at the same time. */
function unpack(home, name) {
  const folder = `${home}/${name}`
  const temporary = `${folder}.${process.pid}`
  makeFolder(home, 0o700)
  try {
    writeFiles(temporary)
    fs.renameSync(temporary, folder)
  } catch (error) {
    fs.rmSync(temporary, { recursive: true, force: true })
    if (!fs.existsSync(folder)) throw error
  }
  return folder
}

function writeFiles(folder) {
  const { getRawAsset } = process.getBuiltinModule('node:sea')
  const { zstdDecompressSync } = process.getBuiltinModule('node:zlib')
  const bytes = zstdDecompressSync(getRawAsset('package'))
  const tableEnd = bytes.indexOf(0)
  let at = tableEnd + 1
  for (const { path, size, mode } of JSON.parse(bytes.toString('utf8', 0, tableEnd))) {
    const file = `${folder}/${path}`
    fs.mkdirSync(file.slice(0, file.lastIndexOf('/')), { recursive: true })
    fs.writeFileSync(file, bytes.subarray(at, at + size), { mode })
    at += size
  }
}
