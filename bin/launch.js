// The start on a Node that is new enough: no import that would load more of Node than the shell needs.
const OLDEST = 24

/** Runs nacre: here if this Node is new enough, else in the Node that was installed beside it. */
export async function start() {
  if (Number.parseInt(process.versions.node, 10) < OLDEST)
    return (await import('./relaunch.js')).relaunch(OLDEST)
  process.getBuiltinModule('node:module').enableCompileCache(`${cacheDirectory()}/nacre/compile`)
  return import('../dist/main.js')
}

function cacheDirectory() {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME } = process.env
  if (XDG_CACHE_HOME?.startsWith('/')) return XDG_CACHE_HOME
  if (process.platform === 'win32' && LOCALAPPDATA) return LOCALAPPDATA
  return `${HOME ?? process.getBuiltinModule('node:os').homedir()}/.cache`
}
