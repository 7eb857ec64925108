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

# pid_of N: of the member, if it runs: a process that names that very folder in its arguments.
pid_of() {
  local pid
  [ -s "$cluster/$1/pid" ] && pid=$(cat "$cluster/$1/pid") &&
    tr '\0' '\n' 2> /dev/null < "/proc/$pid/cmdline" | grep -qxF -e "--datadir=$cluster/$1/data" && echo "$pid"
}

is_gone() { ! pid_of "$1" > /dev/null; }

# until_seconds SECONDS COMMAND...: tries ten times a second, and fails if that does not help.
until_seconds() {
  local tenth tenths=$(($1 * 10))
  shift
  for ((tenth = 0; tenth < tenths; tenth++)); do
    if "$@" > /dev/null 2>&1; then return; fi
    sleep 0.1
  done
  return 1
}

# launch N PROGRAM OPTION...: starts a member in a session of its own.
launch() {
  local n=$1 program=$2
  shift 2
  nohup setsid "$dir/$program" "$@" > "$cluster/$n/stdout.log" 2>&1 < /dev/null 9>&- &
  echo $! > "$cluster/$n/pid"
}

# end_member N [SIGNAL]: KILL by default, to the whole session, helpers of a state transfer too.
end_member() {
  local pid
  if pid=$(pid_of "$1"); then
    kill "-${2:-KILL}" -- "-$pid"
    until_seconds 60 is_gone "$1" || die "process $pid does not end"
  fi
  rm -f "$cluster/$1/pid"
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
  local i
  [ -n "$cluster" ] || return 0
  for ((i = 1; i <= count; i++)); do end_member "$i"; done
  rm -rf "$cluster"
  rm -f "$dir/cluster"
}

member() { [[ ${1:-} =~ ^[1-3]$ ]] || die "which member: 1, 2 or 3?"; }
running() { [ -n "$cluster" ] || die "nothing was started from $dir"; }
