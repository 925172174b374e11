import { arrays, oneOf, type Rule, scalars } from './state.ts'
import { word, words } from './words.ts'

export function assignment(r: Rule): string {
  const { c } = r
  const element = (): string =>
    oneOf(r, [
      () => word(r),
      () => `[${c.pick(['0', '3', '5', 'x1', '1+1', '-1', '$#'])}]=${word(r)}`,
      () => `[2]+=${word(r)}`,
    ])
  const elements = (): string => c.many(4, element).join(c.pick([' ', '\n']))
  return oneOf(r, [
    () => `${c.pick(scalars)}=${word(r)}`,
    () => `${c.pick(scalars)}+=${word(r)}`,
    () => `${c.pick(arrays)}=(${words(r)})`,
    () => `${c.pick(arrays)}+=(${words(r)})`,
    () => `${c.pick(arrays)}=(${elements()}); declare -p r s`,
    () =>
      `${c.pick(arrays)}[${c.pick(['0', '1', '5', '-1', 'x1', '$x1', '1+1', 'r[0]', '"2"', ' 3 ', '10#3'])}]${c.pick(['=', '+='])}${word(r)}`,
    () =>
      `m[${c.pick(['k', 'a b', '$a', '"$b"', "'q'", '0', 'x y', '@', '"]"', '\\$'])}]${c.pick(['=', '+='])}${word(r)}; declare -p m`,
    () =>
      `m=(${c.many(3, () => `[${c.pick(['k', '"a b"', '$a', 'z'])}]=${word(r)}`).join(' ')}); echo "\${#m[@]}"`,
    () =>
      `declare -${c.pick(['i', 'l', 'u', 'x', 'r', 'a', 'A', 'n', 'ai', 'xl', 'g', 't'])} d${r.unique()}${c.pick(['', '=3+4', '=aBc', '="$a"', '=(1 2)', '=a', '=$((2*3))'])}; declare -p d1 d2 d3`,
    () => `${c.pick(['export', 'readonly', 'declare', 'typeset', 'local'])} ${c.pick(scalars)}=${word(r)}`,
    () =>
      `${c.pick(['declare -i', 'declare -u', 'declare +x', 'export', 'export -n', 'declare -a', 'readonly'])} ${c.pick(['a', 'x1', 'r', 'd'])}; ${c.pick(['a', 'x1', 'd'])}=${word(r)}; declare -p a x1 r d`,
    () =>
      `declare -n ref=${c.pick(['a', 'r', 'r[1]', 'm[k]', 'nope', 'm'])}; ref${c.pick(['=', '+='])}${word(r)}; declare -p ref a r m`,
    () => `a=${word(r)} b=$a x1=$((x1+1))`,
  ])
}
