import {
  compileAssignmentValue,
  compileWord,
  IndexedArray,
  type VariableValue,
} from '../../../src/lang/expand/index.ts'
import { parse, type Assignment, type SimpleCommand, type Word } from '../../../src/lang/syntax/index.ts'
import { fakeExpandHost, type FakeHost } from '../../helpers/fake-expand-host.ts'

/** The world of the recorded rows, as bash code: what they were recorded with. */
export const prelude = `
HOME=/home/me
x='a b' e= s=abcdef n=3 p='*.ts' path=/usr/local/lib.tar.gz u8='héllo wörld' q="it's" r='<&>' ref=s
aref='a[@]' eref='a[1]' bs='a\\b' t=$'tab\\tx' em='a😀b'
a=(one 'two three' '' four) sp=([2]=p [5]=q [7]=r) empty=()
declare -A h=([k]=v [key two]='v 2' [z]=)
set -- 'p 1' q ''
`

/** A fake host in that world, after `setup`: assignments, set, shopt, unset and declare -A. */
export async function worldAfter(setup: string, files: string[]): Promise<FakeHost> {
  const host = fakeExpandHost({
    files,
    variables: { IFS: ' \t\n' },
    substitute: body => (body.includes('"z"') ? 'z' : '4'),
  })
  for (const command of commandsOf(prelude + setup)) await run(command, host)
  return host
}

export function commandsOf(text: string): SimpleCommand[] {
  const { list, diagnostics } = parse({ name: 'test', text: `${text}\n`, firstLine: 1 })
  const [problem] = diagnostics
  if (problem) throw new Error(problem.message)
  return list.items.flatMap(item => item.command.pipelines.flatMap(p => p.commands)) as SimpleCommand[]
}

export async function fieldsOf(words: readonly (Word | Assignment)[], host: FakeHost): Promise<string[]> {
  const out: string[] = []
  for (const word of words) if (word.type === 'Word') out.push(...(await compileWord(word).fields(host)))
  return out
}

async function run(command: SimpleCommand, host: FakeHost): Promise<void> {
  const assignments = [...command.assignments, ...command.words.filter(word => word.type === 'Assignment')]
  for (const assignment of assignments) await assign(assignment, host)
  const [name, first, ...rest] = await fieldsOf(command.words, host)
  if (name === 'set' && first === '--') host.setPositional(rest)
  else if (name === 'set') host.setOption(first === '-u' ? 'nounset' : 'noglob', true)
  else if (name === 'shopt') for (const option of rest) host.setOption(option, first === '-s')
  else if (name === 'unset') host.variables.delete(first ?? '')
}

async function assign({ name, subscript, value }: Assignment, host: FakeHost): Promise<void> {
  if (value.type === 'ArrayLiteral') return host.assign(name, await arrayOf(value, name, host))
  const text = await compileAssignmentValue(value).string(host)
  if (subscript) host.setElement(name, await compileWord(subscript).string(host), text)
  else host.assign(name, text)
}

/** Names that are declared associative in the rows: `h` and `g`. */
async function arrayOf(
  literal: Extract<Assignment['value'], { type: 'ArrayLiteral' }>,
  name: string,
  host: FakeHost,
): Promise<VariableValue> {
  const map = new Map<string, string>()
  const array = new IndexedArray()
  for (const { key, value } of literal.elements) {
    if (key === undefined) for (const field of await fieldsOf([value], host)) array.push(field)
    else {
      const [at, text] = [await compileWord(key).string(host), await compileWord(value).string(host)]
      if (name === 'h' || name === 'g') map.set(at, text)
      else array.set(Number(at), text)
    }
  }
  return name === 'h' || name === 'g' ? map : array
}
