import { oneOf, type Rule } from './state.ts'
import { word } from './words.ts'

export function redirects(r: Rule): string {
  const { c } = r
  if (c.below(3) === 0) return ''
  return c
    .many(2, () =>
      oneOf(r, [
        () =>
          c.pick([
            ' 2>/dev/null',
            ' >&2',
            ' </dev/null',
            ' 3>&1',
            ' >&3',
            ' <&-',
            ' >&-',
            ' 2>&-',
            ' 4>&1 >&4 4>&-',
            ' {fd}>&1',
            ' >|out0',
            ' <>out1',
            ' 3<f1',
            ' <&3',
            ' 3>&-',
            ' >&3-',
          ]),
        () => ` >out${c.below(2)}`,
        () => ` >>out${c.below(2)}`,
        () => ` < ${c.pick(['f1', 'g.txt', 'nofile', 'out0', '"f1"', '$a'])}`,
        () => ` > ${word(r.down(2))}`,
        () => ` <<< ${word(r.down(2))}`,
      ]),
    )
    .join('')
}
