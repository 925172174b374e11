#!/usr/bin/env bash
# In the style of pyenv's installer and its plug-ins' shims.
set -e
[ -n "$PYENV_DEBUG" ] && set -x

if [ -z "$PYENV_ROOT" ]; then
  if [ -z "$HOME" ]; then
    printf "$0: %s\n" \
      "Either \$PYENV_ROOT or \$HOME must be set to determine the install location." \
      >&2
    exit 1
  fi
  export PYENV_ROOT="${HOME}/.pyenv"
fi

colorize() {
  if [ -t 1 ]; then printf "\e[%sm%s\e[m" "$1" "$2"
  else echo -n "$2"
  fi
}

# Checks for `.pyenv` file, and suggests to remove it for installing
if [ -d "${PYENV_ROOT}" ]; then
  { echo
    colorize 1 "WARNING"
    echo ": Can not proceed with installation. Kindly remove the '${PYENV_ROOT}' directory first."
    echo
  } >&2
  exit 1
fi

failed_checkout() {
  echo "Failed to git clone $1"
  exit -1
}

git() { [ "$1" = --version ] && return 0; mkdir -p "${!#}" && printf '%s\n' "$*" | sed "s:$HOME:~:g"; }

checkout() {
  [ -d "$2" ] || git -c advice.detachedHead=0 clone --branch "$3" --depth 1 "$1" "$2" || failed_checkout "$1"
}

if ! command -v git 1>/dev/null 2>&1; then
  echo "pyenv: Git is not installed, can't continue." >&2
  exit 1
fi

if [ -n "${USE_SSH}" ]; then
  command -v ssh >/dev/null || exit 1
  GITHUB="git@example.test:"
else
  GITHUB="https://example.test/"
fi

checkout "${GITHUB}pyenv/pyenv.git"            "${PYENV_ROOT}"                           "${PYENV_GIT_TAG:-master}"
checkout "${GITHUB}pyenv/pyenv-doctor.git"     "${PYENV_ROOT}/plugins/pyenv-doctor"     "master"
checkout "${GITHUB}pyenv/pyenv-virtualenv.git" "${PYENV_ROOT}/plugins/pyenv-virtualenv" "master"

if ! command -v pyenv 1>/dev/null; then
  { echo
    colorize 1 "WARNING"
    echo ": seems you still have not added 'pyenv' to the load path."
    echo
  } >&2
  { # Without args, `init` commands print installation help
    mkdir -p "$PYENV_ROOT/bin" "$PYENV_ROOT"/versions/{3.9.1,3.12.0,pypy-7}/bin
    cat > "$PYENV_ROOT/bin/pyenv" <<-'SHIM'
	#!/bin/bash
	# A shim, whose here-document is indented by tabs.
	set -e
	program="${0##*/}"
	if [ "$program" = "python" ]; then
	  for arg; do
	    case "$arg" in
	    -c* | -- ) break ;;
	    */* )
	      if [ -f "$arg" ]; then
	        export PYENV_FILE_ARG="$arg"
	        break
	      fi
	      ;;
	    esac
	  done
	fi
	abs_dirname() {
	  local path="$1"
	  while [ -n "$path" ]; do
	    cd "${path%/*}"
	    local name="${path##*/}"
	    path="$(readlink "$name" || true)"
	  done
	  pwd
	}
	command="${1:-}"
	case "$command" in
	"" ) { echo usage; } | sed 's/^/ /'; exit 1 ;;
	-v | --version ) echo "pyenv 2.4" ;;
	init ) shift; printf 'export PATH="%s/shims:${PATH}"\n' "${PYENV_ROOT}"; printf 'pyenv() { local command=${1:-}; [ "$#" -gt 0 ] && shift; case "$command" in rehash|shell) eval "$(command pyenv "sh-$command" "$@")" ;; *) command pyenv "$command" "$@" ;; esac; }\n' ;;
	sh-shell ) echo "export PYENV_VERSION=\"$2\"" ;;
	versions ) shopt -s nullglob; IFS=$'\n'; for v in $(printf '%s\n' "$PYENV_ROOT"/versions/* | sort -t. -k1,1 -k2,2n); do echo "${v##*/}"; done ;;
	where ) abs_dirname "$0" ;;
	* ) echo "pyenv: no such command \`$command'" >&2; exit 1 ;;
	esac
	SHIM
    chmod +x "$PYENV_ROOT/bin/pyenv"
  } >&2
fi
export PATH="$PYENV_ROOT/bin:$PATH"
eval "$(pyenv init -)"
pyenv shell 3.12.0
echo "version ${PYENV_VERSION}"; type -t pyenv
pyenv versions | while IFS= read -r line; do printf '[%s]' "$line"; done; echo
pyenv where; pyenv bogus || echo "status $?"
hash -r 2>/dev/null
while read -r name rest || [ -n "$name" ]; do
  case "$name" in ''|'#'*) continue ;; esac
  versions+=("${name%%[[:space:]#]*}")
done < <(printf '# comment\n\n3.9.1 # old\n3.12.0')
printf 'wanted: %s\n' "${versions[*]}"
unset versions PYENV_VERSION
OLDIFS="$IFS"; IFS=: paths=($PATH); IFS="$OLDIFS"
echo "${paths[0]##*/} ${paths[1]##*/} $(( ${#paths[@]} > 3 ))"
