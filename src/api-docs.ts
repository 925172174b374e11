/** What the types of the package say of our own API. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { apiNames } from './lang/classify/index.ts'

/** The declaration and the comment of a name of the API (`jobs`), or of a member of one (`jobs.any`). */
export function docOf(name: string): string | undefined {
  const [root = '', member, ...deeper] = name.split('.')
  if (!apiNames.has(root) || deeper.length > 0) return undefined
  try {
    const types = readFileSync(join(import.meta.dirname, 'types/index.d.ts'), 'utf8')
    const declared = commented(
      types,
      String.raw`export declare (?:const|function|class|let) (${escaped(root)}(?![\w$])[^;]*)`,
    )
    if (member === undefined || declared === undefined) return declared
    const type = /:\s*(?:typeof )?(\w+)/.exec(declared)?.[1]
    return type === undefined ? undefined : memberDoc(type, member)
  } catch {
    // Built without types.
    return undefined
  }
}

/** A member is looked for in the file that declares the type of its object. */
function memberDoc(type: string, member: string): string | undefined {
  const folder = join(import.meta.dirname, 'types/shell')
  const isDeclared = new RegExp(String.raw`export (?:type|interface|declare \w+) ${type}\b`)
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const text = file.endsWith('.d.ts') ? readFileSync(join(folder, file), 'utf8') : ''
    if (!isDeclared.test(text)) continue
    return commented(text, String.raw`(?:readonly )?(${escaped(member)}(?![\w$])[^;]*)`)
  }
  return undefined
}

/** What a pattern finds behind a comment, and the comment below it. */
function commented(text: string, pattern: string): string | undefined {
  const found = new RegExp(String.raw`/\*\*((?:(?!\*/)[^])*)\*/\s*${pattern}`).exec(text)
  if (found === null) return undefined
  const [, comment = '', declaration = ''] = found
  return `${declaration}\n    ${comment.replaceAll(/\s*\n\s*\*?\s*/g, '\n    ').trim()}`
}

function escaped(name: string): string {
  return name.replaceAll('$', String.raw`\$`)
}
