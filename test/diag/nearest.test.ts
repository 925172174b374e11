import { expect, test } from 'vitest'
import { nearestName, slipsBetween } from '../../src/diag/index.ts'

test.each<[string, string, number]>([
  ['git', 'git', 0],
  ['gti', 'git', 1],
  ['gi', 'git', 1],
  ['gitt', 'git', 1],
  ['got', 'git', 1],
  ['', 'git', 3],
  ['kubeclt', 'kubectl', 1],
])('%s is %s with %i slips', (a, b, slips) => expect(slipsBetween(a, b)).toBe(slips))

test.each<[typed: string, names: string[], near: string | undefined]>([
  ['gti', ['ls', 'git', 'gtk'], 'git'],
  ['sl', ['ls', 'cat'], 'ls'],
  ['xyzzy', ['ls', 'cat', 'grep'], undefined],
  ['a', ['b', 'ls'], undefined],
  ['ab', ['cd'], undefined],
  ['dokcer', ['docker', 'doc'], 'docker'],
  ['git', ['git'], undefined],
  ['math', ['hash'], undefined],
  ['count', ['mount', 'route'], 'mount'],
  ['sudo', ['sadf'], undefined],
  ['prevd', ['read'], undefined],
  ['pyhtno', ['python'], 'python'],
])('%s among %j: %s', (typed, names, near) => expect(nearestName(typed, names)).toBe(near))
