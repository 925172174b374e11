/** Scripts that others wrote, on nacre and on bash: the same output, the same status. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { hasBash, nacreSh } from '../fuzz/compare.ts'
import { run } from '../helpers/run-nacre.ts'

const folder = mkdtempSync(join(tmpdir(), 'nacre-real-'))
writeFileSync(join(folder, 'a.gz'), gzipSync('hello\nworld\n'))
writeFileSync(join(folder, 'b.gz'), gzipSync('hello\nthere\n'))
writeFileSync(join(folder, 'log'), 'one\n')
const gitCore = '/usr/lib/git-core'

const rows: [script: string, ...args: string[]][] = [
  ['/usr/bin/ldd', '--version'],
  ['/usr/bin/ldd', '/nonexistent'],
  ['/usr/bin/zgrep', '-n', 'wor', 'a.gz', 'b.gz'],
  ['/usr/bin/zgrep', '-c', 'nothing', 'a.gz'],
  ['/usr/bin/zdiff', 'a.gz', 'b.gz'],
  ['/usr/bin/zcmp', 'a.gz', 'a.gz'],
  ['/usr/bin/gunzip', '-c', 'a.gz'],
  ['/usr/bin/zforce', 'a.gz'],
  ['/usr/bin/znew', '--help'],
  ['/usr/bin/zless', '--version'],
  ['/usr/bin/xzgrep', 'hel', 'log', 'a.gz'],
  ['/usr/bin/xzdiff', 'a.gz', 'b.gz'],
  ['/usr/bin/xzless', '--version'],
  ['/usr/bin/bzgrep', 'one', 'log'],
  ['/usr/bin/bzdiff', 'log', 'log'],
  ['/usr/bin/which.debianutils', '-a', 'sh', 'no-such-program'],
  ['/usr/bin/savelog', '-h'],
  ['/usr/bin/savelog', '-n', '-c', '3', 'no-such-log'],
  ['/usr/bin/lesspipe'],
  ['/usr/bin/tzselect', '--version'],
  ['/usr/bin/gettext.sh', '--version'],
  [`${gitCore}/git-submodule`, '-h'],
  [`${gitCore}/git-submodule`, 'no-such-command'],
  [`${gitCore}/git-filter-branch`, '--no-such-option'],
  [`${gitCore}/git-mergetool`, '--tool-help'],
  [`${gitCore}/git-web--browse`, '--help'],
  [`${gitCore}/git-request-pull`],
  ['/root/.pyenv/libexec/pyenv', '--help'],
]

async function both(args: readonly string[]): Promise<{ ours: unknown; theirs: unknown }> {
  const options = {
    cwd: folder,
    env: {
      LC_ALL: 'C.UTF-8',
      PATH: `${gitCore}:${process.env.PATH}`,
      NO_COLOR: undefined,
      FILTER_BRANCH_SQUELCH_WARNING: '1',
    },
  }
  const [ours, theirs] = await Promise.all([
    run([...nacreSh, ...args], options),
    run(['bash', '--norc', ...args], options),
  ])
  return {
    ours: { stdout: ours.stdout, status: ours.status },
    theirs: { stdout: theirs.stdout, status: theirs.status },
  }
}

describe.skipIf(!hasBash)('installed scripts', () => {
  for (const [script, ...args] of rows)
    test.skipIf(!existsSync(script))(`${script} ${args.join(' ')}`, async () => {
      const { ours, theirs } = await both([script, ...args])
      expect(ours).toEqual(theirs)
    })
})

/** The shapes that prompts, version managers and completions have, played through without a terminal. */
const hooks: [title: string, code: string][] = [
  [
    'a version manager: nvm’s shape',
    `nvm_is_alias() { \\alias "$1" >/dev/null 2>&1; }
nvm_echo() { command printf %s\\\\n "$*"; }
nvm_version() { local PATTERN="\${1-}" VERSION; case "_$PATTERN" in _v[0-9]*) VERSION="$PATTERN";; *) return 3;; esac; nvm_echo "$VERSION"; }
nvm_strip_path() { nvm_echo "$1" | command awk -v NVM_DIR="$2" -v RS=: 'index($0, NVM_DIR) != 1 { printf "%s%s", sep, $0; sep = RS }'; }
nvm_version v18; nvm_version x; echo $?; nvm_is_alias q || echo none; nvm_strip_path "/a:/n/bin:/b" /n`,
  ],
  [
    'direnv’s hook in PROMPT_COMMAND',
    `_direnv_hook() { local previous_exit_status=$?; trap -- '' SIGINT; eval "$(echo 'export FOO=bar;')"; trap - SIGINT; return $previous_exit_status; }
if [[ ";\${PROMPT_COMMAND[*]:-};" != *";_direnv_hook;"* ]]; then
  if [[ "$(declare -p PROMPT_COMMAND 2>&1)" == "declare -a"* ]]; then PROMPT_COMMAND=(_direnv_hook "\${PROMPT_COMMAND[@]}")
  else PROMPT_COMMAND="_direnv_hook\${PROMPT_COMMAND:+;$PROMPT_COMMAND}"; fi
fi
(exit 4); eval "$PROMPT_COMMAND"; echo "$? $FOO $PROMPT_COMMAND"; trap -p`,
  ],
  [
    'zoxide’s functions',
    `__zoxide_pwd() { \\builtin pwd -L; }
__zoxide_cd() { \\builtin cd -- "$@" && __zoxide_pwd; }
__zoxide_oldpwd="$(__zoxide_pwd)"
__zoxide_hook() { \\builtin local -r retval="$?"; \\builtin local pwd_tmp; pwd_tmp="$(__zoxide_pwd)"; if [[ \${__zoxide_oldpwd} != "\${pwd_tmp}" ]]; then __zoxide_oldpwd="\${pwd_tmp}"; echo add "\${__zoxide_oldpwd}"; fi; return "\${retval}"; }
if [[ \${PROMPT_COMMAND:=} != *'__zoxide_hook'* ]]; then PROMPT_COMMAND="__zoxide_hook;\${PROMPT_COMMAND#;}"; fi
\\builtin unalias z &>/dev/null || \\builtin true
z() { if [[ $# -eq 0 ]]; then __zoxide_cd ~; elif [[ $# -eq 1 && -d $1 ]]; then __zoxide_cd "$1"; elif [[ \${@: -1} == /t* ]]; then echo last; fi; }
z /usr; eval "$PROMPT_COMMAND"; z / usr /tmp; eval "$PROMPT_COMMAND"; echo $?`,
  ],
  [
    'starship’s timing by a DEBUG trap',
    `starship_preexec() { local PREV_LAST_ARG=$1; if [ "\${PREEXEC_READY:-}" = true ]; then PREEXEC_READY=false; echo started; fi; : "$PREV_LAST_ARG"; }
starship_precmd() { STATUS=$? PIPE=("\${PIPESTATUS[@]}"); local NUM_JOBS=0 IFS=$' \\t\\n'; for job in $(jobs -p); do [[ $job ]] && ((NUM_JOBS++)); done; PS1="[$STATUS \${PIPE[*]} $NUM_JOBS]"; PREEXEC_READY=true; }
dbg_trap="$(trap -p DEBUG | cut -d' ' -f3 | tr -d \\')"
if [[ -z "$dbg_trap" ]]; then trap 'starship_preexec "$_"' DEBUG; fi
set +u; true | false; starship_precmd; echo hi; echo "$PS1"; trap - DEBUG`,
  ],
  [
    'a completion function',
    `_f() { local cur=\${COMP_WORDS[COMP_CWORD]}; COMPREPLY=($(compgen -W "start stop status" -- "$cur")); }
complete -F _f svc; COMP_WORDS=(svc sta); COMP_CWORD=1; _f; printf '%s\\n' "\${COMPREPLY[@]}"; complete -p svc; complete -r svc; complete -p svc 2>/dev/null; echo $?`,
  ],
  [
    'an autoconf prologue',
    `if test -n "\${ZSH_VERSION+set}" && (emulate sh) >/dev/null 2>&1; then :; else case \`(set -o) 2>/dev/null\` in *posix*) set -o posix;; esac; fi
as_nl='
'
export as_nl
as_echo='printf %s\\n'
as_fn_set_status () { return $1; }
as_fn_exit () { set +e; as_fn_set_status $1; exit $1; }
if test "\${PATH_SEPARATOR+set}" != set; then PATH_SEPARATOR=:; (PATH='/bin;/bin'; FPATH=$PATH; sh -c :) >/dev/null 2>&1 && { (PATH='/bin:/bin'; FPATH=$PATH; sh -c :) >/dev/null 2>&1 || PATH_SEPARATOR=';'; }; fi
as_save_IFS=$IFS; IFS=$PATH_SEPARATOR; for as_dir in /bin:/usr/bin /sbin; do IFS=$as_save_IFS; test -z "$as_dir" && as_dir=.; $as_echo "<$as_dir>"; done
IFS=$as_save_IFS
cat >conf$$.sh <<_ACEOF
a='\\$b \\\\\\$c'
\`echo d\`
_ACEOF
cat conf$$.sh; rm -f conf$$.sh
exec 6>&1 5>/dev/null; echo "checking" >&6; $as_echo "log" >&5
as_fn_exit 3`,
  ],
]

