#!/bin/bash
# In the style of Homebrew's installer.
set -u

abort() {
  printf "%s\n" "$@" >&2
  exit 1
}

if [ -z "${BASH_VERSION:-}" ]
then
  abort "Bash is required to interpret this script."
fi

if [[ -n "${CI-}" && -n "${INTERACTIVE-}" ]]
then
  abort "Cannot run force-interactive mode in CI."
fi

# string formatters
if [[ -t 1 ]]
then
  tty_escape() { printf "\033[%sm" "$1"; }
else
  tty_escape() { :; }
fi
tty_mkbold() { tty_escape "1;$1"; }
tty_underline="$(tty_escape "4;39")"
tty_blue="$(tty_mkbold 34)"
tty_red="$(tty_mkbold 31)"
tty_bold="$(tty_mkbold 39)"
tty_reset="$(tty_escape 0)"

shell_join() {
  local arg
  printf "%s" "$1"
  shift
  for arg in "$@"
  do
    printf " "
    printf "%s" "${arg// /\ }"
  done
}

chomp() {
  printf "%s" "${1/"$'\n'"/}"
}

ohai() {
  printf "${tty_blue}==>${tty_bold} %s${tty_reset}\n" "$(shell_join "$@")"
}

warn() {
  printf "${tty_red}Warning${tty_reset}: %s\n" "$(chomp "$1")" >&2
}

usage() {
  cat <<EOS
Homebrew Installer
Usage: [NONINTERACTIVE=1] [CI=1] install.sh [options]
    -h, --help       Display this message.
    NONINTERACTIVE   Install without prompting for user input
EOS
  exit "${1:-0}"
}

(usage 3); echo "usage: $?"
while [[ $# -gt 0 ]]
do
  case "$1" in
    -h | --help) usage ;;
    *)
      warn "Unrecognized option: '$1'"
      usage 1
      ;;
  esac
done

OS="$(uname)"
if [[ "${OS}" == "Linux" ]]
then
  HOMEBREW_ON_LINUX=1
elif [[ "${OS}" == "Darwin" ]]
then
  HOMEBREW_ON_MACOS=1
else
  abort "Homebrew is only supported on macOS and Linux."
fi

if [[ -z "${HOMEBREW_ON_LINUX-}" ]]
then
  UNAME_MACHINE="$(/usr/bin/uname -m)"
  HOMEBREW_PREFIX="/opt/homebrew"
else
  UNAME_MACHINE="$(uname -m)"
  HOMEBREW_PREFIX="$HOME/linuxbrew/.linuxbrew"
  HOMEBREW_REPOSITORY="${HOMEBREW_PREFIX}/Homebrew"
  STAT_PRINTF=("stat" "-c")
  PERMISSION_FORMAT="%a"
  CHOWN=("/bin/chown")
  CHGRP=("/bin/chgrp")
  GROUP="$(id -gn)"
  TOUCH=("/bin/touch")
  INSTALL=("/usr/bin/install" -d -o "${USER:-root}" -g "${GROUP}" -m "0755")
fi
REQUIRED_RUBY_VERSION=2.6
unset HAVE_SUDO_ACCESS

have_sudo_access() {
  if [[ ! -x "/no/sudo" ]]
  then
    return 1
  fi

  local -a SUDO=("/usr/bin/sudo")
  if [[ -n "${SUDO_ASKPASS-}" ]]
  then
    SUDO+=("-A")
  fi
  return "${HAVE_SUDO_ACCESS}"
}

execute() {
  if ! "$@"
  then
    abort "$(printf "Failed during: %s" "$(shell_join "$@")")"
  fi
}

execute_sudo() {
  local -a args=("$@")
  if [[ "${EUID:-${UID}}" != "0" ]] && have_sudo_access
  then
    args=("/usr/bin/sudo" "${args[@]}")
  else
    ohai "${args[@]##*/bin/}"
    execute "${args[@]}"
  fi
}

getc() {
  local save_state
  IFS='' read -r -n 1 -d '' "$@"
}

ring_bell() {
  if [[ -t 1 ]]
  then
    printf "\a"
  fi
}

