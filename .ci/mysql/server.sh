# shellcheck shell=bash
# What start.sh, stop.sh and crash.sh share. DIR/server names the temporary folder of the server that was started from DIR;
# in that folder the file "pid" holds its process id, "command" what was run, and "account" how to reach it.

die() { echo "${0##*/}: $*" >&2; exit 1; }

# enter DIR: sets $dir, and has it for this script alone.
enter() {
  dir=$(cd "$1" && pwd) || die "no folder $1"
  exec 9> "$dir/lock"
  flock 9
}

# begin NAME DIR [PORT] [OPTION...]: what comes first in start.sh. Sets $dir, $server, a new folder for a server of that name,
# $share, $password, $port, the options ${common[@]} and ${more[@]}, those that were given; or, if the server of DIR runs already,
# prints how to reach it, and ends.
begin() {
  local name=$1
  shift
  port=
  more=("${@:2}")
  if [ $# -gt 1 ] && [[ $2 != -* ]]; then
    port=$2
    more=("${@:3}")
  fi
  [[ ${1:--} != -* && $port =~ ^[0-9]*$ ]] || die "usage: start.sh DIR [PORT] [OPTION...]"
  [ -e "$1/complete" ] || die "no server in $1; run get.sh $1 first"
  enter "$1"
  if server=$(server_of "$dir"); then
    echo "already running" >&2
    cat "$server/account"
    exit 0
  fi
  stop_server "$dir" # of a server that died, the folder is still there
  umask 077
  server=$(mktemp -d "${TMPDIR:-/tmp}/$name.XXXXXX")
  echo "$server" > "$dir/server"
  share=$dir/root/usr/share/mysql
  password=$(head -c 18 /dev/urandom | base64 | tr '+/' '-_')
  common=(
    --no-defaults --user="$(id -un)" --datadir="$server/data"
    --basedir="$dir/root/usr" --plugin-dir="$dir/root/usr/lib/mysql/plugin"
    --lc-messages-dir="$share" --character-sets-dir="$share/charsets"
    --innodb-buffer-pool-size=64M
  )
}

# until_seconds SECONDS COMMAND...: tries it again and again, at least once, and fails if that does not help.
until_seconds() {
  local end=$((SECONDS + $1))
  shift
  until "$@" > /dev/null 2>&1; do
    [ $SECONDS -le $end ] || return 1
    sleep 0.1
  done
}

# serves PID DATA: the process is the server of that folder, which it names in its arguments. Another one is none of our business.
serves() { grep -qszxF -e "--datadir=$2" "/proc/$1/cmdline"; }

# has_ended PID DATA: nothing is left of the server but what its parent has yet to collect. A process that was killed shows no
# arguments some time before that, while its files are still locked and its port is taken.
has_ended() {
  if [ -n "$(tr -d '\0' 2> /dev/null < "/proc/$1/cmdline")" ]; then
    ! serves "$@"
  else
    [ -z "$(cat "/proc/$1/task"/*/status 2> /dev/null | sed -n '/^State:.*Z/d; /^State:/p')" ]
  fi
}

# run_program FOLDER COMMAND...: in a session of its own, with its process id in FOLDER/pid. Returns when it shows its arguments.
run_program() {
  local folder=$1 pid
  shift
  rm -f "$folder/socket.lock" # names a process that was killed, or by now another one
  nohup setsid "$@" > "$folder/stdout.log" 2>&1 < /dev/null 9>&- &
  pid=$!
  echo "$pid" > "$folder/pid"
  until serves "$pid" "$folder/data" || ! kill -0 "$pid" 2> /dev/null; do sleep 0.01; done
}

# server_of DIR: the folder of the running server. Fails if there is none.
server_of() {
  local server
  [ -s "$1/server" ] && server=$(cat "$1/server") && [ -s "$server/pid" ] &&
    serves "$(cat "$server/pid")" "$server/data" && echo "$server"
}

# kill_server DIR: with SIGKILL, if it runs, and waits until nothing is left of it. Fails if it does not end.
kill_server() {
  local server pid
  server=$(cat "$1/server" 2> /dev/null) && pid=$(cat "$server/pid" 2> /dev/null) || return 0
  if serves "$pid" "$server/data"; then kill -KILL "$pid" || true; fi
  until_seconds 60 has_ended "$pid" "$server/data"
}

# stop_server DIR: stop the server, if it runs, and delete its folder. Fails if it does not end.
stop_server() {
  kill_server "$1" || return 1 # its data is not wanted any more, so nothing needs to be put in order
  if [ -s "$1/server" ]; then
    rm -rf "$(cat "$1/server")"
    rm -f "$1/server"
  fi
}

# run_server: starts what is in $server/command, and waits until it takes connections. Fails if it ends before.
run_server() {
  local command
  mapfile -d '' command < "$server/command"
  [ ! -s "$server/error.log" ] || cat "$server/error.log" >> "$server/earlier.log"
  : > "$server/error.log"
  run_program "$server" "${command[@]}"
  until_seconds 120 ready_or_ended
  is_ready
}
is_ready() { grep -q 'ready for connections' "$server/error.log"; }
ready_or_ended() { is_ready || has_ended "$(cat "$server/pid")" "$server/data"; }

# serve DIR PROGRAM PORT OPTION...: start the server whose folder is $server, on PORT, or else on a free one below 32768, where
# the system does not hand out ports to clients; and print how to reach it, its password being in $password.
serve() {
  local dir=$1 program=$2 wanted=$3 port attempt url log
  shift 3
  for ((attempt = 0; attempt < 10; attempt++)); do
    port=${wanted:-$((20000 + RANDOM % 12000))}
    [ -z "$wanted" ] && listens "$port" && continue
    printf '%s\0' "$dir/$program" "$@" --port="$port" > "$server/command"
    if run_server; then
      url="jdbc:mysql://127.0.0.1:$port/innkeeper?sslMode=DISABLED&allowPublicKeyRetrieval=true"
      url+="&rewriteBatchedStatements=true&cacheServerConfiguration=true"
      url+="&connectionTimeZone=UTC&useLocalSessionState=true"
      cat > "$server/account" <<ACCOUNT
export INNKEEPER_URL='$url'
export INNKEEPER_USER='innkeeper'
export INNKEEPER_PASSWORD='$password'
ACCOUNT
      cat "$server/account"
      return
    fi
    { [ -z "$wanted" ] && grep -q 'Bind on TCP/IP port' "$server/error.log"; } || break
  done
  tail "$server/error.log" >&2
  log=$(mktemp "${TMPDIR:-/tmp}/$program.XXXXXX.log")
  cp "$server/error.log" "$log"
  stop_server "$dir" || true
  die "the server did not start, see $log"
}

listens() { (: < "/dev/tcp/127.0.0.1/$1") 2> /dev/null; }
