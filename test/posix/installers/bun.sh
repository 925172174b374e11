#!/usr/bin/env bash
# In the style of Bun's installer.
set -euo pipefail

platform=$(uname -ms)

if [[ ${OS:-} = Windows_NT ]]; then
  if [[ $platform != MINGW64* ]]; then
    echo nothing
    exit $?
  fi
fi

# Reset
Color_Off=''

# Regular Colors
Red=''
Green=''
Dim='' # White

# Bold
Bold_White=''
Bold_Green=''

if [[ -t 1 ]]; then
    Color_Off='\033[0m' # Text Reset
    Red='\033[0;31m'   # Red
    Green=$(tput setaf 2)
fi

error() {
    echo -e "${Red}error${Color_Off}:" "$@" >&2
    exit 1
}

info() {
    echo -e "${Dim}$@ ${Color_Off}"
}

info_bold() {
    echo -e "${Bold_White}$@ ${Color_Off}"
}

success() {
    echo -e "${Green}$@ ${Color_Off}"
}

command -v sed >/dev/null ||
    error 'sed is required to install bun'

if [[ $# -gt 2 ]]; then
    error 'Too many arguments, only 2 are allowed. The first can be a specific tag of bun to install. (e.g. "bun-v0.1.4") The second can be a build variant of bun to install. (e.g. "debug-info")'
fi

case $platform in
'Darwin x86_64')
    target=darwin-x64
    ;;
'Darwin arm64')
    target=darwin-aarch64
    ;;
'Linux aarch64' | 'Linux arm64')
    target=linux-aarch64
    ;;
'MINGW64'*)
    target=windows-x64
    ;;
'Linux x86_64' | *)
    target=linux-x64
    ;;
esac

case "$target" in
'linux'*)
    if [ -f /etc/no-alpine-release ]; then
        target="$target-musl"
    fi
    ;;
esac

GITHUB=${GITHUB-"https://example.test"}
github_repo="$GITHUB/oven-sh/bun"
exe_name=bun

if [[ $# = 2 && $2 = debug-info ]]; then
    target=$target-profile
    exe_name=bun-profile
fi

if [[ $# = 0 ]]; then
    bun_uri=$github_repo/releases/latest/download/bun-$target.zip
else
    bun_uri=$github_repo/releases/download/$1/bun-$target.zip
fi

install_env=BUN_INSTALL
bin_env=\$$install_env/bin

install_dir=${!install_env:-$HOME/.bun}
bin_dir=$install_dir/bin
exe=$bin_dir/bun

if [[ ! -d $bin_dir ]]; then
    mkdir -p "$bin_dir" ||
        error "Failed to create install directory \"$bin_dir\""
fi

tmp=$(mktemp -d)
cleanup() { local status=$?; rm -rf -- "$tmp"; info "cleanup after $status"; return "$status"; }
trap cleanup EXIT
trap 'exit 130' INT TERM

printf '%s\n' "${bun_uri//\//|}" > "$tmp/uri"
curl() { local OPTIND opt out=; while getopts ':o:fs-:' opt; do case $opt in o) out=$OPTARG ;; -) [[ $OPTARG = *=* ]] && echo "long ${OPTARG%%=*} ${OPTARG#*=}" ;; \?) echo "bad $OPTARG" ;; esac; done; shift $((OPTIND - 1)); echo "from $*" >"$out"; }
curl -fs --retry=3 -x -o "$exe.zip" "$bun_uri" ||
    error "Failed to download bun from \"$bun_uri\""
cat "$exe.zip" "$tmp/uri"

tildify() {
    if [[ $1 = $HOME/* ]]; then
        local replacement=\~/

        echo "${1/$HOME\//$replacement}"
    else
        echo "$1"
    fi
}

success "bun was installed successfully to $Bold_Green$(tildify "$exe")"

refresh_command=''

tilde_bin_dir=$(tildify "$bin_dir")
quoted_install_dir=\"${install_dir//\"/\\\"}\"

if [[ $quoted_install_dir = \"$HOME/* ]]; then
    quoted_install_dir=${quoted_install_dir/$HOME\//\$HOME/}
fi

echo

case $(basename "$SHELL") in
fish)
    commands=(
        "set --export $install_env $quoted_install_dir"
        "set --export PATH $bin_env \$PATH"
    )
    ;;
bash)
    commands=(
        "export $install_env=$quoted_install_dir"
        "export PATH=\"$bin_env:\$PATH\""
    )

    bash_configs=(
        "$HOME/.bash_profile"
        "$HOME/.bashrc"
    )

    if [[ ${XDG_CONFIG_HOME:-} ]]; then
        bash_configs+=(
            "$XDG_CONFIG_HOME/.bash_profile"
            "$XDG_CONFIG_HOME/bashrc"
        )
    fi
    touch "$HOME/.bashrc"
    set_manually=true
    for bash_config in "${bash_configs[@]}"; do
        tilde_bash_config=$(tildify "$bash_config")

        if [[ -w $bash_config ]]; then
            {
                echo -e '\n# bun'

                for command in "${commands[@]}"; do
                    echo "$command"
                done
            } >>"$bash_config"

            info "Added \"$tilde_bin_dir\" to \$PATH in \"$tilde_bash_config\""

            refresh_command="source $bash_config"
            set_manually=false
            break
        fi
    done

    if [[ $set_manually = true ]]; then
        echo "Manually add the directory to $tilde_bash_config (or similar):"
    fi
    ;;
*)
    echo 'Manually add the directory to ~/.bashrc (or similar):'
    ;;
esac
cat "$HOME/.bashrc"
echo
info "To get started, run:"
echo

if [[ $refresh_command ]]; then
    info_bold "  $(tildify "${refresh_command}")"
fi
printf -v line '%*s' 20 ''; echo "${line// /-}"
(sleep 0.01; exit 9) | cat | tail -n 1 || info "pipeline: $? ${PIPESTATUS[*]}"
info_bold "  bun --help"
ls "$tmp"
error "the $((1 + 2))rd \$problem" 'is\tlast'
