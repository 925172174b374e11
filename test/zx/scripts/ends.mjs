// stop at stdout
{
  const serve = $`echo starting; echo Accepting connections; sleep 60`
  for await (let chunk of serve.stdout) {
    if (chunk.includes('Accepting connections')) break
  }
  serve.kill('SIGINT')
  const o = await serve.nothrow()
  echo(o.exitCode, o.signal)
}

// kill
{
  const p = $`sleep 99`
  setTimeout(() => p.kill('SIGINT'), 50)
  try {
    await p
  } catch (e) {
    echo(e.signal, e.exitCode)
  }
  try {
    p.kill()
  } catch (e) {
    echo(e.message)
  }
}

// kill tree
{
  const p = $`sh -c 'sleep 8888 & sleep 8888'`
  await sleep(60)
  await p.kill()
  const o = await p.nothrow()
  echo(o.signal ?? o.exitCode)
  while ((await ps.lookup({ command: 'sleep', arguments: '8888' })).length > 0) await sleep(20)
  echo('none left')
}

// kill signal props
{
  const p = $({ killSignal: 'SIGKILL' })`sleep 66`
  await sleep(20)
  p.kill()
  try {
    await p
  } catch (e) {
    echo(e.signal)
  }
}

// kill child group
{
  const p = $`sleep 55 | cat`
  await sleep(40)
  await p.kill('SIGTERM')
  const o = await p.nothrow()
  echo(o.signal ?? o.exitCode)
}

// abort
{
  const ac = new AbortController()
  const p = $({ signal: ac.signal })`sleep 99`
  setTimeout(() => ac.abort('reason'), 50)
  try {
    await p
  } catch (e) {
    echo(e.exitCode, e.signal, String(e.cause))
  }
  const q = $({ nothrow: true })`sleep 99`
  q.abort()
  const o = await q
  echo(o.exitCode, o.signal)
  try {
    q.abort()
  } catch (e) {
    echo(e.message)
  }
}

// ac
{
  const p = $({ ac: new AbortController() })`sleep 9`
  echo(typeof p.ac, p.signal.aborted)
  p.abort('x')
  try {
    await p
  } catch (e) {
    echo(e.signal, p.signal.aborted)
  }
}

// timeout
{
  try {
    await $`sleep 99`.timeout('50ms')
  } catch (e) {
    echo(e.signal, e.exitCode)
  }
  try {
    await $`sleep 99`.timeout('50ms', 'SIGKILL')
  } catch (e) {
    echo(e.signal)
  }
  try {
    await $({ timeout: '30ms' })`sleep 99`
  } catch (e) {
    echo(e.signal)
  }
  const p = $`echo fine`.timeout('5s')
  await p
  echo('ok')
  try {
    $`sleep 1`.timeout('bad')
  } catch (e) {
    echo(e.message)
  }
}

// signal through pipes
{
  const ac = new AbortController()
  const p = $({ signal: ac.signal, nothrow: true })`echo test`.pipe`sleep 99`
  setTimeout(() => ac.abort(), 50)
  try {
    const o = await p
    echo(o.exitCode, o.signal, o.message)
  } catch ({ message }) {
    echo(message.replaceAll(/file:.*\//g, ''))
  }
}
