// multi-line
{
  echo(
    await $`
echo one
echo two \
  three
for i in 1 2; do echo "i$i"; done
cat <<E
here ${'doc'}
E
`,
  )
}

// bashisms
{
  echo(
    await $`a=(x y z); echo \${a[1]} \${#a[@]}; [[ abc == a* ]] && echo m; echo {1..3}; shopt -s extglob; x=abc; echo \${x^^} $((2**10)); diff <(echo 1) <(echo 1) && echo same`,
  )
}

// background
{
  const o = await $`sleep 0.05 & echo pid; wait; echo waited`
  echo(o.stdout)
}

// trap
{
  const o = await $`trap 'echo bye' EXIT; echo hi`
  echo(o.stdout)
}

// quotes
{
  const d = tmpdir()
  cd(d)
  let name = 'foo & bar'
  await $`mkdir ${name}`
  await $`mkdir -p ${'path/to-dir/' + name} path/to-dir/${name}2`
  echo(await $`find . -mindepth 1 | sort`)
  let flags = ['-a', '--color', 'x y']
  echo(await $`printf '[%s]' ${flags}`)
  echo(await $`printf '[%s]' ${'--oneline --decorate'.split(' ')}`)
  echo(await $`printf '[%s]' ${''} ${[]} ${[1, true, "it's"]} ${'~'} ${'*'} ${'a\nb'} ${'$HOME'}`)
  echo(quote("it's"), quote(''), quote('safe'), quotePowerShell('a b'))
  try {
    await $`echo ${undefined}`
  } catch (e) {
    echo(e.message)
  }
  try {
    await $`echo ${null}`
  } catch (e) {
    echo(e.message)
  }
}

// large
{
  echo((await $`head -c 3000000 /dev/zero | tr "\\\\0" x`).stdout.length)
}

// concurrency
{
  const a = await Promise.all(Array.from({ length: 30 }, (_, i) => $`echo ${i}`))
  echo(a.map(o => o.stdout.trim()).join())
}

// set -e pipefail
{
  try {
    await $`false | true`
  } catch (e) {
    echo('pipefail', e.exitCode)
  }
  try {
    await $`echo $UNSET_VAR`
  } catch (e) {
    echo('nounset', e.exitCode, /unbound/.test(e.stderr))
  }
  try {
    await $`false; echo no`
  } catch (e) {
    echo('errexit', e.exitCode, JSON.stringify(e.stdout))
  }
}

// cmd not executable
{
  const f = tmpfile('ne.sh', 'echo x')
  echo((await $`${f}`.nothrow()).exitCode)
  echo(await $`sh ${f}`)
}
