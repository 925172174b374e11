/** With `NACRE_HOST=portable` the end-to-end rows that docs/limits.md lists are skipped, and say why. */
import { basename } from 'node:path'
import { beforeEach, type RunnerTask } from 'vitest'
import { skips } from './hosts.ts'

if (process.env.NACRE_HOST === 'portable') {
  const skipped = skips('portable')
  beforeEach(({ task, skip }) => {
    const reason = [basename(task.file.name), task.name, withSuites(task)].flatMap(
      name => skipped.get(name) ?? [],
    )
    if (reason[0] !== undefined) skip(reason[0])
  })
}

function withSuites({ name, suite }: Pick<RunnerTask, 'name' | 'suite'>): string {
  return suite === undefined ? name : withSuites({ name: `${suite.name} > ${name}`, suite: suite.suite })
}