test.skipIf(!hasBash).each(hooks)('%s', async (_title, code) => {
  const { ours, theirs } = await both(['-c', code])
  expect(ours).toEqual(theirs)
})

/** bash-completion asked as the prompt would ask: it loads a command's completion, and that fills COMPREPLY. */
const completion = '/usr/share/bash-completion/bash_completion'
const ask = `. ${completion}; echo "loaded $?"
ask() {
  COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_TYPE=9 COMP_KEY=9 COMPREPLY=()
  COMP_POINT=\${#COMP_LINE}
  complete -p "$1" >/dev/null 2>&1 || _completion_loader "$1"
  local function; function=$(complete -p "$1"); function=\${function#*-F }; function=\${function%% *}
  "$function" "$1" "\${COMP_WORDS[COMP_CWORD]}" "\${COMP_WORDS[COMP_CWORD - 1]}" 2>/dev/null
  echo "$1 $?"; printf '%s\\n' "\${COMPREPLY[@]}" | sort
}
ask tar --ex; ask tar x; ask git ch; ask git checkout --; ask ls --co; ask export HO; ask cd pla; ask gzip -
ask find -na; ask declare -; ask make --d; shopt -p extglob progcomp`

test.skipIf(!hasBash || !existsSync(completion))(
  'bash-completion',
  async () => {
    mkdirSync(join(folder, 'place'), { recursive: true })
    const { ours, theirs } = await both(['-c', ask])
    expect(ours).toEqual(theirs)
  },
  30_000,
)

