#!/usr/bin/env bash
# A Galera cluster of three MariaDB servers on 127.0.0.1, from a folder that get.sh filled; each member takes writes:
#
#   eval "$(galera.sh up DIR [relaxed])"
#                             starts one with empty data, and exports INNKEEPER_URL, which names all hosts, INNKEEPER_URLS, one
#                             for each separated by commas, INNKEEPER_USER and INNKEEPER_PASSWORD; for one that is up, only that
#   galera.sh primary DIR     the numbers of the members that take writes
#   galera.sh members DIR     what each says of itself
#   galera.sh pid DIR N       the process of a member
#   galera.sh kill DIR N|all  kill -9, of one or of all three at once
#   galera.sh restart DIR N   starts a member that was killed, and waits until it has caught up with the others
#   galera.sh recover DIR     after all three were killed: starts the cluster again from the member that has the most, and waits
#                             until the others have caught up with it
#   galera.sh sums DIR        one hash of all tables for each member, once all have applied the same; fails if they differ
#   galera.sh down DIR        stops all, and deletes the data
#
# Each commit is flushed by each member, unless it is relaxed: then once a second or so. A member that does not answer is
# suspected after 1.5 seconds; EVS=default leaves that as Galera has it, at 5.
#
# Nothing is stopped but what this has started. For a second cluster, use a second folder. The account has all privileges.
set -euo pipefail

# shellcheck source=../mysql/cluster.sh
. "$(dirname "$0")/../mysql/cluster.sh"
account=$(id -un)

# The script that copies data to a member looks for a process named rsync, and what a launcher runs has another name: so it is
# started by its name, with the libraries that were fetched but the C library of this machine. As root it would change to
# another user.
prepare_rsync() {
  local own=$dir/root/usr/lib/own library
  [ ! -e "$own/rsync" ] || return 0
  mkdir -p "$own"
  for library in popt xxhash lz4 zstd acl crypto; do
    find "$dir/root" -name "lib$library.so.*" -exec ln -sf {} "$own/" \;
  done
  cp "$dir/root/usr/bin/rsync" "$own/rsync.new"
  cat > "$dir/root/usr/bin/rsync.new" << RSYNC
#!/bin/sh
[ "\$1" != --daemon ] || set -- "\$@" --dparam=uid=\$(id -u) --dparam=gid=\$(id -g)
LD_LIBRARY_PATH=$own exec $own/rsync "\$@"
RSYNC
  chmod +x "$dir/root/usr/bin/rsync.new"
  mv "$dir/root/usr/bin/rsync.new" "$dir/root/usr/bin/rsync"
  mv "$own/rsync.new" "$own/rsync"
}

common() { # of member N, also while it is made
  options=(
    --no-defaults --user="$(id -un)" --datadir="$cluster/$1/data" --basedir="$dir/root/usr"
    --plugin-dir="$dir/root/usr/lib/mysql/plugin" --lc-messages-dir="$share" --character-sets-dir="$share/charsets"
    --innodb-buffer-pool-size=64M --innodb-log-file-size=64M --secure-file-priv="$cluster" --performance-schema=OFF
  )
}

served() { # options of member N, but where it logs
  local n=$1 flush=1 i members='' provider
  # shellcheck disable=SC2154 # read from what was decided when the cluster was made
  [ -z "$relaxed" ] || flush=0
  for ((i = 1; i <= count; i++)); do members+="${members:+,}127.0.0.1:$(inner_port "$i")"; done
  provider="gmcast.listen_addr=tcp://127.0.0.1:$(inner_port "$n")"
  provider+=";ist.recv_addr=127.0.0.1:$(other_port "$n");gcache.size=64M"
  [ "${EVS:-}" = default ] ||
    provider+=";evs.keepalive_period=PT0.3S;evs.inactive_check_period=PT0.3S;evs.suspect_timeout=PT1.5S"
  [ "${EVS:-}" = default ] || provider+=";evs.inactive_timeout=PT4S"
  common "$n"
  options+=(
    --bind-address=127.0.0.1 --port="$(port_of "$n")" --skip-name-resolve --max-connections=300
    --socket="$cluster/$n/socket" --pid-file="$cluster/$n/mariadbd.pid" --server-id="$n"
    --innodb-flush-log-at-trx-commit=$flush --sync-binlog=$flush --log-bin=binlog --log-slave-updates
    --max-binlog-size=32M --binlog-expire-logs-seconds=3600
    --binlog-format=ROW --innodb-autoinc-lock-mode=2
    --wsrep-on=ON --wsrep-provider="$dir/root/usr/lib/galera/libgalera_smm.so" --wsrep-provider-options="$provider"
    --wsrep-cluster-address="gcomm://$members" --wsrep-node-name="member$n"
    --wsrep-node-address="127.0.0.1:$(inner_port "$n")" --wsrep-sst-method=rsync
    --wsrep-sst-receive-address="127.0.0.1:$(third_port "$n")"
  )
}

start_member() { # N OPTION...
  local n=$1
  shift
  served "$n"
  # The server runs the script by its name, and that rsync.
  PATH=$dir/root/usr/bin:$PATH launch "$n" mariadbd "${options[@]}" --log-error="$cluster/$n/error.log" "$@"
  until_seconds 120 synced_or_gone "$n" || true
  synced "$n" || { tail "$cluster/$n/error.log" >&2; die "member $n did not start"; }
}

