#!/usr/bin/env bash
# In the style of nvm's installer: everything within braces, so that a download cut short runs nothing.
{
nvm_has() {
  type "$1" > /dev/null 2>&1
}

nvm_echo() {
  command printf %s\\n "$*" 2>/dev/null
}

if [ -z "${BASH_VERSION-}" ] || [ -n "${ZSH_VERSION-}" ]; then
  nvm_echo >&2 'Error: the install instructions explicitly say to pipe the install script to `bash`; please follow them'
  exit 1
fi

nvm_grep() {
  GREP_OPTIONS='' command grep "$@"
}

nvm_default_install_dir() {
  [ -z "${XDG_CONFIG_HOME-}" ] && printf %s "${HOME}/.nvm" || printf %s "${XDG_CONFIG_HOME}/nvm"
}

nvm_install_dir() {
  if [ -n "$NVM_DIR" ]; then
    printf %s "${NVM_DIR}"
  else
    nvm_default_install_dir
  fi
}

nvm_latest_version() { nvm_echo "v0.40.1"; }

nvm_source() {
  local NVM_GITHUB_REPO
  NVM_GITHUB_REPO="${NVM_INSTALL_GITHUB_REPO:-nvm-sh/nvm}"
  local NVM_VERSION
  NVM_VERSION="${NVM_INSTALL_VERSION:-$(nvm_latest_version)}"
  local NVM_METHOD
  NVM_METHOD="$1"
  local NVM_SOURCE_URL
  NVM_SOURCE_URL="$NVM_SOURCE"
  if [ "_$NVM_METHOD" = "_script-nvm-exec" ]; then
    NVM_SOURCE_URL="https://example.test/${NVM_GITHUB_REPO}/${NVM_VERSION}/nvm-exec"
  elif [ -z "$NVM_SOURCE_URL" ]; then
    if [ "_$NVM_METHOD" = "_script" ]; then
      NVM_SOURCE_URL="https://example.test/${NVM_GITHUB_REPO}/${NVM_VERSION}/nvm.sh"
    elif [ "_$NVM_METHOD" = "_git" ] || [ -z "$NVM_METHOD" ]; then
      NVM_SOURCE_URL="https://example.test/${NVM_GITHUB_REPO}.git"
    else
      nvm_echo >&2 "Unexpected value \"$NVM_METHOD\" for \$NVM_METHOD"
      return 1
    fi
  fi
  nvm_echo "$NVM_SOURCE_URL"
}

curl() {
  local last
  while [ $# -gt 0 ]; do
    case "$1" in
      -o) shift; last="$1" ;;
    esac
    shift
  done
  nvm_echo "# fetched" > "${last:?}"
}

nvm_download() {
  if nvm_has "curl"; then
    curl --fail --compressed -q "$@"
  elif nvm_has "wget"; then
    # Emulate curl with wget
    ARGS=$(nvm_echo "$@" | command sed -e 's/--progress-bar /--progress=bar /' -e 's/-s /-q /')
    eval wget $ARGS
  fi
}

install_nvm_as_script() {
  local INSTALL_DIR
  INSTALL_DIR="$(nvm_install_dir)"
  mkdir -p "$INSTALL_DIR"
  if [ -f "$INSTALL_DIR/nvm.sh" ]; then
    nvm_echo "=> nvm is already installed in $INSTALL_DIR, trying to update the script"
  else
    nvm_echo "=> Downloading nvm as script to '$INSTALL_DIR'"
  fi
  nvm_download -s "$(nvm_source script)" -o "$INSTALL_DIR/nvm.sh" || {
    nvm_echo >&2 "Failed to download '$(nvm_source script)'"
    return 1
  } &
  nvm_download -s "$(nvm_source script-nvm-exec)" -o "$INSTALL_DIR/nvm-exec" || {
    nvm_echo >&2 "Failed"
    return 2
  } &
  for job in $(jobs -p | command sort)
  do
    wait "$job" || return $?
  done
  chmod a+x "$INSTALL_DIR/nvm-exec" || {
    nvm_echo >&2 "Failed to mark '$INSTALL_DIR/nvm-exec' as executable"
    return 3
  }
}

nvm_try_profile() {
  if [ -z "${1-}" ] || [ ! -f "${1}" ]; then
    return 1
  fi
  nvm_echo "${1}"
}

nvm_detect_profile() {
  if [ "${PROFILE-}" = '/dev/null' ]; then
    return
  fi
  local DETECTED_PROFILE
  DETECTED_PROFILE=''
  if [ "${SHELL#*bash}" != "$SHELL" ]; then
    if [ -f "$HOME/.bashrc" ]; then
      DETECTED_PROFILE="$HOME/.bashrc"
    fi
  fi
  if [ -z "$DETECTED_PROFILE" ]; then
    for EACH_PROFILE in ".profile" ".bashrc" ".bash_profile" ".zprofile" ".zshrc"
    do
      if DETECTED_PROFILE="$(nvm_try_profile "${HOME}/${EACH_PROFILE}")"; then
        break
      fi
    done
  fi
  if [ -n "$DETECTED_PROFILE" ]; then
    nvm_echo "$DETECTED_PROFILE"
  fi
}

nvm_do_install() {
  if [ -n "${NVM_DIR-}" ] && ! [ -d "${NVM_DIR}" ]; then
    if [ -e "${NVM_DIR}" ]; then
      nvm_echo >&2 "File \"${NVM_DIR}\" has the same name as installation directory."
      exit 1
    fi
  fi
  install_nvm_as_script
  nvm_echo
  local NVM_PROFILE PROFILE_INSTALL_DIR SOURCE_STR COMPLETION_STR
  NVM_PROFILE="$(nvm_detect_profile)"
  PROFILE_INSTALL_DIR="$(nvm_install_dir | command sed "s:^$HOME:\$HOME:")"
  SOURCE_STR="\\nexport NVM_DIR=\"${PROFILE_INSTALL_DIR}\"\\n[ -s \"\$NVM_DIR/nvm.sh\" ] && \\. \"\$NVM_DIR/nvm.sh\"  # This loads nvm\\n"
  COMPLETION_STR='[ -s "$NVM_DIR/bash_completion" ] \&\& \. "$NVM_DIR/bash_completion"\n'
  if [ -z "${NVM_PROFILE-}" ] ; then
    nvm_echo "=> Profile not found."
    command printf "${SOURCE_STR}"
    nvm_echo
  elif ! command grep -qc '/nvm.sh' "$NVM_PROFILE"; then
    nvm_echo "=> Appending nvm source string to $NVM_PROFILE"
    command printf "${SOURCE_STR}" >> "$NVM_PROFILE"
  else
    nvm_echo "=> nvm source string already in ${NVM_PROFILE}"
  fi
  command printf "$COMPLETION_STR" >> "$NVM_PROFILE"
  nvm_reset
}

nvm_reset() {
  unset -f nvm_has nvm_install_dir nvm_latest_version nvm_download install_nvm_as_script \
    nvm_try_profile nvm_detect_profile nvm_do_install nvm_reset nvm_default_install_dir nvm_grep
}

[ "_$NVM_ENV" = "_testing" ] || nvm_do_install
type nvm_do_install 2>/dev/null || nvm_echo "cleaned"
cat "$HOME/.profile"; ls -A "$HOME/.nvm"
}
