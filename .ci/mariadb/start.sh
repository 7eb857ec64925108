#!/usr/bin/env bash
# Start a MariaDB server from a folder that get.sh filled, with empty data, and print how to reach it:
#
#   eval "$(start.sh DIR [PORT])"     exports INNKEEPER_URL, INNKEEPER_USER and INNKEEPER_PASSWORD
#
# All else is as with .ci/mysql/start.sh; .ci/mysql/stop.sh DIR stops it and deletes its data.
set -euo pipefail

die() { echo "start.sh: $*" >&2; exit 1; }

[ $# = 1 ] || [ $# = 2 ] || die "usage: start.sh DIR [PORT]"
dir=$(cd "$1" && pwd) || die "no folder $1"
[ -e "$dir/complete" ] || die "no MariaDB in $dir; run get.sh $1 first"
exec 9> "$dir/lock"
flock 9

here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=../mysql/server.sh
. "$here/../mysql/server.sh"
if server=$(server_of "$dir"); then
  echo "already running" >&2
  cat "$server/account"
  exit 0
fi
stop_server "$dir" # of a server that died, the folder is still there

umask 077
server=$(mktemp -d "${TMPDIR:-/tmp}/mariadb.XXXXXX")
echo "$server" > "$dir/server"
mkdir -p "$server/data/mysql"
share=$dir/root/usr/share/mysql
password=$(head -c 18 /dev/urandom | base64 | tr '+/' '-_')
common=(
  --no-defaults --user="$(id -un)" --datadir="$server/data"
  --basedir="$dir/root/usr" --plugin-dir="$dir/root/usr/lib/mysql/plugin"
  --lc-messages-dir="$share" --character-sets-dir="$share/charsets"
  --innodb-buffer-pool-size=64M --innodb-log-file-size=64M --secure-file-priv="$server"
)
options=(
  --bind-address=127.0.0.1 --skip-name-resolve --socket="$server/socket" --pid-file="$server/mariadbd.pid"
  --log-error="$server/error.log" --max-connections=300 --performance-schema=OFF
  --innodb-flush-log-at-trx-commit=1 --sync-binlog=1 --log-bin=binlog --server-id=1
  --max-binlog-size=32M --binlog-expire-logs-seconds=3600
)

# One statement a line.
{
  echo "SET @auth_root_socket='$(id -un)', @skip_auth_anonymous='Y';"
  echo "USE mysql;"
  cat "$share"/mysql_{system_tables,performance_tables,system_tables_data,sys_schema}.sql
  echo "FLUSH PRIVILEGES;"
  echo "CREATE USER innkeeper@'127.0.0.1' IDENTIFIED BY '$password';"
  echo "GRANT ALL ON *.* TO innkeeper@'127.0.0.1' WITH GRANT OPTION;"
  echo "CREATE DATABASE innkeeper CHARACTER SET utf8mb4;"
} | "$dir/mariadbd" "${common[@]}" --bootstrap > "$server/install.log" 2>&1 9>&- ||
  { tail "$server/install.log" >&2; die "MariaDB cannot make its tables, see $server/install.log"; }

serve "$dir" mariadbd "${2:-}" "${common[@]}" "${options[@]}"
