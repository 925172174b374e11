import { expect, test } from 'vitest'
import { type Binding, makeBinding } from '../../../src/lang/eval/binding.ts'
import { EnvironmentList } from '../../../src/lang/eval/environment-list.ts'
import { IndexedArray } from '../../../src/lang/expand/index.ts'

const owner = {}

function exported(value: string | undefined): Binding {
  const binding = makeBinding(0, owner, value)
  binding.exported = true
  return binding
}

function world(): { list: EnvironmentList; bindings: Map<string, Binding>; get: () => readonly string[] } {
  const list = new EnvironmentList()
  const bindings = new Map([
    ['A', exported('1')],
    ['own', makeBinding(0, owner, 'x')],
    ['B', exported('2')],
    ['unset', exported(undefined)],
  ])
  return { list, bindings, get: () => list.of(bindings, undefined, []) }
}

test('the same array comes again while nothing exported changes', () => {
  const { bindings, get } = world()
  const first = get()
  expect(first).toEqual(['A=1', 'B=2'])
  bindings.set('more', makeBinding(0, owner, 'y'))
  const own = bindings.get('own')
  if (own !== undefined) own.value = 'z'
  expect(get()).toBe(first)
})

test.each<[string, (bindings: Map<string, Binding>) => void, readonly string[]]>([
  ['a value', b => b.set('A', exported('3')), ['A=3', 'B=2']],
  ['another variable', b => b.set('C', exported('3')), ['A=1', 'B=2', 'C=3']],
  ['one less at the end', b => b.delete('B'), ['A=1']],
  ['one less at the front', b => b.delete('A'), ['B=2']],
  ['one that becomes exported', b => b.set('own', exported('x')), ['A=1', 'own=x', 'B=2']],
  ['one that gets a value', b => b.set('unset', exported('')), ['A=1', 'B=2', 'unset=']],
  [
    'one that becomes an array',
    b => b.set('B', { ...makeBinding(0, owner, IndexedArray.from(['2'])), exported: true }),
    ['A=1'],
  ],
])('%s is seen', (_, change, expected) => {
  const { bindings, get } = world()
  get()
  change(bindings)
  expect(get()).toEqual(expected)
})

test('what a single command adds is gone with it', () => {
  const { list, bindings, get } = world()
  get()
  expect(list.of(bindings, new Map([['A', '9']]), [])).toEqual(['B=2', 'A=9'])
  expect(get()).toEqual(['A=1', 'B=2'])
  expect(list.of(bindings, undefined, ['BASH_FUNC_f%%=() { :; }'])).toEqual([
    'A=1',
    'B=2',
    'BASH_FUNC_f%%=() { :; }',
  ])
  expect(get()).toEqual(['A=1', 'B=2'])
})

test('what is passed through, and a share for a fork', () => {
  const { list, bindings, get } = world()
  get()
  list.passed = ['a.b=1']
  expect(get()).toEqual(['A=1', 'B=2', 'a.b=1'])
  const share = list.share()
  bindings.set('C', exported('3'))
  expect(share.of(bindings, undefined, [])).toEqual(['A=1', 'B=2', 'C=3', 'a.b=1'])
})
