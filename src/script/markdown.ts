/** What a line of a Markdown script belongs to. */
type State =
  | { readonly type: 'text' }
  | { readonly type: 'indented' }
  | { readonly type: 'code' | 'commands' | 'other'; readonly fence: string }

const opening = /^(?<fence>`{3,20}|~{3,20})(?<language>\S*)/
const indented = /^(?: {2,}|\t)/

/**
 * A Markdown script as a TypeScript module, by zx's rules: `js` and `ts` blocks and indented ones are code, `sh` and `bash`
 * blocks are given to `$`, the rest is comment. Every line stays where it is.
 */
export function markdownModule(text: string): string {
  let state: State = { type: 'text' }
  let isAfterBlank = true
  const lines = text.split(/\r?\n/).map(line => {
    const [code, next] = lineOf(line, state, isAfterBlank)
    isAfterBlank = line === ''
    state = next
    return code
  })
  return lines.join('\n')
}

function lineOf(line: string, state: State, isAfterBlank: boolean): [code: string, next: State] {
  const text: State = { type: 'text' }
  switch (state.type) {
    case 'text': {
      if (indented.test(line) && isAfterBlank) return [line, { type: 'indented' }]
      const { fence, language = '' } = opening.exec(line)?.groups ?? {}
      if (fence === undefined) return [`// ${line}`, state]
      if (/^(?:sh|shell|bash)$/.test(language)) return ['await $`', { type: 'commands', fence }]
      return ['', { type: /^(?:js|javascript|ts|typescript)$/.test(language) ? 'code' : 'other', fence }]
    }
    case 'indented':
      return line === '' || indented.test(line) ? [line, state] : lineOf(line, text, isAfterBlank)
    case 'code':
      return line === state.fence ? ['', text] : [line, state]
    case 'commands':
      return line === state.fence ? ['`', text] : [line, state]
    case 'other':
      return line === state.fence ? ['', text] : [`// ${line}`, state]
  }
}

/** The offset in a Markdown text of an offset in its module: the same line and column. */
export function markdownOffset(text: string, module: string, offset: number): number {
  const before = module.slice(0, offset).split('\n')
  const lines = text.split('\n').slice(0, before.length - 1)
  return lines.reduce((sum, line) => sum + line.length + 1, 0) + (before.at(-1)?.length ?? 0)
}
