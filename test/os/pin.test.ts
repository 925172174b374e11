import { expect, test } from 'vitest'
import { pinGlobals } from '../../src/os/guard/pin.ts'

function pinned(): Record<string, unknown> {
  const target = { process: { pid: 1 }, Promise: 1, Date: 2 }
  pinGlobals(target)
  return target
}

test.each(['process', 'Promise'])('%s cannot be deleted', name => {
  const target = pinned()
  expect(Reflect.deleteProperty(target, name)).toBe(false)
  expect(target[name]).toBeDefined()
})

test('what the shell can do without is the user’s', () => {
  expect(Reflect.deleteProperty(pinned(), 'Date')).toBe(true)
})

test('process stays what it is, others can be assigned', () => {
  const target = pinned()
  expect(() => (target['process'] = {})).toThrow('process cannot be replaced')
  target['Promise'] = 'mock'
  expect(target['Promise']).toBe('mock')
})