# status N VARIABLE
status() { sql "$1" "select variable_value from information_schema.global_status where variable_name = '$2'"; }
state() { status "$1" wsrep_local_state_comment; }
# One that brings another up to date meanwhile is in as well.
synced() { [[ "$(state "$1" 2> /dev/null)" =~ ^(Synced|Donor/Desynced)$ ]]; }
all_synced() { for ((i = 1; i <= count; i++)); do ! synced "$i" || echo "$i"; done; }

# forgotten: the cluster does not count on what was killed any more. One that comes back before that can cost the others their
# quorum.
forgotten() {
  local i one runs=0
  one=$(all_synced)
  for ((i = 1; i <= count; i++)); do ! pid_of "$i" || runs=$((runs + 1)); done
  [ "$(status "${one%%$'\n'*}" wsrep_cluster_size)" = $runs ]
}
any_synced() { [ -n "$(all_synced)" ]; }
synced_or_gone() { synced "$1" || is_gone "$1"; }

# Which commits the data of a member that was killed has, so that it asks only for what came since. Undefined is one whose copy of
# another member's data was cut short: it asks for all.
position() {
  served "$1"
  rm -f "$cluster/$1/recover.log"
  "$dir/mariadbd" "${options[@]}" --log-error="$cluster/$1/recover.log" --wsrep-recover > /dev/null 2>&1 9>&- || true
  sed -n 's/.*Recovered position: *\([0-9a-f-]*:-\{0,1\}[0-9]*\).*/\1/p' "$cluster/$1/recover.log" | tail -n 1 |
    grep . || echo 00000000-0000-0000-0000-000000000000:-1
}
find_position() { position "$1" > "$cluster/$1/position"; }

# rejoin N: starts it from the position that was found.
rejoin() { start_member "$1" --wsrep-start-position="$(cat "$cluster/$1/position")"; }

recover() {
  local i at first='' id='' most=-1 others
  none_runs
  at_once find_position 1 2 3
  for ((i = 1; i <= count; i++)); do
    at=$(cat "$cluster/$i/position")
    [ "${at##*:}" -ge 0 ] || continue
    [ "${at%%:*}" = "${id:=${at%%:*}}" ] || die "the members are not of one cluster:$(printf '\n%s' "$(cat "$cluster"/*/position)")"
    if [ "${at##*:}" -gt "$most" ]; then
      first=$i
      most=${at##*:}
    fi
  done
  [ -n "$first" ] || die "no member knows its position"
  echo "from member $first, at $most" >&2
  # Galera asks for it: whoever starts a cluster anew must know that no other member has more. And nobody is to wait for the
  # members that were in it before.
  sed -i 's/^safe_to_bootstrap: .*/safe_to_bootstrap: 1/' "$cluster/$first/data/grastate.dat"
  rm -f "$cluster"/*/data/gvwstate.dat
  start_member "$first" --wsrep-new-cluster --wsrep-start-position="$(cat "$cluster/$first/position")"
  mapfile -t others < <(members_but "$first")
  at_once rejoin "${others[@]}"
}

# level: all are in, and have applied the same.
level() {
  local i at first=''
  for ((i = 1; i <= count; i++)); do
    synced "$i" && [ "$(status "$i" wsrep_local_recv_queue)" = 0 ] && at=$(status "$i" wsrep_last_committed) &&
      [ "$at" = "${first:=$at}" ] || return 1
  done
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
  prepare_rsync
  new_cluster galera multi
  mkdir -p "$cluster/1/data/mysql"
  for ((i = 2; i <= count; i++)); do mkdir -p "$cluster/$i/data"; done
  common 1
  # One statement a line.
  {
    echo "SET @auth_root_socket='$(id -un)', @skip_auth_anonymous='Y';"
    echo "USE mysql;"
    cat "$share"/mysql_{system_tables,performance_tables,system_tables_data,sys_schema}.sql
    echo "FLUSH PRIVILEGES;"
    echo "CREATE USER innkeeper@'127.0.0.1' IDENTIFIED BY '$password';"
    echo "GRANT ALL ON *.* TO innkeeper@'127.0.0.1' WITH GRANT OPTION;"
    echo "CREATE DATABASE innkeeper CHARACTER SET utf8mb4;"
  } | "$dir/mariadbd" "${options[@]}" --bootstrap > "$cluster/install.log" 2>&1 9>&- ||
    { tail "$cluster/install.log" >&2; die "MariaDB cannot make its tables, see $cluster/install.log"; }
  start_member 1 --wsrep-new-cluster
  at_once start_member 2 3
  print_account
}

usage="usage: galera.sh up|primary|members|pid|kill|restart|recover|sums|down DIR ..."
command=${1:-}
[ -n "${2:-}" ] || die "$usage"
enter_cluster "$2"
case $command in
  up)
    case ${3:-} in
      '') relaxed='' ;;
      relaxed) relaxed=yes ;;
      *) die "relaxed, or nothing?" ;;
    esac
    up
    ;;
  primary)
    running
    all_synced
    ;;
  members)
    running
    for ((i = 1; i <= count; i++)); do echo "$i $(state "$i" 2> /dev/null || echo away)"; done
    ;;
  pid) running; member "${3:-}"; pid_of "$3" ;;
  kill) kill_members "${3:-}" ;;
  restart)
    running
    member "${3:-}"
    # None is for a moment, while they agree on who is left.
    until_seconds 60 any_synced || die "no member is in the cluster"
    if ! pid_of "$3" > /dev/null; then
      find_position "$3"
      until_seconds 60 forgotten || die "member $3 is not forgotten by the cluster"
      rejoin "$3"
    fi
    until_seconds 120 synced "$3" || die "member $3 is $(state "$3")"
    ;;
  recover) running; recover ;;
  sums) running; sums ;;
  down) down ;;
  *) die "$usage" ;;
esac
