import type { Binding } from './binding.ts'

/** Memory handed to C: a Buffer, a typed array, an address, or NULL. */
export type Pointer = Uint8Array | Int32Array | BigInt64Array | BigUint64Array | bigint | null

/** Optional symbols: undefined where this libc lacks them. */
export interface OptionalCalls {
  readonly posix_spawn_file_actions_addtcsetpgrp_np?: (actions: Pointer, fd: number) => number
  readonly prlimit?: (pid: number, resource: number, limit: Pointer, old: Pointer) => number
  readonly pwritev2?: (fd: number, iov: Pointer, count: number, offset: number, flags: number) => number
  readonly preadv2?: (fd: number, iov: Pointer, count: number, offset: number, flags: number) => number
  readonly memfd_create?: (name: Pointer, flags: number) => number
  readonly epoll_create1?: (flags: number) => number
  readonly epoll_ctl?: (epoll: number, operation: number, fd: number, event: Pointer) => number
  readonly epoll_wait?: (epoll: number, events: Pointer, count: number, timeout: number) => number
  readonly inotify_init1?: (flags: number) => number
  readonly inotify_add_watch?: (set: number, path: Pointer, events: number) => number
  readonly inotify_rm_watch?: (set: number, watch: number) => number
  readonly uv_default_loop?: () => bigint
  readonly uv_handle_size?: (type: number) => number
  readonly uv_poll_init?: (loop: bigint, handle: Pointer, fd: number) => number
  readonly uv_poll_start?: (handle: Pointer, events: number, callback: bigint) => number
  readonly uv_ref?: (handle: Pointer) => void
  readonly uv_unref?: (handle: Pointer) => void
}

/** The C library, one property a function; the only place with FFI signatures. Each is bound at its first use. */
export interface Libc extends OptionalCalls {
  errno(): number
  address(memory: Uint8Array): bigint
  /** A C callback `void (*)(void *, int, int)` that lives as long as the process. */
  callback(fn: (handle: bigint, status: number, events: number) => void): bigint
  /** Memory that is never freed. */
  allocate(size: number): bigint
  /** The string behind the pointer that stands at `address`. */
  stringAt(address: bigint): string
  readonly pointerSize: number

  readonly open: (path: Pointer, flags: number, type: 'int', mode: number) => number
  readonly close: (fd: number) => number
  readonly read: (fd: number, buffer: Pointer, size: number) => number
  readonly write: (fd: number, buffer: Pointer, size: number) => number
  readonly lseek: (fd: number, offset: number, whence: number) => number
  readonly poll: (fds: Pointer, count: number, timeout: number) => number
  readonly pipe: (fds: Pointer) => number
  readonly pipe2?: (fds: Pointer, flags: number) => number
  readonly dup2: (from: number, to: number) => number
  readonly flock: (fd: number, operation: number) => number
  readonly fcntl: (fd: number, command: number, type: 'int', argument: number) => number
  readonly ioctl: (fd: number, request: number, type: 'void *', argument: Pointer) => number
  readonly faccessat: (at: number, path: Pointer, mode: number, flags: number) => number
  readonly chdir: (path: Pointer) => number
  readonly getcwd: (buffer: Pointer, size: number) => bigint | null
  readonly umask: (mask: number) => number

