#!/usr/bin/env bash
# Have the server that start.sh started from a folder, of MySQL or of MariaDB, die, and start it again on the data it leaves:
#
#   crash.sh kill DIR       kill -9, and waits until nothing is left of it; one that does not run is no error
#   crash.sh pid DIR        its process, if it runs
#   crash.sh restart DIR    kill -9 if it runs; starts it on the same data and port with the same options, waits until it takes
#                           connections, and prints what start.sh printed
#
# If it does not start again, its data is kept.
set -euo pipefail

# shellcheck source=server.sh
. "$(dirname "$0")/server.sh"
[ $# = 2 ] || die "usage: crash.sh kill|pid|restart DIR"
enter "$2"
[ -s "$dir/server" ] || die "nothing was started from $dir"
server=$(cat "$dir/server")
case $1 in
  kill) kill_server "$dir" || die "process $(cat "$server/pid") does not end" ;;
  pid) server_of "$dir" > /dev/null || die "it does not run"; cat "$server/pid" ;;
  restart)
    kill_server "$dir" || die "process $(cat "$server/pid") does not end"
    run_server || { tail "$server/error.log" >&2; die "the server did not start again, see $server/error.log"; }
    cat "$server/account"
    ;;
  *) die "usage: crash.sh kill|pid|restart DIR" ;;
esac
