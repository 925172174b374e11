import { makeSource } from '../../diag/index.ts'
import { type Shell, TaskStarter } from '../../lang/eval/index.ts'
import type { Ask, Verdict } from './pace.ts'
import { TemplateError } from './template.ts'

/** GNU parallel, --limit: the status of a command of the shell decides: 0 another task, 1 none, 2 one less. */
export function limitCommand(text: string, shell: Shell): Ask {
  const source = makeSource('pool --limit', text)
  const { list, diagnostics } = shell.parse(text)
  const [wrong] = diagnostics
  if (wrong !== undefined) throw new TemplateError(`--limit ${text}: syntax error: ${wrong.message}`)
  const starter = new TaskStarter(shell)
  return async () => {
    const { host, descriptors } = shell
    const nothing = host.open('/dev/null', 'read', 0, '/')
    const silent = host.open('/dev/null', 'write', 0, '/')
    try {
      const streams = {
        stdin: nothing,
        stdout: descriptors.get(1) ?? silent,
        stderr: descriptors.get(2) ?? silent,
      }
      const running = starter.start({ list, source, variables: new Map() }, streams)
      return verdictOf((await running.ended).status)
    } finally {
      nothing.close()
      silent.close()
    }
  }
}

function verdictOf(status: number): Verdict {
  return status === 0 ? 'start' : status === 2 ? 'end' : 'wait'
}
