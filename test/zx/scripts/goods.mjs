// sleep echo
{
  await sleep(5)
  await sleep('5ms')
  const branch = await $`echo main`
  void echo`Current branch is ${branch}.`
  echo('Current branch is', branch)
}

// retry
{
  let c = 0
  echo(
    await retry(5, () => {
      if (++c < 3) throw new Error('no')
      return c
    }),
  )
  echo((await retry(3, '1ms', () => $`echo x`)).stdout)
  try {
    await retry(2, expBackoff('5ms', '1ms'), () => $`exit 9`)
  } catch (e) {
    echo(e.exitCode)
  }
}

// spinner
{
  process.env.CI = 'true'
  echo(await spinner(() => $`echo spun`))
  echo(await spinner('working...', async () => 3))
}

// which
{
  echo((await which('sh')).endsWith('/sh'))
  echo(await which('nope-nope', { nothrow: true }))
  try {
    await which('nope-nope')
  } catch (e) {
    echo(e.message)
  }
}

// minimist
{
  echo(JSON.stringify(minimist(['--a', '1', '--no-b', '-cd', 'x'], { boolean: ['c'], alias: { d: 'dd' } })))
  echo(JSON.stringify(argv._))
}

// fs os yaml
{
  echo((await fs.readJson('./data.json')).name, os.EOL === '\n')
  console.log(YAML.parse('foo: bar').foo, YAML.stringify({ a: [1, 2] }))
}

// dotenv
{
  echo(JSON.stringify(dotenv.parse('A=1\nB = 2 # c\nexport C="x y"')))
  const f = tmpfile('.env', 'ZED=9')
  dotenv.config(f)
  echo(await $`echo $ZED`)
  echo(dotenv.stringify({ A: 'b c' }))
}

// fetch
{
  const s = (await import('node:http')).createServer((q, r) => r.end('served')).listen(0)
  await new Promise(r => s.once('listening', r))
  const r = await fetch(`http://127.0.0.1:${s.address().port}`)
  echo(await r.text())
  echo((await fetch(`http://127.0.0.1:${s.address().port}`).pipe`cat`).stdout)
  s.close()
}

// tmp
{
  const t1 = tmpdir('foo')
  echo(path.basename(t1), fs.existsSync(t1))
  const f3 = tmpfile('f.txt', 'buffer')
  echo(path.basename(f3), fs.readFileSync(f3, 'utf8'))
  const f4 = tmpfile('x.sh', '#!/bin/sh\necho run', 0o744)
  echo(await $`${f4}`)
}

// ps kill
{
  const p = $`sleep 77`
  await sleep(30)
  const all = await ps.lookup({ pid: process.pid })
  echo(all.length)
  const list = await ps.lookup({ command: 'sleep', arguments: '77' })
  echo(list.length >= 1)
  const tree = await ps.tree({ pid: process.pid, recursive: true })
  echo(tree.length >= 1)
  await kill(p.pid)
  echo((await p.nothrow()).signal)
}
