/** Runs scripts on nacre and on bash and tells where they differ. */
import { spawnSync } from 'node:child_process'
import { nacreArgv } from '../helpers/run-nacre.ts'
import { type Answer, answers } from './batch.ts'

/** `NACRE_FUZZ` names another nacre to ask: a copy that nobody rebuilds. */
const nacre = process.env.NACRE_FUZZ ? [process.execPath, process.env.NACRE_FUZZ] : nacreArgv
export const nacreSh = [...nacre, '--norc', '--sh']
export const bash = ['bash', '--norc', '--noprofile']
export const hasBash = spawnSync('bash', ['-c', '[[ $BASH_VERSINFO -ge 5 ]]']).status === 0

export interface Difference {
  readonly ours: Answer
  readonly theirs: Answer
}

/** Both answers where they differ, else undefined, in the order of the scripts. */
export async function differences(scripts: readonly string[]): Promise<(Difference | undefined)[]> {
  const [ours, theirs] = await Promise.all([answers(nacreSh, scripts), answers(bash, scripts)])
  return scripts.map((_, index) => {
    const [a, b] = [ours[index], theirs[index]]
    // What bash itself does not end is no question.
    if (!a || !b || b.status === -1) return undefined
    // What a syntax error leaves, and how far the text around it runs, depends in bash on where the text came from.
    if (a.syntaxError === true && b.syntaxError === true && a.status !== b.status) return undefined
    return a.stdout === b.stdout && a.status === b.status ? undefined : { ours: a, theirs: b }
  })
}
