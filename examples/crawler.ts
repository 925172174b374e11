// Follows the links of a site, a few requests at a time and never two to it at once within the pause.
//   nacre crawler.ts https://example.com --max 50 --pause 100ms
const start = new URL(argv._[0] ?? 'http://localhost/')
const max = Number(argv.max ?? 50)
const pause = String(argv.pause ?? '100ms')

const seen = new Map<string, number>()
const waiting = [start.href]

async function visit(address: string): Promise<void> {
  const response = await fetch(address)
  seen.set(address, response.status)
  if (!response.headers.get('content-type')?.includes('html')) return
  for (const [, link = ''] of (await response.text()).matchAll(/href="([^"#]+)/g)) {
    const url = new URL(link, address)
    if (url.origin === start.origin && !seen.has(url.href) && !waiting.includes(url.href))
      waiting.push(url.href)
  }
}

while (waiting.length > 0 && seen.size < max) {
  const batch = waiting.splice(0, 4)
  for (const address of batch) seen.set(address, 0)
  await Promise.all(batch.map(address => retry(3, '50ms', () => visit(address))))
  await sleep(pause)
}
for (const [address, status] of [...seen].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  console.log(status, address)
