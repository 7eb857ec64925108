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
#   group.sh kill DIR N|all  kill -9, of one or of all three at once
#   group.sh restart DIR N   starts a member that was killed, and waits until it has caught up with the others
#   group.sh recover DIR     after all three were killed: starts the group again from the member that has received the most, and
#                            waits until the others have caught up with it
#   group.sh lead DIR N      makes a member the primary, in good order
#   group.sh sums DIR        one hash of all tables for each member, once all have applied the same; fails if they differ
#   group.sh down DIR        stops all, and deletes the data
#
# Each commit is flushed by each member, unless it is relaxed: then once a second or so, and a member that was killed can lack
# rows of transactions that it believes to have, which only "sums" brings to light. A member that does not answer is
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
  launch "$n" mysqld "${options[@]}"
  until_seconds 120 ready_or_gone "$n" || true
  sql "$n" 'do 1' || { tail "$cluster/$n/error.log" >&2; die "member $n did not start"; }
}
ready_or_gone() { sql "$1" 'do 1' || is_gone "$1"; }

state() {
  sql "$1" "select member_state from performance_schema.replication_group_members
            where member_id = @@server_uuid or member_id = ''"
}
online() { [ "$(state "$1")" = ONLINE ]; }

# join N ON|OFF: lets it into the group, if it is not in already; ON makes one of it alone. A member that the group has expelled,
# or that has lost it, leaves what it thinks it is in first.
join() {
  case $(state "$1") in
    ONLINE | RECOVERING) return ;;
    ERROR) sql "$1" "stop group_replication" ;;
  esac
  sql "$1" "set global group_replication_bootstrap_group = $2;
    change replication source to source_user = 'innkeeper', source_password = '$password'
      for channel 'group_replication_recovery';
    start group_replication; set global group_replication_bootstrap_group = OFF"
}

# may_join N: the group does not count on the process any more that was killed. Who asks to be let in before that waits a minute for
# an answer, and then is refused.
may_join() {
  local one
  case $(state "$1") in
    ONLINE | RECOVERING) return ;;
  esac
  one=$(any_online) && [ "$(sql "$one" "select count(*) from performance_schema.replication_group_members
                                         where member_port = $(port_of "$1")")" = 0 ]
}

# enter_group N: joins, and waits until it has caught up.
enter_group() {
  until_seconds 60 may_join "$1" || die "member $1 is not forgotten by the group"
  until_seconds 150 join "$1" OFF || die "member $1 is not let in: $(tail -n 3 "$cluster/$1/error.log")"
  until_online "$1"
}
until_online() { until_seconds 120 online "$1" || { tail "$cluster/$1/error.log" >&2; die "member $1 is $(state "$1")"; }; }

# Which transactions a member that is not in a group has, or has received without having applied them: it does that when it is
# back in one.
transactions() {
  sql "$1" "select replace(concat_ws(',', nullif(@@gtid_executed, ''), nullif((select received_transaction_set
              from performance_schema.replication_connection_status
             where channel_name = 'group_replication_applier'), '')), '\n', '')"
}

# most: the member whose transactions are all that there are. What a group certifies it delivers to all in the same order, so
# there is one.
most() {
  local i j sets=('')
  for ((i = 1; i <= count; i++)); do sets+=("$(transactions "$i")"); done
  for ((i = 1; i <= count; i++)); do
    for ((j = 1; j <= count; j++)); do
      [ "$(sql "$i" "select gtid_subset('${sets[j]}', '${sets[i]}')")" = 1 ] || continue 2
    done
    echo "$i"
    return
  done
  die "no member has all that the others have:$(printf '\n%s' "${sets[@]}")"
}

recover() {
  local first others
  none_runs
  at_once start_member 1 2 3
  first=$(most)
  echo "from member $first" >&2
  join "$first" ON
  until_online "$first"
  mapfile -t others < <(members_but "$first")
  at_once enter_group "${others[@]}"
}

# level: all are in, and have applied the same.
level() {
  local i set first=''
  for ((i = 1; i <= count; i++)); do
    online "$i" && set=$(sql "$i" "select @@gtid_executed") && [ "$set" = "${first:=$set}" ] || return 1
  done
}

leads() {
  [ "$(sql "$1" "select concat(member_role, @@super_read_only) from performance_schema.replication_group_members
                  where member_id = @@server_uuid")" = PRIMARY0 ]
}

# lead N: transactions that do not end within 30 seconds are broken off.
lead() {
  [ "$kind" = single ] || die "of this group each member is a primary"
  online "$1" || die "member $1 is not in the group"
  sql "$1" "select group_replication_set_as_primary(@@server_uuid, 30)" > /dev/null
  until_seconds 60 leads "$1" || die "member $1 did not become the primary"
}

up() {
  local i
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
  at_once start_member 1 2 3
  join 1 ON
  for ((i = 2; i <= count; i++)); do join "$i" OFF; done
  for ((i = 1; i <= count; i++)); do until_online "$i"; done
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

usage="usage: group.sh up|primary|members|pid|kill|restart|recover|lead|sums|down DIR ..."
command=${1:-}
[ -n "${2:-}" ] || die "$usage"
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
  kill) kill_members "${3:-}" ;;
  restart)
    running
    member "${3:-}"
    any_online > /dev/null
    pid_of "$3" > /dev/null || start_member "$3"
    enter_group "$3"
    ;;
  recover) running; recover ;;
  lead) running; member "${3:-}"; lead "$3" ;;
  sums) running; sums ;;
  down) down ;;
  *) die "$usage" ;;
esac
