#!/usr/bin/env bash
# Fetch a MariaDB server and UNPACK it into a folder, as .ci/mysql/get.sh does with MySQL: the one of Debian 12, 10.11.
#
#   get.sh DIR
#
# Then: start.sh DIR, or, for a Galera cluster of three, galera.sh up DIR.
set -euo pipefail

[ $# = 1 ] || { echo "usage: get.sh DIR" >&2; exit 1; }
# shellcheck source=../mysql/packages.sh
. "$(dirname "$0")/../mysql/packages.sh"
# Not only its core: the rest has what a cluster copies data with.
unpack "$1" bookworm mariadbd mariadb mariadb-server