const autoconf = '/usr/bin/autoconf'
const configureAc = `AC_INIT([demo], [1.2], [bug@example.org])
AC_CONFIG_SRCDIR([main.c])
AC_PROG_INSTALL
AC_PROG_MKDIR_P
AC_PROG_AWK
AC_PROG_SED
AC_ARG_ENABLE([thing], [AS_HELP_STRING([--enable-thing], [a thing])], [thing=$enableval], [thing=no])
AC_SUBST([thing])
AC_CONFIG_FILES([Makefile])
AC_OUTPUT
`

test.skipIf(!hasBash || !existsSync(autoconf))(
  'a configure script of autoconf’s',
  async () => {
    const made = mkdtempSync(join(tmpdir(), 'nacre-configure-'))
    writeFileSync(join(made, 'configure.ac'), configureAc)
    writeFileSync(join(made, 'main.c'), 'int main(void) { return 0; }')
    writeFileSync(join(made, 'Makefile.in'), 'thing=@thing@ @INSTALL@ @MKDIR_P@ @AWK@ @prefix@')
    writeFileSync(join(made, 'install-sh'), '')
    await run([autoconf], { cwd: made })
    const answers = ['ours', 'theirs'].map(async name => {
      const cwd = join(made, name)
      mkdirSync(cwd)
      const shell = name === 'ours' ? nacreSh : ['bash']
      const { stdout, status } = await run([...shell, '../configure', '--enable-thing'], { cwd })
      return { stdout, status, makefile: readFileSync(join(cwd, 'Makefile'), 'utf8') }
    })
    const [ours, theirs] = await Promise.all(answers)
    expect(ours).toEqual(theirs)
    expect(theirs?.makefile).toContain('thing=yes')
    rmSync(made, { recursive: true })
  },
  60_000,
)
