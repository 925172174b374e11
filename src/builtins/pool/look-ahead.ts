/** How many items may be read before they are needed. */
const mostAhead = 100_000

/**
 * An iteration whose items are read before they are asked for, so that it is known early how many there are: `total` hears
 * of it.
 */
export async function* lookAhead<T>(
  items: AsyncIterator<T>,
  total: (count: number) => void,
): AsyncGenerator<T> {
  const read: T[] = []
  let count = 0
  let failure: { readonly error: unknown } | undefined
  let isOver = false
  let isLeft = false
  let wake = (): void => undefined
  let more = (): void => undefined
  const reading = (async () => {
    while (!isLeft) {
      const step = await items.next()
      if (step.done === true) return total(count)
      count++
      read.push(step.value)
      wake()
      if (read.length >= mostAhead) await new Promise<void>(resolve => (more = resolve))
    }
  })()
  const ended = reading
    .catch((error: unknown) => void (failure = { error }))
    .finally(() => {
      isOver = true
      wake()
    })
  try {
    for (let at = 0; ;) {
      const batch = read.splice(0)
      more()
      for (at = 0; at < batch.length; at++) yield batch[at] as T
      if (read.length > 0) continue
      if (isOver) break
      await new Promise<void>(resolve => (wake = resolve))
    }
    await ended
    if (failure !== undefined) throw (failure as { readonly error: unknown }).error
  } finally {
    isLeft = true
    more()
  }
}
