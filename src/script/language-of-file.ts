/** What a script file is written in. */
export type FileLanguage = 'commands' | 'both' | 'module'

/**
 * By extension, else by shebang: `.ts .mts .tsx .js .mjs .md` are TypeScript modules, `.tsh` and a nacre shebang both grammars,
 * `.sh .bash` and every other shell's shebang commands. A file with neither has both grammars, as standard input has.
 */
export function languageOfFile(path: string, text: string): FileLanguage {
  if (/\.([cm]?[jt]s|[jt]sx|md|markdown)$/.test(path)) return 'module'
  if (path.endsWith('.tsh')) return 'both'
  if (/\.(sh|bash|ksh|dash)$/.test(path)) return 'commands'
  const shebang = /^#!.*/.exec(text)?.[0] ?? ''
  if (/\bnacre\b/.test(shebang)) return /--sh\b/.test(shebang) ? 'commands' : 'both'
  return /\b(sh|bash|dash|ksh|ash)\b/.test(shebang) ? 'commands' : 'both'
}
