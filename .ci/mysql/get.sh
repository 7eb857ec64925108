#!/usr/bin/env bash
# Fetch a MySQL server and UNPACK it into a folder. Nothing is installed and nothing outside the folder is written.
#
#   get.sh DIR
#
# The packages are those of Debian's unstable suite, which has the newest MySQL, together with every library they
# need, their own C library included; so they run on any older Debian of the same processor.
#
# A folder that is complete is left as it is; delete it to fetch again. Then: start.sh DIR, or, for a group of
# three, group.sh up DIR.
set -euo pipefail

[ $# = 1 ] || { echo "usage: get.sh DIR" >&2; exit 1; }
# shellcheck source=packages.sh
. "$(dirname "$0")/packages.sh"
unpack "$1" sid mysqld mysql mysql-server-core mysql-client-core
