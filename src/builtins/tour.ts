import type { Builtin } from '../lang/eval/index.ts'
import { failed, misused, printed } from './usage.ts'

/** `tour`: a short introduction, one line to type after the other. */
export const tour: Builtin = {
  name: 'tour',
  synopsis: 'tour [next | stop]',
  summary: 'Learn what is special about nacre by typing nine lines.',
  examples: [{ line: 'tour 2>/dev/null', status: 1 }],
  complete: () => [
    { value: 'next', description: 'go on without having done it' },
    { value: 'stop', description: 'end the tour' },
  ],
  run(args, ports, shell) {
    const [action = 'start'] = args
    if (args.length > 1 || !['start', 'next', 'stop'].includes(action))
      return misused(tour, `${args.join(' ')}: next or stop is expected`, ports, shell)
    const { guide } = shell.session
    if (guide === undefined) return failed(shell, 'tour: needs an interactive shell')
    return printed(ports.out, guide(action as 'start' | 'next' | 'stop'))
  },
}
