import type { Candidate } from '../candidate.ts'
import type { ArgumentRequest } from '../host.ts'
import { completePaths } from '../sources/paths.ts'

/** What cobra says about its candidates, bit by bit (spf13/cobra, ShellCompDirective). */
const directives = { error: 1, noSpace: 2, noFiles: 4, filterExtension: 8, filterDirectories: 16 }

/** Programs that complete themselves by a hidden command: cobra's `__complete`, and `complete --` of @bomb.sh/tab. */
const cobraPrograms = new Set(
  `argocd buildah cilium containerd crictl ctr deno-deploy docker eksctl flux gh glab golangci-lint goreleaser helm hugo
istioctl k3d k9s kind kubectl kustomize lima minikube nerdctl oc okteto operator-sdk podman pulumi rclone restic skaffold
skopeo step syft tailscale talosctl tilt trivy velero`.split(/\s+/),
)
const tabPrograms = new Set('astro nuxt pnpm vite vitest wrangler'.split(' '))

export function completesItself(program: string): boolean {
  return cobraPrograms.has(program) || tabPrograms.has(program)
}

/** Asks the program; undefined where it has no answer. */
export async function ownCompletion(request: ArgumentRequest): Promise<readonly Candidate[] | undefined> {
  const [program, ...args] = request.words
  const isCobra = cobraPrograms.has(program)
  const verb = isCobra ? ['__complete'] : ['complete', '--']
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
