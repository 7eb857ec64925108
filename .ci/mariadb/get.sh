#!/usr/bin/env bash
# Fetch a MariaDB server and UNPACK it into a folder, as .ci/mysql/get.sh does with MySQL: the one of Debian 12, 10.11.
#
#   get.sh DIR
#
# Then: start.sh DIR.
set -euo pipefail

[ $# = 1 ] || { echo "usage: get.sh DIR" >&2; exit 1; }
# shellcheck source=../mysql/packages.sh
. "$(dirname "$0")/../mysql/packages.sh"
unpack "$1" bookworm mariadb-server-core mariadbd
