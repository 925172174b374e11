// within
{
  cd('/')
  $.foo = 'bar'
  const done = within(async () => {
    $.cwd = '/tmp'
    $.foo = 'baz'
    await sleep(10)
    return `${await $`pwd`} ${$.foo}`
  })
  echo(await $`pwd`, $.foo)
  echo(await done)
  echo($.foo)
  const v = await within(async () => {
    $.prefix += 'export V=16; v() { echo v$V; };'
    return $`v`
  })
  echo(v)
}
