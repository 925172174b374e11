/** Commands that run their arguments as a command, and their options that take a value. */
const prefixes: ReadonlyMap<string, RegExp> = new Map([
  ['builtin', /^$/],
  ['command', /^$/],
  ['doas', /^-[uC]$/],
  ['env', /^-[uCS]$/],
  ['exec', /^-a$/],
  ['ionice', /^-[cnpPu]$/],
  ['nice', /^-n$/],
  ['nohup', /^$/],
  ['setsid', /^$/],
  ['spawn', /^--(?:name|cwd|env|timeout|retry|restart|log|nice)$/],
  ['stdbuf', /^-[ioe]$/],
  ['strace', /^-[abeEoOpPsSuX]$/],
  ['sudo', /^-[CDgGhpRrtTUu]$/],
  ['time', /^-[fo]$/],
  ['timeout', /^-[ks]$/],
  ['watch', /^-[n]$/],
  ['xargs', /^-[adEILnPs]$/],
])

/** Words of `sudo -u root git ch` without what stands before the command: `git ch`; none where the command is yet to come. */
export function withoutPrefixes(words: readonly string[]): readonly string[] {
  const takesValue = prefixes.get(words[0] ?? '')
  if (takesValue === undefined) return words
  let at = 1
  while (at < words.length && isOwn(words[at] as string)) at += takesValue.test(words[at] as string) ? 2 : 1
  // `timeout 5s command`
  if (words[0] === 'timeout') at++
  return withoutPrefixes(words.slice(at))
}

function isOwn(word: string): boolean {
  return word.startsWith('-') || /^[A-Za-z_]\w*=/.test(word)
}

export function isPrefixCommand(name: string): boolean {
  return prefixes.has(name)
}
