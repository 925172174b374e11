/**
 * Programs that are known to answer `--help` and do nothing else. Others are never run to complete their options: a
 * program that takes `--help` for an argument would do its work.
 */
const programs = new Set(
  `[ ar as awk b2sum base32 base64 basename bat bash bun bzip2 cargo cat chgrp chmod chown chroot cksum clang cmake cmp comm
cp csplit curl cut date dd deno df diff diff3 dir dircolors dirname docker du egrep env eslint expand expr fd fgrep file find fish fmt
fold free g++ gawk gcc gdb gh git go gpg grep groups gunzip gzip head hostid hyperfine iconv id install ip join jq kill
kubectl ld less link ln locate logname ls lsblk make md5sum mkdir mkfifo mknod mktemp mv nice nl node nohup nproc numfmt
objdump od oxfmt oxlint parallel paste patch pathchk perf pgrep pinky pip pip3 pkill pnpm pr prettier printenv ps ptx python python3 readlink
realpath rg rm rmdir rsync ruby runcon rustc sdiff sed seq sha1sum sha224sum sha256sum sha384sum sha512sum shred shuf
sort split sqlite3 ssh-keygen stat stdbuf strace strip stty sum sync systemctl tac tail tar tee timeout tmux top touch tr truncate
tsc tsort tty uname unexpand uniq unlink uptime users valgrind vdir vim vitest watch wc wget whereis who whoami xargs xz yarn yes zip zstd`.split(
    /\s+/,
  ),
)

export function answersHelp(program: string): boolean {
  return programs.has(program)
}
