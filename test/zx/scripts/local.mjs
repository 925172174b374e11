// preferLocal
{
  const d = tmpdir()
  await $`mkdir -p ${d}/node_modules/.bin && printf '#!/bin/sh\necho local' > ${d}/node_modules/.bin/tool77 && chmod +x ${d}/node_modules/.bin/tool77`
  cd(d)
  echo(await $({ preferLocal: true })`tool77`)
  echo(await $({ preferLocal: [d] })`tool77`)
  echo((await $`tool77`.nothrow()).exitCode)
}
