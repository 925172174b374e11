#!/bin/sh
# In the style of Deno's installer, which may be piped into sh.
set -e

print_help_and_exit() {
	echo "Setup script for installing deno

Options:
  -y, --yes
    Skip interactive prompts and accept defaults
  --no-modify-path
    Don't add deno to the PATH environment variable
  -h, --help
    Print help
"
	echo "Note: Deno was not installed"
	exit 0
}

if [ "$OS" = "Windows_NT" ]; then
	target="x86_64-pc-windows-msvc"
else
	case $(uname -sm) in
	"Darwin x86_64") target="x86_64-apple-darwin" ;;
	"Darwin arm64") target="aarch64-apple-darwin" ;;
	"Linux aarch64") target="aarch64-unknown-linux-gnu" ;;
	*) target="x86_64-unknown-linux-gnu" ;;
	esac
fi

curl() {
	case "$*" in
	*latest.txt*) echo "v2.1.4" ;;
	*) while [ "$1" != --output ]; do shift; done; printf 'archive' >"$2" ;;
	esac
}
unzip() { while [ "$1" != -d ]; do shift; done; cat >"$2/deno" <<-'EOF'
	#!/bin/sh
	case $1 in run) shift; exec "$0" shown "$@" ;; shown) printf '<%s>' "$@"; echo ;; --help) echo "deno help" ;; esac
	EOF
}

for arg in "$@" --quiet; do
	case "$arg" in
	"-h") print_help_and_exit ;;
	"--help") print_help_and_exit ;;
	"-y") should_run_shell_setup=true ;;
	"--"*) ;;
	*)
		if [ -z "$deno_version" ]; then
			deno_version="$arg"
		fi
		;;
	esac
done
(print_help_and_exit) | tail -n 3
if [ -z "$deno_version" ]; then
	deno_version=$(curl -s https://example.test/release-latest.txt)
fi

deno_uri="https://example.test/release/${deno_version}/deno-${target}.zip"
deno_install="${DENO_INSTALL:-$HOME/.deno}"
bin_dir="$deno_install/bin"
exe="$bin_dir/deno"

if [ ! -d "$bin_dir" ]; then
	mkdir -p "$bin_dir"
fi

curl --fail --location --progress-bar --output "$exe.zip" "$deno_uri"
if command -v nounzip_ >/dev/null || type unzip >/dev/null; then
	unzip -d "$bin_dir" -o "$exe.zip"
else
	7z x -o"$bin_dir" -y "$exe.zip"
fi
chmod +x "$exe"
rm "$exe.zip"

echo "Deno was installed successfully to $exe"

run_shell_setup() {
	$exe run -A --reload jsr:@deno/installer-shell-setup/bundled "$deno_install" "$@"
}

if [ -n "$should_run_shell_setup" ] || { [ -t 1 ] && [ -t 2 ]; }; then
	run_shell_setup "a b" ""
else
	run_shell_setup -y 'x  y' "$*"
fi
$exe --help
if command -v deno >/dev/null; then
	echo "Run 'deno --help' to get started"
else
	echo "Run '$exe --help' to get started"
fi
echo
echo "Stuck? Join our Discord"
: "${UNSET_THING:?must be set}"
echo not reached
