import type { Ports } from '../../lang/eval/index.ts'
import type { TaskInput } from './inputs.ts'

/** Writes what would be run. */
export async function showAll(
  inputs: AsyncIterator<TaskInput>,
  text: (input: TaskInput) => string,
  ports: Ports,
): Promise<number> {
  for (;;) {
    const step = await inputs.next()
    if (step.done === true) return 0
    await ports.out.line(text(step.value))
  }
}
