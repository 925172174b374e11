import { quoteSingle } from '../lang/syntax/index.ts'

/** What the person may have meant with a file that is not there: the second line of the message, or nothing. */
export function missingFileHint(file: string, args: readonly string[], isExplained: boolean): string {
  if (file === 'add' && !isExplained)
    return `  hint: nacre add ${args.map(arg => `npm:${arg}`).join(' ') || 'npm:NAME'} fetches packages\n`
  if (!isExplained && !/[\s;&|$()]/.test(file)) return ''
  const what = isExplained ? 'explains' : 'runs'
  return `  hint: nacre ${isExplained ? '--explain ' : ''}-c ${quoteSingle(file)} ${what} a text\n`
}
