#!/bin/sh
# shellcheck shell=dash
# In the style of rustup's installer.
if [ "$KSH_VERSION" = 'Version JM 93t+ 2010-03-05' ]; then
    has_local() { local _ 2>/dev/null; }
else
    has_local() { local _has_local; }
fi
if ! has_local 2>/dev/null; then alias local=typeset; fi
is_zsh() { [ -n "${ZSH_VERSION-}" ]; }
set -u
RUSTUP_UPDATE_ROOT="${RUSTUP_UPDATE_ROOT:-https://example.test/rustup}"
RUSTUP_QUIET=no

usage() {
    cat <<EOF
rustup-init 1.28.1 (2025-03-05)

The installer for rustup

Usage: rustup-init[EXE] [OPTIONS]

Options:
  -v, --verbose  Set log level to 'DEBUG' if 'RUSTUP_LOG' is unset
  -y             Disable confirmation prompt
      --default-host <default-host>  Choose a default host triple
  -h, --help     Print help
EOF
}

main() {
    downloader --check
    need_cmd uname
    need_cmd mktemp
    need_cmd chmod
    need_cmd mkdir
    need_cmd rm
    need_cmd rmdir

    get_architecture || return 1
    local _arch="$RETVAL"
    assert_nz "$_arch" "arch"
    local _ext=""
    case "$_arch" in
        *windows*) _ext=".exe" ;;
    esac
    local _url
    _url="${RUSTUP_OVERRIDE:-$RUSTUP_UPDATE_ROOT}/dist/${_arch}/rustup-init${_ext}"
    local _dir
    if ! _dir="$(ensure mktemp -d)"; then
        exit 1
    fi
    local _file="${_dir}/rustup-init${_ext}"
    local _ansi_escapes_are_valid=false
    if [ -t 2 ]; then
        if [ "${TERM+set}" = 'set' ]; then
            case "$TERM" in
                xterm*|rxvt*|urxvt*|linux*|vt*) _ansi_escapes_are_valid=true ;;
            esac
        fi
    fi
    local need_tty=yes
    for arg in "$@"; do
        case "$arg" in
            --help)
                usage
                exit 0
                ;;
            --quiet)
                RUSTUP_QUIET=yes
                ;;
            *)
                OPTIND=1
                if [ "${arg%%--*}" = "" ]; then
                    continue
                fi
                while getopts :hqy sub_arg "$arg"; do
                    case "$sub_arg" in
                        h) usage; exit 0 ;;
                        q) RUSTUP_QUIET=yes ;;
                        y) need_tty=no ;;
                        *) ;;
                    esac
                done
                ;;
        esac
    done
    say 'downloading installer' 1>&2
    ensure mkdir -p "$_dir"
    ensure downloader "$_url" "$_file" "$_arch"
    ensure chmod u+x "$_file"
    if [ ! -x "$_file" ]; then
        err "Cannot execute $_file (likely because of mounting /tmp as noexec)."
        exit 1
    fi
    if [ "$need_tty" = "yes" ] && [ ! -t 0 ]; then
        say "no terminal: $need_tty"
        ignore "$_file" "$@" < /dev/null
    else
        ignore "$_file" "$@"
    fi
    local _retval=$?
    ignore rm "$_file"
    ignore rmdir "$_dir"
    return "$_retval"
}

get_architecture() {
    local _ostype _cputype _bitness _arch _clibtype
    _ostype="$(uname -s)"
    _cputype="$(uname -m)"
    _clibtype="gnu"
    if [ "$_ostype" = Linux ]; then
        if [ "$(uname -o)" = Android ]; then
            _ostype=Android
        fi
        if ldd --version 2>&1 | grep -q 'musl'; then
            _clibtype="musl"
        fi
    fi
    case "$_ostype" in
        Android) _ostype=linux-android ;;
        Linux)
            _ostype=unknown-linux-$_clibtype
            _bitness=$(get_bitness)
            ;;
        FreeBSD) _ostype=unknown-freebsd ;;
        Darwin) _ostype=apple-darwin ;;
        MINGW* | MSYS* | CYGWIN* | Windows_NT) _ostype=pc-windows-gnu ;;
        *) err "unrecognized OS type: $_ostype"; exit 1 ;;
    esac
    case "$_cputype" in
        i386 | i486 | i686 | i786 | x86) _cputype=i686 ;;
        aarch64 | arm64) _cputype=aarch64 ;;
        x86_64 | x86-64 | x64 | amd64) _cputype=x86_64 ;;
        *) err "unknown CPU type: $_cputype"; exit 1 ;;
    esac
    if [ "${_ostype}" = unknown-linux-gnu ] && [ "${_bitness}" -eq 32 ]; then
        _cputype=i686
    fi
    _arch="${_cputype}-${_ostype}"
    RETVAL="$_arch"
}

get_bitness() {
    need_cmd head
    local _current_exe_head
    _current_exe_head=$(head -c 5 /proc/self/exe )
    if [ "$_current_exe_head" = "$(printf '\177ELF\001')" ]; then
        echo 32
    elif [ "$_current_exe_head" = "$(printf '\177ELF\002')" ]; then
        echo 64
    else
        err "unknown platform bitness"
        exit 1
    fi
}

__print() {
    if $_ansi_escapes_are_valid; then
        printf '\33[1m%s:\33[0m %s\n' "$1" "$2" >&2
    else
        printf '%s: %s\n' "$1" "$2" >&2
    fi
}
say() { if [ "$RUSTUP_QUIET" = "no" ]; then __print 'info' "$1" >&2; fi; }
err() { __print 'error' "$1" >&2; }
need_cmd() {
    if ! check_cmd "$1"; then
        err "need '$1' (command not found)"
        exit 1
    fi
}
check_cmd() { command -v "$1" > /dev/null 2>&1; }
assert_nz() { if [ -z "$1" ]; then err "assert_nz $2"; exit 1; fi; }
ensure() { if ! "$@"; then err "command failed: $*"; exit 1; fi; }
ignore() { "$@"; }

downloader() {
    local _dld _status _retry
    if [ "$1" = --check ]; then
        return 0
    fi
    _retry='--retry 3'
    set -- "$1" "$2" "$3" $_retry
    printf '%s\n' "$#" "$@" | sed -e "s:$HOME:~:g" -e 's:/[^ ]*/rustup-init$:FILE:' >&2
    printf '#!/bin/sh\necho "installer: $*"\nexit 7\n' > "$2"
}

(main --help) | head -3
main -qy --default-host x || { echo "main: $?"; exit 1; }
