/** The table of builtins. */
import type { Builtin } from '../lang/eval/index.ts'
import { abbr } from './abbr.ts'
import { alias, unalias } from './alias.ts'
import { awaitBuiltin } from './await.ts'
import { bind } from './bind.ts'
import { breakBuiltin, continueBuiltin } from './break.ts'
import { builtin } from './builtin.ts'
import { caller } from './caller.ts'
import { cd } from './cd.ts'
import { colon } from './colon.ts'
import { command } from './command.ts'
import { compgen } from './compgen.ts'
import { complete } from './complete.ts'
import { compopt } from './compopt.ts'
import { config } from './config.ts'
import { copy } from './copy.ts'
import { declare, local, typeset } from './declare.ts'
import { dirs } from './dirs.ts'
import { disown } from './disown.ts'
import { echo } from './echo.ts'
import { enable } from './enable.ts'
import { evalBuiltin } from './eval.ts'
import { exec } from './exec.ts'
import { exit, logout } from './exit.ts'
import { exportBuiltin } from './export.ts'
import { falseBuiltin, trueBuiltin } from './true.ts'
import { fc } from './fc.ts'
import { bg, fg } from './fg.ts'
import { getopts } from './getopts.ts'
import { hash } from './hash.ts'
import { help } from './help.ts'
import { history } from './history.ts'
import { jobs } from './jobs.ts'
import { kill } from './kill.ts'
import { letBuiltin } from './let.ts'
import { mapfile, readarray } from './mapfile.ts'
import { pool } from './pool.ts'
import { printf } from './printf.ts'
import { output } from './output.ts'
import { popd, pushd } from './pushd.ts'
import { pwd } from './pwd.ts'
import { read } from './read.ts'
import { readonly } from './readonly.ts'
import { returnBuiltin } from './return.ts'
import { set } from './set.ts'
import { shift } from './shift.ts'
import { shopt } from './shopt.ts'
import { dot, source } from './source.ts'
import { spawn } from './spawn.ts'
import { stop } from './stop.ts'
import { suspend } from './suspend.ts'
import { bracket, test } from './test.ts'
import { times } from './times.ts'
import { tour } from './tour.ts'
import { trap } from './trap.ts'
import { type } from './type.ts'
import { ulimit } from './ulimit.ts'
import { umask } from './umask.ts'
import { unset } from './unset.ts'
import { wait } from './wait.ts'
import { watch } from './watch.ts'

/** The names stand here once more: a start knows every name, and loads few of the builtins. */
const all: Readonly<Record<string, Builtin>> = {
  '.': dot,
  ':': colon,
  '[': bracket,
  abbr,
  alias,
  await: awaitBuiltin,
  bg,
  bind,
  break: breakBuiltin,
  builtin,
  caller,
  cd,
  command,
  compgen,
  complete,
  compopt,
  config,
  continue: continueBuiltin,
  copy,
  declare,
  dirs,
  disown,
  echo,
  enable,
  eval: evalBuiltin,
  exec,
  exit,
  export: exportBuiltin,
  false: falseBuiltin,
  fc,
  fg,
  getopts,
  hash,
  help,
  history,
  jobs,
  kill,
  let: letBuiltin,
  local,
  logout,
  mapfile,
  output,
  pool,
  popd,
  printf,
  pushd,
  pwd,
  read,
  readarray,
  readonly,
  return: returnBuiltin,
  set,
  shift,
  shopt,
  source,
  spawn,
  stop,
  suspend,
  test,
  times,
  tour,
  trap,
  true: trueBuiltin,
  type,
  typeset,
  ulimit,
  umask,
  unalias,
  unset,
  wait,
  watch,
}

/** The builtins by name. */
export const builtins: ReadonlyMap<string, Builtin> = new Map(Object.entries(all))
