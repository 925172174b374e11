import type { Shell } from '../../../lang/eval/index.ts'
import type { Candidate } from '../candidate.ts'
import type { ArgumentRequest } from '../host.ts'
import { completePaths } from '../sources/paths.ts'
import { linesOf } from '../sources/system.ts'

/** What cobra says about its candidates, bit by bit (spf13/cobra, ShellCompDirective). */
const directives = { error: 1, noSpace: 2, noFiles: 4, filterExtension: 8, filterDirectories: 16 }

/**
 * Programs of cobra's, which complete themselves by a hidden command. Others are not asked so: who does not know the command
 * would take it for an argument, and do something.
 */
const cobraPrograms = new Set(
  `argocd buildah cilium containerd crictl docker eksctl flux gh glab golangci-lint goreleaser helm hugo istioctl k3d k9s
kind kubectl kustomize limactl minikube nerdctl oc okteto operator-sdk podman pulumi rclone restic skaffold skopeo step syft
talosctl tilt trivy velero`.split(/\s+/),
)

/** How a program is asked: cobra's `__complete`, or `complete --` of @bomb.sh/tab. */
export type Protocol = 'cobra' | 'tab'

/**
 * The protocol a program is known to speak: by its name, or by what its package says it is made with. Only for what PATH
 * has: a file of some folder, called by its path, may be anything.
 */
export function protocolOf(program: string, shell: Shell): Protocol | undefined {
  if (program.includes('/')) return undefined
  if (cobraPrograms.has(program)) return 'cobra'
  return isMadeWithTab(program, shell) ? 'tab' : undefined
}

/** A program of a Node package whose package.json names @bomb.sh/tab. */
function isMadeWithTab(program: string, shell: Shell): boolean {
  const found = shell.resolve(program).find(one => one.type === 'file')
  let folder = found?.type === 'file' ? (shell.host.realPath(found.path) ?? '') : ''
  while (folder.includes('/')) {
    folder = folder.slice(0, folder.lastIndexOf('/'))
    const text = linesOf(`${folder}/package.json`, shell).join('\n')
    if (text !== '') return /"@bomb(?:\.sh|sh)\/tab"\s*:/.test(text)
  }
  return false
}

/** Asks the program; undefined where it has no answer. */
export async function ownCompletion(
  request: ArgumentRequest,
  protocol: Protocol,
): Promise<readonly Candidate[] | undefined> {
  const [program, ...args] = request.words
  const verb = protocol === 'cobra' ? ['__complete'] : ['complete', '--']
  const output = await request.host.output([program, ...verb, ...args, request.word.value], request.signal)
  const lines = output.split('\n').filter(line => line !== '')
  const directive = Number(/^:(\d+)$/.exec(lines.at(-1) ?? '')?.[1] ?? Number.NaN)
  if (Number.isNaN(directive) || (directive & directives.error) !== 0) return undefined
  return answered(request, lines.slice(0, -1), directive)
}

function answered(
  request: ArgumentRequest,
  lines: readonly string[],
  directive: number,
): readonly Candidate[] {
  const { word, host } = request
  if ((directive & directives.filterDirectories) !== 0)
    return completePaths(word, host.shell, { directoriesOnly: true })
  if ((directive & directives.filterExtension) !== 0)
    return completePaths(word, host.shell, { accepts: name => lines.some(end => name.endsWith(`.${end}`)) })
  const found = lines
    // `_activeHelp_ …` lines are advice, not candidates.
    .filter(line => !line.startsWith('_activeHelp_'))
    .map(line => toCandidate(line, directive))
  const noFiles = (directive & directives.noFiles) !== 0 || found.length > 0
  return noFiles ? found : completePaths(word, host.shell)
}

function toCandidate(line: string, directive: number): Candidate {
  const [value = '', description = ''] = line.split('\t')
  const noSpace = (directive & directives.noSpace) !== 0 || value.endsWith('=')
  const kind = value.startsWith('-') ? 'option' : 'command'
  return { value, description, kind, ...(noSpace ? { suffix: '' } : {}) }
}
