/** Runs the statements it is given on a scope with the watcher, as the prompt does; a line of JSON for each. */
import { makeSource } from '../../../src/diag/index.ts'
import { nextStatement } from '../../../src/lang/classify/index.ts'
import { Scope } from '../../../src/lang/typescript/index.ts'
import { guardProcess } from '../../../src/os/guard/guard.ts'
import { watchInterrupts } from '../../../src/os/interrupt/watch.ts'

const say = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`)

const watch = watchInterrupts({ onInterrupt: () => void scope.interrupt(), notice: '{"notice":true}\n' })
const scope = new Scope({
  resolveFrom: () => process.cwd(),
  interrupts: watch,
  doors: {
    run: () => undefined,
    capture: () => '',
    getVariable: () => undefined,
    setVariable: () => undefined,
    expressions: () => [],
  },
})
scope.provide('mark', () => say({ mark: true }))
guardProcess({
  onError: error => say({ uncaught: String(error) }),
  onExit: status => say({ exit: status }),
  onChdir: directory => say({ directory }),
  callback: run => watch.callback(run),
})
const alive = setInterval(() => {}, 1e6)
await watch.armed
for (const text of process.argv.slice(2)) {
  const source = makeSource('driver', text)
  const statement = nextStatement(source, 0, { user: scope.names() })
  const evaluated = await scope.run(statement, source)
  say(
    'value' in evaluated
      ? { value: evaluated.value ?? null }
      : { error: 'error' in evaluated && String(evaluated.error) },
  )
}
clearInterval(alive)
await scope.dispose()
await watch.close()
