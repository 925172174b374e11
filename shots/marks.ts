/** What is waited for besides text: what is looked up comes a moment behind what is typed, and then looks otherwise. */
import type { IBufferCell } from '@xterm/headless'
import type { PtyProgram } from '../test/helpers/pty.ts'

const [red, green] = [1, 2]
const isRed = (cell: IBufferCell): boolean => cell.isFgPalette() && cell.getFgColor() === red
const isGreen = (cell: IBufferCell): boolean => cell.isFgPalette() && cell.getFgColor() === green
const isUnderlined = (cell: IBufferCell): boolean => cell.isUnderline() !== 0

/** Commands of the scenes, one that is nowhere, and files. */
const looked: readonly [words: RegExp, looks: (cell: IBufferCell) => boolean][] = [
  [/(?<=^|[(|] ?|&& )(ls|wc|cat|grep|git|echo|tail|cut|pool)(?= )/g, isGreen],
  [/^gti(?= )/g, isRed],
  [/(?<= )(src|prices\.csv|src\/basket\.ts)(?=[ )]|$)/g, isUnderlined],
]

/** What git says of the place has come: the branch is not dim any more. */
export async function branchShown(program: PtyProgram): Promise<void> {
  await program.until(() => looksAt(program, 'shop main', 'shop '.length, cell => cell.isDim() === 0))
}

/** All that can be told of the words of the line that is typed has been drawn. */
export async function colored(program: PtyProgram, line: string): Promise<void> {
  const wanted = looked.flatMap(([words, looks]) =>
    [...line.matchAll(words)].map(({ index }) => ({ index, looks })),
  )
  await program.until(() => wanted.every(({ index, looks }) => looksAt(program, line, index, looks)))
}

/** Looks at the character so far behind the beginning of the last such text, which may go over rows. */
function looksAt(
  program: PtyProgram,
  text: string,
  offset: number,
  looks: (cell: IBufferCell) => boolean,
): boolean {
  const { buffer, columns } = program
  const rows = Array.from(
    { length: buffer.length },
    (_, row) => buffer.getLine(row)?.translateToString(false) ?? '',
  )
  const begin = rows.join('').lastIndexOf(text)
  const at = begin + offset
  const cell = buffer.getLine(Math.floor(at / columns))?.getCell(at % columns)
  return begin >= 0 && cell !== undefined && looks(cell)
}