  readonly posix_spawn: (
    pid: Pointer,
    file: Pointer,
    actions: Pointer,
    attributes: Pointer,
    argv: Pointer,
    envp: Pointer,
  ) => number
  readonly posix_spawnattr_init: (attributes: Pointer) => number
  readonly posix_spawnattr_setflags: (attributes: Pointer, flags: number) => number
  readonly posix_spawnattr_setpgroup: (attributes: Pointer, group: number) => number
  readonly posix_spawnattr_setsigdefault: (attributes: Pointer, set: Pointer) => number
  readonly posix_spawnattr_setsigmask: (attributes: Pointer, set: Pointer) => number
  readonly posix_spawn_file_actions_init: (actions: Pointer) => number
  readonly posix_spawn_file_actions_destroy: (actions: Pointer) => number
  readonly posix_spawn_file_actions_adddup2: (actions: Pointer, from: number, to: number) => number
  readonly posix_spawn_file_actions_addclose: (actions: Pointer, fd: number) => number
  readonly posix_spawn_file_actions_addopen: (
    actions: Pointer,
    fd: number,
    path: Pointer,
    flags: number,
    mode: number,
  ) => number
  readonly posix_spawn_file_actions_addchdir_np: (actions: Pointer, path: Pointer) => number
  readonly execve: (file: Pointer, argv: Pointer, envp: Pointer) => number
  readonly wait4: (pid: number, status: Pointer, options: number, usage: Pointer) => number
  readonly kill: (pid: number, signal: number) => number
  readonly syscall1: (number: number, type: 'long', a: number, typeB: 'long', b: number) => number

  readonly sigaction: (signal: number, action: Pointer, old: Pointer) => number
  readonly signal: (signal: number, handler: bigint) => bigint
  readonly sigemptyset: (set: Pointer) => number
  readonly sigfillset: (set: Pointer) => number
  readonly sigdelset: (set: Pointer, signal: number) => number
  readonly sigprocmask: (how: number, set: Pointer, old: Pointer) => number

  readonly getpgrp: () => number
  readonly setpgid: (pid: number, group: number) => number
  readonly tcgetpgrp: (fd: number) => number
  readonly tcsetpgrp: (fd: number, group: number) => number
  readonly tcgetattr: (fd: number, modes: Pointer) => number
  readonly tcsetattr: (fd: number, when: number, modes: Pointer) => number
  readonly posix_openpt: (flags: number) => number
  readonly grantpt: (fd: number) => number
  readonly unlockpt: (fd: number) => number
  readonly ptsname: (fd: number) => string | null

  readonly getrlimit: (resource: number, limit: Pointer) => number
  readonly setrlimit: (resource: number, limit: Pointer) => number
  readonly setpriority: (which: number, id: number, value: number) => number
  readonly getrusage: (who: number, usage: Pointer) => number
  readonly getpwnam: (name: Pointer) => bigint | null
  readonly strerror: (code: number) => string
}

