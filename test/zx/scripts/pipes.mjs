// pipes
{
  const g = await $`printf "hello"`.pipe($`awk '{printf $1", world!"}'`).pipe($`tr '[a-z]' '[A-Z]'`)
  echo(g.stdout)
  const g2 = await $`printf "hello"`.pipe`awk '{printf $1", world!"}'`.pipe`tr '[a-z]' '[A-Z]'`
  echo(g2.stdout)
  const d = tmpdir()
  await $`echo "Hello, stdout!"`.pipe(fs.createWriteStream(d + '/o1'))
  await $`echo "Hello, file"`.pipe(d + '/o2')
  await sleep(100)
  echo(fs.readFileSync(d + '/o1', 'utf8'), fs.readFileSync(d + '/o2', 'utf8'))
}

// transform
{
  const { Transform } = await import('node:stream')
  const up = () =>
    new Transform({
      transform(chunk, enc, cb) {
        cb(null, String(chunk).toUpperCase())
      },
    })
  const f = tmpfile()
  await $`echo hello`.pipe(up()).pipe(fs.createWriteStream(f))
  await sleep(50)
  echo(fs.readFileSync(f, 'utf8'))
  echo((await $`echo hello`.pipe(up()).pipe($`cat`)).stdout)
  await fs.writeFile(f, 'test')
  echo(
    (
      await fs
        .createReadStream(f)
        .pipe(up())
        .pipe($`cat`)
    ).stdout,
  )
}

// split
{
  const p = $`printf 'b\na\n'`
  const [o1, o2] = await Promise.all([p.pipe`sort`, p.pipe`wc -l`])
  echo(o1.stdout, o2.stdout.trim())
}

// stderr pipe
{
  const p = $`echo foo >&2; echo bar`
  echo((await p.pipe.stderr`cat`).toString())
  echo((await p.pipe.stdout`cat`).toString())
  echo((await p.pipe.stdall`cat | sort`).toString())
}

// nothrow pipe
{
  const n = await $`printf 'a\\0b\\0'`
    .pipe($`xargs -0 grep ${'missing' + 'part'} /dev/null`.nothrow())
    .pipe($`wc -l`)
  echo(n.stdout.trim(), n.exitCode)
}
