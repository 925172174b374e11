import { expect, test } from 'vitest'
import { nodeFacts, wantedNode } from '../../../src/repl/prompt/node.ts'

const files = (all: Readonly<Record<string, string>>) => ({
  exists: (path: string) => path in all,
  read: (path: string) => all[path],
})

test.each([
  ['/a/b', { '/a/.nvmrc': 'v20\n' }, 'v20'],
  ['/a/b', { '/a/.nvmrc': '20', '/a/b/.node-version': '22.1' }, '22.1'],
  ['/a/b', { '/.nvmrc': '18' }, '18'],
  ['/a/b', { '/a/.nvmrc': '\n' }, undefined],
  ['/', {}, undefined],
])('in %s, of %j', (directory, all, expected) => expect(wantedNode(directory, files(all))).toBe(expected))

test.each([
  ['v20.1.0\n', 'v20', { version: '20.1.0', isWanted: true }],
  ['v20.1.0\n', '2', { version: '20.1.0', isWanted: false }],
  ['v20.1.0\n', '20.1.0', { version: '20.1.0', isWanted: true }],
  ['v20.1.0\n', '22', { version: '20.1.0', isWanted: false }],
  ['v20.1.0\n', 'lts/*', { version: '20.1.0', isWanted: true }],
  ['', '20', undefined],
])('%j where %s is wanted', (output, wanted, expected) => expect(nodeFacts(output, wanted)).toEqual(expected))
