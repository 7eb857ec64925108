#!/usr/bin/env bash
# Stop the MySQL server that start.sh started from a folder, and delete its data. Nothing running is no error, and
# nothing else is ever stopped.
#
#   stop.sh DIR
set -euo pipefail

# shellcheck source=server.sh
. "$(dirname "$0")/server.sh"
[ $# = 1 ] || die "usage: stop.sh DIR"
enter "$1"
stop_server "$dir" || die "process $(cat "$(cat "$dir/server")/pid") does not end"
