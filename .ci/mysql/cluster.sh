# shellcheck shell=bash
# What group.sh and .ci/mariadb/galera.sh share. DIR/cluster names the temporary folder of the cluster that was started from
# DIR; in it each member has a folder with its data, and with its process id in the file "pid".

# shellcheck source=server.sh
. "$(dirname "${BASH_SOURCE[0]}")/server.sh"

count=3

# enter_cluster DIR: sets $dir and, if there is one, $cluster, with what was decided when it was made: $port0, $password, $kind
# and $relaxed.
enter_cluster() {
  [ -e "$1/complete" ] || die "no server in $1; run get.sh $1 first"
  enter "$1"
  share=$dir/root/usr/share/mysql
  cluster=
  if [ -s "$dir/cluster" ]; then
    cluster=$(cat "$dir/cluster")
    # shellcheck source=/dev/null
    . "$cluster/decided"
  fi
}

# new_cluster NAME KIND: makes $cluster. Its ports are free ones below 32768, where the system does not hand out ports to
# clients: a member that comes back needs the one it had.
new_cluster() {
  local attempt i free
  umask 077
  cluster=$(mktemp -d "${TMPDIR:-/tmp}/$1.XXXXXX")
  echo "$cluster" > "$dir/cluster"
  password=$(head -c 18 /dev/urandom | base64 | tr '+/' '-_')
  kind=$2
  for ((attempt = 0; attempt < 50; attempt++)); do
    port0=$((20000 + RANDOM % 600 * 20))
    free=yes
    for ((i = 1; i <= count; i++)); do
      for port in "$(port_of "$i")" "$(inner_port "$i")" "$(other_port "$i")" "$(third_port "$i")"; do
        ! listens "$port" || free=no
      done
    done
    [ "$free" = no ] || break
  done
  [ "$free" = yes ] || die "no free ports"
  printf 'port0=%s\npassword=%s\nkind=%s\nrelaxed=%s\n' "$port0" "$password" "$kind" "${relaxed:-}" > "$cluster/decided"
}

# Where member N listens for clients, and for the other members.
port_of() { echo $((port0 + $1)); }
inner_port() { echo $((port0 + 3 + $1)); }
other_port() { echo $((port0 + 6 + $1)); }
third_port() { echo $((port0 + 10 + $1)); }

# pid_of N: of the member, if it runs.
pid_of() {
  local pid
  [ -s "$cluster/$1/pid" ] && pid=$(cat "$cluster/$1/pid") && serves "$pid" "$cluster/$1/data" && echo "$pid"
}

is_gone() { [ ! -s "$cluster/$1/pid" ] || has_ended "$(cat "$cluster/$1/pid")" "$cluster/$1/data"; }

# launch N PROGRAM OPTION...: starts a member, once nothing is left of one that was killed by others.
launch() {
  until_seconds 60 is_gone "$1" || die "process $(cat "$cluster/$1/pid") does not end"
  run_program "$cluster/$1" "$dir/$2" "${@:3}"
}

# at_once COMMAND N...: COMMAND N for several members at the same time. Fails if one fails.
at_once() {
  local command=$1 i started=() failed=0
  shift
  for i; do
    "$command" "$i" &
    started+=($!)
  done
  for i in "${started[@]}"; do wait "$i" || failed=1; done
  return $failed
}

# members_but N: the numbers of the others.
members_but() {
  local i
  for ((i = 1; i <= count; i++)); do [ "$i" = "$1" ] || echo "$i"; done
}

# end_members N...: kill -9 to all of them at once, each with its whole session, helpers of a state transfer too; then waits.
end_members() {
  local i pid sessions=()
  for i; do
    if pid=$(pid_of "$i"); then sessions+=("-$pid"); fi
  done
  [ ${#sessions[@]} = 0 ] || kill -KILL -- "${sessions[@]}" || true
  for i; do
    until_seconds 60 is_gone "$i" || die "process $(cat "$cluster/$i/pid") does not end"
    rm -f "$cluster/$i/pid"
  done
}

# none_runs: before a cluster is started again, which throws away what a member that runs knows better.
none_runs() {
  local i
  for ((i = 1; i <= count; i++)); do
    ! pid_of "$i" > /dev/null || die "member $i runs: restart the others, or kill all first"
  done
}

# sums: prints N and one hash of the checksums of all tables but the system's for each member, when all have applied the same,
# which "level" says. Fails if they do not get there, or if they differ.
sums() {
  local i statements sum first='' differ=0
  until_seconds 60 level || die "not all members are in, or they do not come to the same position: is there still load?"
  for ((i = 1; i <= count; i++)); do
    statements=$(sql "$i" "select concat('checksum table \`', table_schema, '\`.\`', table_name, '\`;')
                             from information_schema.tables
                            where table_type = 'BASE TABLE'
                              and table_schema not in ('mysql', 'sys', 'information_schema', 'performance_schema')
                            order by table_schema, table_name")
    sum=$(sql "$i" "do 0; $statements" | sha256sum)
    echo "$i ${sum%% *}"
    [ "$sum" = "${first:=$sum}" ] || differ=1
  done
  return $differ
}

# sql N STATEMENT: over the member's own socket, without a password.
sql() {
  "$dir/client" --no-defaults --user="$account" --socket="$cluster/$1/socket" --skip-column-names --batch --execute "$2"
}

# How to reach it: all hosts in one URL, which JpaStorage.connect and FailoverDataSource take, and each by itself.
print_account() {
  local i hosts='' urls='' parameters
  parameters="sslMode=DISABLED&allowPublicKeyRetrieval=true&rewriteBatchedStatements=true&cacheServerConfiguration=true"
  parameters+="&connectionTimeZone=UTC&useLocalSessionState=true"
  for ((i = 1; i <= count; i++)); do
    hosts+="${hosts:+,}127.0.0.1:$(port_of "$i")"
    urls+="${urls:+,}jdbc:mysql://127.0.0.1:$(port_of "$i")/innkeeper?$parameters"
  done
  cat << ACCOUNT
export INNKEEPER_URL='jdbc:mysql://$hosts/innkeeper?$parameters'
export INNKEEPER_URLS='$urls'
export INNKEEPER_USER='innkeeper'
export INNKEEPER_PASSWORD='$password'
ACCOUNT
}

# down: stops all, and deletes the folder.
down() {
  [ -n "$cluster" ] || return 0
  end_members 1 2 3
  rm -rf "$cluster"
  rm -f "$dir/cluster"
}

# kill_members N|all
kill_members() {
  running
  if [ "${1:-}" = all ]; then
    end_members 1 2 3
  else
    member "${1:-}"
    end_members "$1"
  fi
}

member() { [[ ${1:-} =~ ^[1-3]$ ]] || die "which member: 1, 2 or 3?"; }
running() { [ -n "$cluster" ] || die "nothing was started from $dir"; }
