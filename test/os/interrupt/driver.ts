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
    begin: () => undefined,
    getVariable: () => undefined,
    setVariable: () => undefined,
    expressions: () => [],
  },
})
scope.provide('mark', () => say({ mark: true }))
const unguard = guardProcess({
  onError: error => say({ uncaught: String(error) }),
  onExit: status => say({ exit: status }),
  onChdir: directory => say({ directory }),
  callback: run => watch.callback(run),
})
const alive = setInterval(() => {}, 1e6)
await watch.armed
for (const text of process.argv.slice(2)) {
  const source = makeSource('driver', text)
  if (text === 'idle') {
    await new Promise(resolve => setTimeout(resolve, 60_000))
    continue
  }
  const statement = nextStatement(source, 0, { user: scope.names() })
  if (statement.kind !== 'typescript') throw new Error(`${statement.kind}: ${text}`)
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
unguard()
// Timers of interrupted code would keep the process.
process.exit(0)
