import { expect, test } from 'vitest'
import { blocksOf, commandsOf } from './blocks.ts'

const page = `# Page
\`\`\`ts file=a.ts
one
\`\`\`

\`\`\`sh norun="needs a network"
two
\`\`\`

\`\`\`text
shown
\`\`\`

Words.
## Part
\`\`\`tsh
three
\`\`\`
words
\`\`\`text
of no block
\`\`\`
`

test('the blocks of a page', () => {
  expect(blocksOf(page)).toEqual([
    { language: 'ts', text: 'one\n', line: 2, section: 'Page', file: 'a.ts', shows: 'shown\n' },
    { language: 'sh', text: 'two\n', line: 6, section: 'Page', norun: 'needs a network', shows: 'shown\n' },
    { language: 'text', text: 'shown\n', line: 10, section: 'Page' },
    { language: 'tsh', text: 'three\n', line: 16, section: 'Part' },
    { language: 'text', text: 'of no block\n', line: 20, section: 'Part' },
  ])
})

test('the commands of a console block', () => {
  expect(commandsOf('$ a b\nx\n\ny\n$ for f\n> do\n> done\nz\n$ quiet\n')).toEqual([
    { typed: 'a b', shows: 'x\n\ny\n' },
    { typed: 'for f\ndo\ndone', shows: 'z\n' },
    { typed: 'quiet', shows: '' },
  ])
})
