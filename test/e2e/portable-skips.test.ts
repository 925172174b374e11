import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hosts, skips } from '../helpers/hosts.ts'

const files = readdirSync(import.meta.dirname).filter(name => name !== 'portable-skips.test.ts')
const texts = files.map(name => readFileSync(join(import.meta.dirname, name), 'utf8'))

test.each(hosts)('what the %s host skips is there to be skipped', host => {
  const isKnown = (name: string): boolean =>
    files.includes(name) || isBlock(name) || texts.some(text => text.includes(ownPart(name)))
  expect([...skips(host).keys()].filter(name => !isKnown(name))).toEqual([])
})

/** A table's rows have their table's name around them. */
function ownPart(name: string): string {
  return name
    .replace(/^(?:pool: |as GNU parallel: pool |the shell moves none of )/, '')
    .replace(/: bytes stay .*/, '')
}

/** A page's transcript: `docs/jobs.md > block 1`. */
function isBlock(name: string): boolean {
  const [, page = '', number = ''] = /^(docs\/\w+\.md) > block (\d+)$/.exec(name) ?? []
  if (page === '') return false
  const blocks = readFileSync(join(import.meta.dirname, '../..', page), 'utf8').match(/^```nacre/gm) ?? []
  return blocks.length >= Number(number)
}
