import { defaults } from 'zx'

// nothrow quiet verbose
{
  $.nothrow = true
  echo((await $`exit 7`).exitCode)
  try {
    await $`exit 8`.nothrow(false)
  } catch (e) {
    echo('thrown', e.exitCode)
  }
  $.nothrow = false
  await $`echo shown; echo err >&2`.verbose()
  await $`echo quiet`.verbose().quiet()
  $.verbose = true
  await $`echo all`
  await $`echo no`.quiet()
  await $`echo off`.verbose(false)
}

// presets
{
  const $$ = $({ verbose: false, env: { ...process.env, NODE_ENV: 'production' } })
  echo(await $$`node -e 'console.log(process.env.NODE_ENV)'`)
  const $1 = $({ nothrow: true })
  echo((await $1`exit 1`).exitCode)
  const $2 = $1({ sync: true })
  echo($2`exit 2`.exitCode)
  const $3 = $({ sync: true })({ nothrow: true })
  echo($3`exit 3`.exitCode)
}

// prefix postfix
{
  echo(await $({ prefix: 'A=1; ', postfix: '; echo post' })`echo $A`)
  $.prefix = 'B=2;'
  echo(await $`echo $B`)
}

// cwd
{
  echo(await $({ cwd: '/usr' })`pwd`)
  $.cwd = '/tmp'
  echo(await $`pwd`)
  $.cwd = undefined
  try {
    await $({ cwd: '/no/such/folder' })`pwd`
  } catch (e) {
    // The shell's name differs.
    echo(e.message.split('\n')[0].replace(/spawn \S+/, 'spawn'), e.exitCode)
  }
}

// env
{
  $.env.FOO1 = 'x'
  echo(await $`echo $FOO1`)
  process.env.FOO2 = 'y'
  echo(await $`echo $FOO2`)
  echo((await $({ env: { PATH: process.env.PATH, ONLY: 'z' } })`echo $ONLY-\${HOME:-none}`).stdout)
}

// log
{
  const entries = []
  $.log = e => entries.push(e.kind)
  $.verbose = true
  await $`echo x`
  cd('/tmp')
  await retry(2, () => $`true`)
  echo([...new Set(entries)].join())
}

// defaults
{
  echo($.shell === true || typeof $.shell, $.timeoutSignal, $.killSignal, $.detached, $.preferLocal)
  echo(Object.keys(defaults).sort().join())
}
