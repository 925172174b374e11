// stage
{
  const p = $`echo foo`
  echo(p.stage)
  await p
  echo(p.stage)
  const h = $({ halt: true })`echo later`
  echo(h.stage)
  const o = await h.run()
  echo(o.stdout, h.stage)
  const f = $`exit 3`.nothrow(false)
  try {
    await f
  } catch {}
  echo(f.stage)
}

// stdout chunks
{
  const p = $`echo a; echo b >&2; echo c`
  let t = ''
  for await (const chunk of p.stdout) t += chunk
  echo(JSON.stringify(t))
  const o = await p
  // The two streams come by pipes of their own: which is first is chance.
  const lines = [o.stdall, o.toString(), o.valueOf()].map(text => [
    text.length,
    ...text.trim().split('\n').sort(),
  ])
  echo(JSON.stringify([o.stdout, o.stderr, ...lines]))
}

// formatters
{
  const p = $`printf 'foo\nbar\n'`
  echo(await p.text('hex'))
  echo(String(await p.buffer()))
  echo(JSON.stringify(await p.lines()))
  echo(JSON.stringify(await $`printf 'b\\0a\\0'`.lines('\\0')))
  echo(JSON.stringify(await $`echo '{"foo": "bar"}'`.json()))
  const b = await $`echo blob`.blob('text/x')
  echo(b.type, b.size)
  try {
    await $`echo nojson`.json()
  } catch (e) {
    echo(e.name, e.message)
  }
}

// iterators
{
  for await (const line of $`printf 'Line1\nLine2\nLine3'`) console.log('>' + line)
  for await (const line of $({ delimiter: '\\0' })`printf 'a\\0b'`) console.log('>' + line)
  const o = await $`printf '1\n2\n'`
  for (const l of o) console.log('=' + l)
  for (const l of o.lines()) console.log('-' + l)
  try {
    for await (const l of $`echo x; exit 5`) console.log(l)
  } catch (e) {
    echo(e.exitCode)
  }
}

// cmd props
{
  const p = $`echo ${'a b'}`
  echo(
    p.cmd,
    p.fullCmd?.includes('echo'),
    p.id?.length > 0,
    typeof p.pid,
    p.isQuiet(),
    p.isVerbose(),
    p.isNothrow(),
    p.isSync?.(),
  )
  await p
}

// then catch finally
{
  echo(await $`exit 2`.catch(e => e.exitCode))
  await $`true`.finally(() => echo('fin'))
  echo(await $`echo t`.then(o => o.stdout))
}

// toString tag
{
  echo(
    Object.prototype.toString.call($`true`),
    String($`true`),
    Object.prototype.toString.call(await $`true`),
    JSON.stringify(`${await $`echo p`}`),
    (await $`echo 5`) * 2,
    (await $`echo q`) == 'q',
  )
}

// lines stream
{
  echo((await $`printf 'a\r\nb\n\nc'`.lines()).length, JSON.stringify(await $`printf 'a\r\nb\n\nc'`.lines()))
}

// empty
{
  const o = await $``
  echo(o.exitCode, JSON.stringify(o.stdout))
}

// promise interp
{
  echo(await $`echo ${$`echo inner`} ${await $`echo awaited`}`)
  echo(await $`echo ${Promise.resolve('pr')}`)
}

// output fmt
{
  const o = await $`printf '{"a":1}\n'`
  echo(o.json().a, o.text('base64'), o.buffer().length, o.blob().size, o.lines().length)
}

// exitcode verbose
{
  $.verbose = true
  const c = await $`echo noisy; exit 3`.exitCode
  echo(c)
}

// halted run twice
{
  const p = $({ halt: true })`echo run`
  p.run()
  p.run()
  echo((await p).stdout)
  echo(p.isHalted?.(), p.halted)
}

// assign method
{
  const { stdout } = $`echo d; echo e >&2`
  let s = ''
  stdout.on('data', c => (s += c))
  await new Promise(r => stdout.on('end', r))
  echo(s)
}

// pid exit event
{
  const p = $`exit 4`.nothrow()
  p.child.once('exit', c => echo('exit', c))
  await p
}
