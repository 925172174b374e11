import { runTextSync } from '../../os/index.ts'

/** Asks whether a package may be fetched. */
export type PackageQuestion = (key: string) => boolean

/**
 * The question at the prompt for a package that is not cached. `n` holds for this package until the session ends, `a` for
 * all packages; Ctrl-C is a no.
 */
export function packageQuestion(askPerson: (question: string) => string = askAtTerminal): PackageQuestion {
  const answers = new Map<string, boolean>()
  let isAllowed = false
  return key => {
    if (isAllowed) return true
    const known = answers.get(key)
    if (known !== undefined) return known
    const answer = askPerson(`${key} is not installed. Fetch it, with what it needs? [y]es, [a]ll, [N]o: `)
    isAllowed = /^a(?:ll)?$/i.test(answer)
    const says = isAllowed || /^y(?:es)?$/i.test(answer)
    answers.set(key, says)
    return says
  }
}

/** An import waits in the middle of Node's loader, which has no time for promises: a child reads the line. */
function askAtTerminal(question: string): string {
  const script =
    'trap "echo >/dev/tty; exit 1" INT; printf %s "$1" >/dev/tty; IFS= read -r answer </dev/tty && printf %s "$answer"'
  const { stdout } = runTextSync(['/bin/sh', '-c', script, 'sh', question], {
    stdio: ['inherit', 'pipe', 'inherit'],
    encoding: 'utf8',
  })
  return String(stdout ?? '').trim()
}
