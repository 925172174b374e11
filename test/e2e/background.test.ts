/** Background lists that run within the shell: they have a real pid, and signals to it are theirs. The answers are bash's. */
import { expect, test } from 'vitest'
import { runNacre } from '../helpers/run-nacre.ts'

test.each([
  [
    'a trap in the background runs',
    `mkfifo_dir=$(mktemp -d); mkfifo $mkfifo_dir/f
(trap 'echo got; exit 5' TERM; echo > $mkfifo_dir/f; while :; do sleep 0.05; done) & p=$!
read < $mkfifo_dir/f; kill $p; wait $p; echo $?; rm -r $mkfifo_dir`,
    'got\n5\n',
  ],
  ['a fork that reads for ever ends', '{ read x < <(exec sleep 3); } & kill $!; wait $!; echo $?', '143\n'],
  [
    'functions and groups',
    'f() { echo f; return 4; }; f & wait $!; echo $?; { exit 3; } & wait; echo $?',
    'f\n4\n0\n',
  ],
  [
    'no status is lost',
    'for i in {1..200}; do (exit $((i % 7))) & p[i]=$!; done; for i in {1..200}; do wait ${p[i]}; s[i]=$?; done; echo ${s[*]:1:7}',
    '1 2 3 4 5 6 0\n',
  ],
])('%s', async (_name, code, stdout) => {
  const result = await runNacre(['--sh', '-c', code])
  expect(result.stdout).toBe(stdout)
})
