// basics
{
  await $`ls -1 /etc/hostname | wc -l`
  const r = await Promise.all([$`sleep 0.03; echo 1`, $`sleep 0.02; echo 2`, $`echo 3`])
  echo(r.map(String).join('').split('\n').join(','))
  let foo = `hi; echo 'oops'`
  echo(await $`echo ${foo} | wc`)
  let path2 = await import('path')
  echo(path2.join(__dirname, 'a').endsWith('/a'))
  let { name } = require('./data.json')
  console.log(chalk.black.bgCyanBright(name))
  try {
    await $`exit 42`
  } catch (p) {
    console.log(p.exitCode, p.constructor.name)
  }
  let exitCode = await $`exit 42`.exitCode
  echo(exitCode)
}
