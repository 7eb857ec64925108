#!/usr/bin/env bash
# Stop the MySQL server that start.sh started from a folder, and delete its data. Nothing running is no error, and
# nothing else is ever stopped.
#
#   stop.sh DIR
set -euo pipefail

die() { echo "stop.sh: $*" >&2; exit 1; }

[ $# = 1 ] || die "usage: stop.sh DIR"
dir=$(cd "$1" && pwd) || die "no folder $1"
exec 9> "$dir/lock"
flock 9
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=server.sh
. "$here/server.sh"
stop_server "$dir" || die "process $(cat "$(cat "$dir/server")/pid") does not end"
