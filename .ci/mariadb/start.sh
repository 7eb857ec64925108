#!/usr/bin/env bash
# Start a MariaDB server from a folder that get.sh filled, with empty data, and print how to reach it:
#
#   eval "$(start.sh DIR [PORT] [OPTION...])"     exports INNKEEPER_URL, INNKEEPER_USER and INNKEEPER_PASSWORD
#
# All else is as with .ci/mysql/start.sh; .ci/mysql/stop.sh DIR stops it and deletes its data, and .ci/mysql/crash.sh kills it
# and starts it again.
set -euo pipefail

# shellcheck source=../mysql/server.sh
. "$(dirname "$0")/../mysql/server.sh"
begin mariadb "$@"
mkdir -p "$server/data/mysql"
common+=(--innodb-log-file-size=64M --secure-file-priv="$server")
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

serve "$dir" mariadbd "$port" "${common[@]}" "${options[@]}" "${more[@]}"
