#!/usr/bin/env bash
# A MySQL Group Replication group of three on 127.0.0.1, from a folder that get.sh filled:
#
#   eval "$(group.sh up DIR [single|multi] [relaxed])"
#                            starts one with empty data, of one primary (the default) or three, and exports INNKEEPER_URL, which
#                            names all hosts, INNKEEPER_URLS, one URL for each separated by commas, INNKEEPER_USER and
#                            INNKEEPER_PASSWORD; for a group that is up, it only does that
#   group.sh primary DIR     the numbers of the members that take writes
#   group.sh members DIR     what the group says of its members
#   group.sh pid DIR N       the process of a member
#   group.sh kill DIR N      kill -9
#   group.sh restart DIR N   starts a member that was killed, and waits until it has caught up with the others
#   group.sh down DIR        stops all, and deletes the data
#
# Each commit is flushed by each member, unless it is relaxed: then once a second or so. A member that does not answer is
# expelled after about 5 seconds. EXPEL=5 waits as long as MySQL does by default, when the group is made.
#
# Nothing is stopped but what this has started. For a second group, use a second folder. The account has all privileges.
set -euo pipefail

# shellcheck source=cluster.sh
. "$(dirname "$0")/cluster.sh"
account=root

common() { # of member N, also while it is made
  options=(
    --no-defaults --user="$(id -un)" --datadir="$cluster/$1/data" --basedir="$dir/root/usr"
    --plugin-dir="$dir/root/usr/lib/mysql/plugin" --lc-messages-dir="$share" --character-sets-dir="$share/charsets"
    --innodb-buffer-pool-size=64M --innodb-redo-log-capacity=64M --auto-generate-certs=OFF --secure-file-priv=NULL
  )
}

start_member() {
  local n=$1 single=ON flush=1 i seeds=''
  [ "$kind" = single ] || single=OFF
  # Read from what was decided when the group was made.
  # shellcheck disable=SC2154
  [ -z "$relaxed" ] || flush=0
  for ((i = 1; i <= count; i++)); do seeds+="${seeds:+,}127.0.0.1:$(inner_port "$i")"; done
  common "$n"
  options+=(
    --bind-address=127.0.0.1 --port="$(port_of "$n")" --skip-name-resolve --mysqlx=0 --max-connections=300
    --report-host=127.0.0.1 --socket="$cluster/$n/socket" --pid-file="$cluster/$n/mysqld.pid"
    --log-error="$cluster/$n/error.log" --server-id="$n"
    --innodb-flush-log-at-trx-commit=$flush --innodb-doublewrite=ON --sync-binlog=$flush --log-bin=binlog
    --gtid-mode=ON --enforce-gtid-consistency=ON
    --max-binlog-size=32M --table-open-cache=400 --key-buffer-size=16K
    --performance-schema-max-thread-instances=400 --performance-schema-digests-size=1000
    --performance-schema-error-size=0
    # Takes no writes before its group says so.
    --super-read-only=ON
    --plugin-load-add=group_replication.so --loose-group-replication-start-on-boot=OFF
    --loose-group-replication-group-name=1b2e0a4c-5d6f-4a8b-9c0d-1e2f3a4b5c6d
    --loose-group-replication-local-address="127.0.0.1:$(inner_port "$n")"
    --loose-group-replication-group-seeds="$seeds"
    --loose-group-replication-ip-allowlist=127.0.0.1
    --loose-group-replication-single-primary-mode=$single
    --loose-group-replication-enforce-update-everywhere-checks="$([ $single = ON ] && echo OFF || echo ON)"
    # To make certificates costs seconds, and nothing leaves this machine.
    --loose-group-replication-ssl-mode=DISABLED --loose-group-replication-recovery-use-ssl=OFF
    --loose-group-replication-recovery-get-public-key=ON
    --loose-group-replication-member-expel-timeout="${EXPEL:-0}"
    # One that has lost the others stops taking writes, instead of having them wait.
    --loose-group-replication-unreachable-majority-timeout=10
    --loose-group-replication-message-cache-size=128M
  )
  rm -f "$cluster/$n/socket.lock"
  launch "$n" mysqld "${options[@]}"
  until_seconds 120 ready_or_gone "$n"
  pid_of "$n" > /dev/null || { tail "$cluster/$n/error.log" >&2; die "member $n did not start"; }
}
ready_or_gone() { sql "$1" 'do 1' || is_gone "$1"; }

