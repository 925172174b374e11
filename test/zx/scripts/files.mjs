// glob
{
  const d = tmpdir()
  await $`cd ${d} && touch a.md b.txt && mkdir -p s && touch s/c.md`
  cd(d)
  echo((await glob('**/*.md')).sort().join())
  echo(globby === glob, glob.sync('*.txt').join())
  echo((await glob(['*', '!*.md'])).join())
}
