#!/usr/bin/env bash
# Start a MySQL server from a folder that get.sh filled, with empty data, and print how to reach it:
#
#   eval "$(start.sh DIR [PORT] [OPTION...])"     exports INNKEEPER_URL, INNKEEPER_USER and INNKEEPER_PASSWORD
#
# It listens on 127.0.0.1 only: on PORT, or else on a free port below 32768, where the system does not hand out ports
# to clients. Its one account has all privileges and a random password. Commits are as durable as they get. Options are
# the server's own, such as --max-connections=50, and win over those below. Everything is in a new temporary folder, which
# stop.sh DIR deletes; crash.sh kills it and starts it again on its data. If this folder's server runs already, its lines
# are printed again. For a second server, use a second folder.
set -euo pipefail

# shellcheck source=server.sh
. "$(dirname "$0")/server.sh"
begin mysql "$@"
common+=(--innodb-redo-log-capacity=64M --auto-generate-certs=OFF --secure-file-priv=NULL)
options=(
  --bind-address=127.0.0.1 --skip-name-resolve --mysqlx=0 --socket="$server/socket" --pid-file="$server/mysqld.pid"
  --log-error="$server/error.log" --max-connections=300
  # The defaults, but they are what measurements stand on.
  --innodb-flush-log-at-trx-commit=1 --innodb-doublewrite=ON --sync-binlog=1 --log-bin=binlog --server-id=1
  # Keep little of a log that nobody reads, and small books for few clients.
  --max-binlog-size=32M --binlog-expire-logs-seconds=3600 --table-open-cache=400 --key-buffer-size=16K
  --performance-schema-max-thread-instances=400 --performance-schema-digests-size=1000
  --performance-schema-error-size=0
)

cat > "$server/init.sql" <<SQL
CREATE USER innkeeper@'127.0.0.1' IDENTIFIED BY '$password';
GRANT ALL ON *.* TO innkeeper@'127.0.0.1' WITH GRANT OPTION;
DROP USER root@localhost;
CREATE DATABASE innkeeper CHARACTER SET utf8mb4;
SQL
"$dir/mysqld" "${common[@]}" --initialize-insecure --init-file="$server/init.sql" > "$server/install.log" 2>&1 9>&- ||
  { tail "$server/install.log" >&2; die "MySQL cannot make its tables, see $server/install.log"; }
rm "$server/init.sql"

serve "$dir" mysqld "$port" "${common[@]}" "${options[@]}" "${more[@]}"
