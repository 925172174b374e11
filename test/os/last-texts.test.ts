import { expect, test } from 'vitest'
import { OfLastTexts } from '../../src/os/host/posix/memory.ts'

test('is made anew only for other texts', () => {
  const kept = new OfLastTexts(texts => Buffer.from(texts.join()))
  const argv = ['cp', 'a']
  const first = kept.of(argv)
  expect(kept.of(['cp', 'a'])).toBe(first)
  argv.push('b') // the caller's array is the caller's
  expect(kept.of(argv).toString()).toBe('cp,a,b')
  expect(kept.of(['cp', 'a', 'c']).toString()).toBe('cp,a,c')
  expect(kept.of(['cp', 'a', '']).toString()).toBe('cp,a,')
})

test('a failure is not kept', () => {
  const kept = new OfLastTexts(texts => {
    if (texts.includes('bad')) throw new Error('bad')
    return Buffer.from(texts.join())
  })
  const good = kept.of(['a'])
  expect(() => kept.of(['bad'])).toThrow('bad')
  expect(kept.of(['a'])).toBe(good)
})
