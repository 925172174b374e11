// What TERM makes of a command: a program that is the last of the text decides for itself, as bash execs it.
const handled = `trap 'exit 7' TERM; echo up; while :; do sleep 0.05; done`
const asKilled = handled.replace('7', '143')
const kills = async (name, p) => {
  for await (const _ of p.nothrow().stdout) break
  await p.kill()
  const { exitCode, signal } = await p
  echo(name, exitCode, signal)
}
await kills('last', $`sh -c ${handled}`)
await kills('as if killed', $`sh -c ${asKilled}`)
await kills('last of a list', $`true; sh -c ${handled}`)
await kills('exec', $`exec sh -c ${handled}`)
await kills('first of a list', $`sh -c ${handled}; echo more`)
await kills('in a pipeline', $`true | sh -c ${handled}`)
await kills('in if', $`if true; then sh -c ${handled}; fi`)
await kills('in a function', $`f() { sh -c ${handled}; }; f`)
await kills('killed', $`echo up; sleep 10`)
await kills('reads', $`echo up; read line`)

// $$ is the command's own shell.
const signalOf = async p => echo((await p.nothrow()).signal)
await signalOf($`kill -TERM $$; sleep 1; echo no`)
await signalOf($`kill -9 $$; sleep 1; echo no`)
await signalOf($`(kill -9 $$); sleep 1; echo no`)
await signalOf($`sh -c "kill -9 $$"; sleep 1; echo no`)
echo(await $`trap 'echo trapped; exit 3' USR1; kill -USR1 $$; sleep 1; echo no`.nothrow())
echo(await $`[ $$ = $BASHPID ] && [ $$ = $(echo $$) ] && (test $$ != $BASHPID) && echo same`)

// PWD is the shell's to say.
// Without SHLVL bash takes itself for a remote shell and reads .bashrc.
const env = { PATH: process.env.PATH, SHLVL: '1', NAME: 'value' }
echo(await $({ env, cwd: '/' })`echo $NAME $PWD \${HOME-none}`)
echo(await $({ env: { ...env, PWD: '/nonsense' }, cwd: '/' })`echo $PWD`)
