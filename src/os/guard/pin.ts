/** What the shell's own code reaches by a global name at every key: without these there is no prompt. */
const needed =
  'Object Array Function String Number Boolean Symbol BigInt RegExp Error TypeError RangeError JSON Math Reflect Map Set ' +
  'WeakMap WeakSet WeakRef Promise Proxy Uint8Array Intl Buffer AbortController AbortSignal'

/**
 * Keeps the globals that the shell itself lives by from being deleted; `process` cannot be replaced either. Clocks
 * and timers are free, as test doubles replace them; every name can be declared anew at the prompt.
 */
export function pinGlobals(target: object = globalThis): void {
  for (const name of needed.split(' ')) {
    const own = Object.getOwnPropertyDescriptor(target, name)
    if (own?.configurable === true) Object.defineProperty(target, name, { ...own, configurable: false })
  }
  const { process } = target as typeof globalThis
  Object.defineProperty(target, 'process', {
    get: () => process,
    set(value: unknown) {
      if (value !== process)
        throw new TypeError('the shell itself runs in this process: process cannot be replaced')
    },
    enumerable: false,
    configurable: false,
  })
}