state() {
  sql "$1" "select member_state from performance_schema.replication_group_members
            where member_id = @@server_uuid or member_id = ''"
}
online() { [ "$(state "$1")" = ONLINE ]; }

# join N ON|OFF: lets it into the group; ON makes one of it alone.
join() {
  sql "$1" "set global group_replication_bootstrap_group = $2;
    change replication source to source_user = 'innkeeper', source_password = '$password'
      for channel 'group_replication_recovery';
    start group_replication; set global group_replication_bootstrap_group = OFF"
}

up() {
  local i starting=()
  if [ -n "$cluster" ]; then
    for ((i = 1; i <= count; i++)); do
      if pid_of "$i" > /dev/null; then
        echo "already running" >&2
        print_account
        return
      fi
    done
    down
  fi
  new_cluster group "$1"
  . "$cluster/decided"
  mkdir "$cluster/1"
  common 1
  cat > "$cluster/init.sql" << SQL
CREATE USER innkeeper@'127.0.0.1' IDENTIFIED BY '$password';
GRANT ALL ON *.* TO innkeeper@'127.0.0.1' WITH GRANT OPTION;
CREATE DATABASE innkeeper CHARACTER SET utf8mb4;
SQL
  "$dir/mysqld" "${options[@]}" --initialize-insecure --init-file="$cluster/init.sql" > "$cluster/install.log" 2>&1 9>&- ||
    { tail "$cluster/install.log" >&2; die "MySQL cannot make its tables, see $cluster/install.log"; }
  rm "$cluster/init.sql" "$cluster/1/data/auto.cnf" # each has an id of its own
  for ((i = 2; i <= count; i++)); do
    mkdir "$cluster/$i"
    cp -r "$cluster/1/data" "$cluster/$i/data"
  done
  for ((i = 1; i <= count; i++)); do
    start_member "$i" &
    starting+=($!)
  done
  for i in "${starting[@]}"; do wait "$i"; done
  join 1 ON
  for ((i = 2; i <= count; i++)); do join "$i" OFF; done
  for ((i = 1; i <= count; i++)); do
    until_seconds 60 online "$i" || { tail "$cluster/$i/error.log" >&2; die "member $i is $(state "$i")"; }
  done
  print_account
}

# The first member that is in the group.
any_online() {
  local i
  for ((i = 1; i <= count; i++)); do
    if pid_of "$i" > /dev/null && online "$i" 2> /dev/null; then
      echo "$i"
      return
    fi
  done
  die "no member is in the group"
}

command=${1:-}
[ -n "${2:-}" ] || die "usage: group.sh up|primary|members|pid|kill|restart|down DIR ..."
enter_cluster "$2"
case $command in
  up)
    relaxed=
    [ "${4:-}" != relaxed ] && [ "${3:-}" != relaxed ] || relaxed=yes
    case ${3:-single} in
      single | multi) up "${3:-single}" ;;
      relaxed) up single ;;
      *) die "single or multi?" ;;
    esac
    ;;
  primary)
    running
    one=$(any_online)
    sql "$one" "select member_port - $port0 from performance_schema.replication_group_members
                         where member_state = 'ONLINE' and member_role = 'PRIMARY' order by 1" ;;
  members)
    running
    one=$(any_online)
    sql "$one" "select member_port - $port0, member_state, member_role
                         from performance_schema.replication_group_members order by 1" ;;
  pid) running; member "${3:-}"; pid_of "$3" ;;
  kill) running; member "${3:-}"; end_member "$3" ;;
  restart)
    running
    member "${3:-}"
    any_online > /dev/null
    pid_of "$3" > /dev/null || start_member "$3"
    until_seconds 60 join "$3" OFF || die "member $3 is not let in: $(tail -n 3 "$cluster/$3/error.log")"
    until_seconds 120 online "$3" || die "member $3 is $(state "$3")"
    ;;
  down) down ;;
  *) die "usage: group.sh up|primary|members|pid|kill|restart|down DIR ..." ;;
esac