exists_but_not_writable() {
  [[ -e "$1" ]] && ! [[ -r "$1" && -w "$1" && -x "$1" ]]
}

get_permission() {
  "${STAT_PRINTF[@]}" "${PERMISSION_FORMAT}" "$1"
}

user_only_chmod() {
  [[ -d "$1" ]] && [[ "$(get_permission "$1")" != 75[0145] ]]
}

major_minor() {
  echo "${1%%.*}.$(
    x="${1#*.}"
    echo "${x%%.*}"
  )"
}

version_gt() {
  [[ "${1%.*}" -gt "${2%.*}" ]] || [[ "${1%.*}" -eq "${2%.*}" && "${1#*.}" -gt "${2#*.}" ]]
}
version_ge() {
  [[ "${1%.*}" -gt "${2%.*}" ]] || [[ "${1%.*}" -eq "${2%.*}" && "${1#*.}" -ge "${2#*.}" ]]
}
version_lt() {
  [[ "${1%.*}" -lt "${2%.*}" ]] || [[ "${1%.*}" -eq "${2%.*}" && "${1#*.}" -lt "${2#*.}" ]]
}

for pair in "3.2.57 2.6" "2.6 2.6" "2.5.9 2.6"
do
  read -r have want <<<"${pair}"
  version_ge "$(major_minor "${have}.0")" "${want}" && echo "${have} >= ${want}" || echo "${have} < ${want}"
  version_gt 3.1 "${want}" || echo no
  version_lt "$(major_minor 2.10.3)" "${want}" || echo "2.10 is not less"
done

# Invalidate sudo timestamp before exiting (if it wasn't active before).
trap 'echo "exit with $?"' EXIT

# Things can fail later if `pwd` doesn't exist.
cd "${HOME}" || exit 1

directories=(
  bin etc include lib sbin share opt var
  Frameworks
  etc/bash_completion.d lib/pkgconfig
)
mkdir -p "${HOMEBREW_PREFIX}"/{bin,etc} && chmod 700 "${HOMEBREW_PREFIX}/bin"
group_chmods=()
for dir in "${directories[@]}"
do
  if user_only_chmod "${HOMEBREW_PREFIX}/${dir}"
  then
    group_chmods+=("${HOMEBREW_PREFIX}/${dir}")
  fi
done

directories=(Cellar Caskroom Frameworks)
mkdirs=()
for dir in "${directories[@]}"
do
  if ! [[ -d "${HOMEBREW_PREFIX}/${dir}" ]]
  then
    mkdirs+=("${HOMEBREW_PREFIX}/${dir}")
  fi
done

if [[ "${#group_chmods[@]}" -gt 0 ]]
then
  ohai "The following existing directories will be made group writable:"
  printf "%s\n" "${group_chmods[@]}"
fi
if [[ "${#mkdirs[@]}" -gt 0 ]]
then
  ohai "The following new directories will be created:"
  printf "%s\n" "${mkdirs[@]}"
fi
ring_bell
getc c <<<'y'; printf 'got %q\n' "$c"
execute_sudo "${TOUCH[@]}" "${HOMEBREW_PREFIX}/touched file"
(
  cd "${HOMEBREW_PREFIX}" >/dev/null || return
  execute "git" "--version" >/dev/null
  execute false one "two three"
) || echo "subshell: $?"
case "${SHELL}" in
  */bash*) shell_rcfile="${HOME}/.bashrc" ;;
  */zsh*) shell_rcfile="${ZDOTDIR:-"${HOME}"}/.zshrc" ;;
  *) shell_rcfile="${ENV:-"${HOME}/.profile"}" ;;
esac
cat <<EOS
- Run these commands in your terminal to add Homebrew to your ${tty_bold}PATH${tty_reset}:
    (echo; echo 'eval "\$(${HOMEBREW_PREFIX}/bin/brew shellenv)"') >> ${shell_rcfile}
    eval "\$(${HOMEBREW_PREFIX}/bin/brew shellenv)"
EOS
find "${HOMEBREW_PREFIX}" | sort
abort "${tty_underline}done${tty_reset}" "second line"
