// stdin write
{
  const p = $`while read; do echo "<$REPLY>"; done`
  p.stdin.write('Hello, World!\n')
  p.stdin.write('two\n')
  p.stdin.end()
  echo((await p).stdout)
}

// read var
{
  let p = $`read var; echo "$var";`
  p.stdin.write('Hello, stdin!\n')
  let { stdout } = await p
  echo(stdout)
}

// input
{
  const { Readable } = await import('node:stream')
  const p1 = $({ input: 'foo' })`cat`
  const p2 = $({ input: Readable.from('bar') })`cat`
  const p3 = $({ input: Buffer.from('baz') })`cat`
  const p4 = $({ input: p3 })`cat`
  const p5 = $({ input: await p3 })`cat`
  for (const p of [p1, p2, p3, p4, p5]) echo((await p).stdout)
  echo($.sync({ input: 'sync' })`cat`.stdout)
}

// stdio
{
  const h$ = $({ halt: true })
  const p1 = h$`cat`.stdio('ignore', 'pipe', null).run()
  echo((await p1).exitCode)
  const p2 = h$`read x; echo $x`.stdio('pipe').run()
  p2.stdin.end('v\n')
  echo((await p2).stdout)
  await $({ stdio: 'inherit' })`echo inherited`
  const o = await $({ stdio: ['pipe', 'pipe', 'ignore'] })`echo x >&2; echo y`
  echo(JSON.stringify([o.stdout, o.stderr]))
}
