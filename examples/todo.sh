#!/bin/sh
# Plain sh runs as it is: how many TODOs there are, by file.      nacre todo.sh [folder]
grep -rc 'TODO' "${1:-.}" | while IFS=: read -r file count; do
  [ "$count" -gt 0 ] && printf '%4d %s\n' "$count" "$file"
done | sort -rn
