// Plain JavaScript that even an old Node can read: finds a Node that can run nacre, and goes on in it.
const { spawnSync } = require('node:child_process')
const { existsSync, readFileSync } = require('node:fs')
const { join } = require('node:path')

/** Goes on in the Node that was installed beside nacre, or says what to install. */
exports.relaunch = function relaunch(oldest) {
  const node = findNode(oldest)
  if (node) return continueIn(node)
  process.stderr.write(
    `nacre: needs Node.js ${oldest} or newer, this is ${process.versions.node}; ` +
      'install it from https://nodejs.org, or beside nacre with: npm install node\n',
  )
  process.exitCode = 1
}

/** The Node of the `node` package, in our node_modules or in one above, if it is new enough. */
function findNode(oldest) {
  for (const modules of require.resolve.paths('any-package') ?? []) {
    const folder = join(modules, 'node')
    const node = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
    if (existsSync(node) && versionOf(folder) >= oldest) return node
  }
  return undefined
}

/** An older one would come here again, and again. */
function versionOf(folder) {
  const text = readFileSync(join(folder, 'package.json'), 'utf8')
  return Number.parseInt(JSON.parse(text).version, 10)
}

function continueIn(node) {
  const args = [node, ...process.execArgv, join(__dirname, 'nacre.js'), ...process.argv.slice(2)]
  try {
    replaceProcess(node, args)
  } catch {
    // no way to exec on this platform: a child does the work
  }
  const { status, signal, error } = spawnSync(node, args.slice(1), { stdio: 'inherit' })
  if (error) process.stderr.write(`nacre: ${node}: ${error.message}\n`)
  if (signal) process.kill(process.pid, signal)
  process.exitCode = status ?? 1
}

/** execv(3): same process, same terminal, same signals. Returns only by throwing. */
function replaceProcess(node, args) {
  const koffi = require('koffi')
  const libc = koffi.load(null)
  const fcntl = libc.func('fcntl', 'int', ['int', 'int', '...'])
  for (const fd of [0, 1, 2]) fcntl(fd, 2 /* F_SETFD */, 'int', 0)
  const strings = rawArguments(args)
  const execv = libc.func('execv', 'int', ['str', 'void *'])
  const table = Buffer.alloc(Math.max(128, (strings.length + 1) * 8))
  strings.forEach((string, i) => table.writeBigUInt64LE(koffi.address(string), i * 8))
  execv(node, table)
  throw new Error('execv failed')
}

/** The arguments as C strings; what is not UTF-8 is taken from the kernel, since process.argv has lost it. */
function rawArguments(args) {
  const count = process.argv.length - 2
  const given = args.some(arg => arg.includes('\ufffd')) ? kernelArguments().slice(-count) : []
  return args.map((arg, i) => {
    const bytes =
      given.length > 0 && i >= args.length - count ? given[i - (args.length - count)] : Buffer.from(arg)
    return Buffer.concat([bytes, Buffer.alloc(64)]) // long enough that V8 does not move it
  })
}

function kernelArguments() {
  const bytes = readFileSync('/proc/self/cmdline')
  const found = []
  for (let at = 0; at < bytes.length;) {
    const end = bytes.indexOf(0, at)
    found.push(bytes.subarray(at, end))
    at = end + 1
  }
  return found
}