/** name → result and arguments, in koffi's type names. */
const SIGNATURES: Readonly<Record<string, readonly [string, readonly string[]]>> = {
  open: ['int', ['void *', 'int', '...']],
  close: ['int', ['int']],
  read: ['long', ['int', 'void *', 'size_t']],
  write: ['long', ['int', 'void *', 'size_t']],
  lseek: ['int64', ['int', 'int64', 'int']],
  poll: ['int', ['void *', 'ulong', 'int']],
  pipe: ['int', ['void *']],
  pipe2: ['int', ['void *', 'int']],
  dup2: ['int', ['int', 'int']],
  flock: ['int', ['int', 'int']],
  fcntl: ['int', ['int', 'int', '...']],
  ioctl: ['int', ['int', 'ulong', '...']],
  faccessat: ['int', ['int', 'void *', 'int', 'int']],
  chdir: ['int', ['void *']],
  getcwd: ['void *', ['void *', 'size_t']],
  umask: ['uint', ['uint']],
  posix_spawn: ['int', ['void *', 'void *', 'void *', 'void *', 'void *', 'void *']],
  posix_spawnattr_init: ['int', ['void *']],
  posix_spawnattr_setflags: ['int', ['void *', 'short']],
  posix_spawnattr_setpgroup: ['int', ['void *', 'int']],
  posix_spawnattr_setsigdefault: ['int', ['void *', 'void *']],
  posix_spawnattr_setsigmask: ['int', ['void *', 'void *']],
  posix_spawn_file_actions_init: ['int', ['void *']],
  posix_spawn_file_actions_destroy: ['int', ['void *']],
  posix_spawn_file_actions_adddup2: ['int', ['void *', 'int', 'int']],
  posix_spawn_file_actions_addclose: ['int', ['void *', 'int']],
  posix_spawn_file_actions_addopen: ['int', ['void *', 'int', 'void *', 'int', 'uint']],
  posix_spawn_file_actions_addchdir_np: ['int', ['void *', 'void *']],
  posix_spawn_file_actions_addtcsetpgrp_np: ['int', ['void *', 'int']],
  execve: ['int', ['void *', 'void *', 'void *']],
  wait4: ['int', ['int', 'void *', 'int', 'void *']],
  kill: ['int', ['int', 'int']],
  syscall1: ['long', ['long', '...']],
  sigaction: ['int', ['int', 'void *', 'void *']],
  signal: ['void *', ['int', 'void *']],
  sigemptyset: ['int', ['void *']],
  sigfillset: ['int', ['void *']],
  sigdelset: ['int', ['void *', 'int']],
  sigprocmask: ['int', ['int', 'void *', 'void *']],
  getpgrp: ['int', []],
  setpgid: ['int', ['int', 'int']],
  tcgetpgrp: ['int', ['int']],
  tcsetpgrp: ['int', ['int', 'int']],
  tcgetattr: ['int', ['int', 'void *']],
  tcsetattr: ['int', ['int', 'int', 'void *']],
  posix_openpt: ['int', ['int']],
  grantpt: ['int', ['int']],
  unlockpt: ['int', ['int']],
  ptsname: ['str', ['int']],
  getrlimit: ['int', ['int', 'void *']],
  setrlimit: ['int', ['int', 'void *']],
  prlimit: ['int', ['int', 'int', 'void *', 'void *']],
  setpriority: ['int', ['int', 'uint', 'int']],
  getrusage: ['int', ['int', 'void *']],
  getpwnam: ['void *', ['void *']],
  strerror: ['str', ['int']],
  pwritev2: ['long', ['int', 'void *', 'int', 'long', 'int']],
  preadv2: ['long', ['int', 'void *', 'int', 'long', 'int']],
  memfd_create: ['int', ['void *', 'uint']],
  epoll_create1: ['int', ['int']],
  epoll_ctl: ['int', ['int', 'int', 'int', 'void *']],
  epoll_wait: ['int', ['int', 'void *', 'int', 'int']],
  inotify_init1: ['int', ['int']],
  inotify_add_watch: ['int', ['int', 'void *', 'uint']],
  inotify_rm_watch: ['int', ['int', 'int']],
  uv_default_loop: ['void *', []],
  uv_handle_size: ['size_t', ['int']],
  uv_poll_init: ['int', ['void *', 'void *', 'int']],
  uv_poll_start: ['int', ['void *', 'int', 'void *']],
  uv_ref: ['void', ['void *']],
  uv_unref: ['void', ['void *']],
}

const SYMBOLS: Readonly<Record<string, string>> = { syscall1: 'syscall' }

/** Binds the C library this process runs on; node itself exports libuv's functions. */
export function bindLibc(binding: Binding): Libc {
  const library = binding.load(null)
  const libc: Record<string, unknown> = {
    errno: () => binding.errno(),
    address: (memory: Uint8Array) => binding.address(memory),
    callback: (fn: () => void) => {
      const type = binding.proto('void', ['void *', 'int', 'int'])
      return binding.register(fn, binding.pointer(type))
    },
    allocate: (size: number) => binding.alloc('uint8', size) as bigint,
    stringAt: (address: bigint) => binding.decode(address, 'str') as string,
    pointerSize: binding.sizeof('void *'),
  }
  for (const [name, [result, parameters]] of Object.entries(SIGNATURES)) {
    const bind = (): unknown => bindFunction(library, SYMBOLS[name] ?? name, result, [...parameters])
    Object.defineProperty(libc, name, {
      configurable: true,
      enumerable: true,
      get() {
        const value = bind()
        Object.defineProperty(libc, name, { value })
        return value
      },
    })
  }
  return libc as unknown as Libc
}

function bindFunction(
  library: ReturnType<Binding['load']>,
  symbol: string,
  result: string,
  parameters: string[],
): unknown {
  try {
    return library.func(symbol, result, parameters)
  } catch {
    return undefined // this libc lacks it
  }
}
