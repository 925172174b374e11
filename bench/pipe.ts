/** Two gigabytes through a pipeline of programs: `npm run bench -- pipe`. The shell must stay out of the way. */
import { nacre, peers, race, report } from './measure.ts'

const code = 'head -c 2G /dev/zero | cat | wc -c'
const medians = race(
  [
    ...peers({ bash: path => ({ name: 'bash', argv: [path, '-c', code] }) }),
    { name: 'nacre', argv: [...nacre, '-c', code] },
  ],
  9,
)
report(code, medians, 'bash', '1.1× bash')
