# shellcheck shell=bash
# What start.sh and stop.sh share. DIR/server names the temporary folder of the server that was started from DIR, and
# the file "pid" in that folder holds its process id.

die() { echo "${0##*/}: $*" >&2; exit 1; }

# enter DIR: sets $dir, and has it for this script alone.
enter() {
  dir=$(cd "$1" && pwd) || die "no folder $1"
  exec 9> "$dir/lock"
  flock 9
}

# begin NAME DIR [PORT]: what comes first in start.sh. Sets $dir, $server, a new folder for a server of that name, $share,
# $password and the options ${common[@]}; or, if the server of DIR runs already, prints how to reach it, and ends.
begin() {
  local name=$1
  shift
  [ $# = 1 ] || [ $# = 2 ] || die "usage: start.sh DIR [PORT]"
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

# server_of DIR: the folder of the running server. Fails if there is none: a process that does not name that very
# folder in its arguments is another one (or is dead and waits to be collected) and none of our business.
server_of() {
  local server pid
  [ -s "$1/server" ] && server=$(cat "$1/server") && [ -s "$server/pid" ] && pid=$(cat "$server/pid") &&
    tr '\0' '\n' 2> /dev/null < "/proc/$pid/cmdline" | grep -qxF -e "--datadir=$server/data" && echo "$server"
}

# stop_server DIR: stop the server, if it runs, and delete its folder. Fails if it does not end.
stop_server() {
  local server tenth
  if server=$(server_of "$1"); then
    kill -KILL "$(cat "$server/pid")" # its data is not wanted any more, so nothing needs to be put in order
    for ((tenth = 0; tenth < 300; tenth++)); do
      server_of "$1" > /dev/null || break
      sleep 0.1
    done
    ! server_of "$1" > /dev/null || return 1
  fi
  if [ -s "$1/server" ]; then
    rm -rf "$(cat "$1/server")"
    rm -f "$1/server"
  fi
}

# serve DIR PROGRAM PORT OPTION...: start the server whose folder is in DIR/server, on PORT, or else on a free one below 32768,
# where the system does not hand out ports to clients; and print how to reach it, its password being in $password.
serve() {
  local dir=$1 program=$2 wanted=$3 server port pid attempt tenth url log
  shift 3
  server=$(cat "$dir/server")
  for ((attempt = 0; attempt < 10; attempt++)); do
    port=${wanted:-$((20000 + RANDOM % 12000))}
    [ -z "$wanted" ] && listens "$port" && continue
    : > "$server/error.log"
    nohup setsid "$dir/$program" "$@" --port="$port" > "$server/stdout.log" 2>&1 < /dev/null 9>&- &
    pid=$!
    echo "$pid" > "$server/pid"
    for ((tenth = 0; tenth < 600; tenth++)); do
      if grep -q 'ready for connections' "$server/error.log"; then
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
      kill -0 "$pid" 2> /dev/null || break
      sleep 0.1
    done
    { [ -z "$wanted" ] && grep -q 'Bind on TCP/IP port' "$server/error.log"; } || break
  done
  tail "$server/error.log" >&2
  log=$(mktemp "${TMPDIR:-/tmp}/$program.XXXXXX.log")
  cp "$server/error.log" "$log"
  stop_server "$dir" || true
  die "the server did not start, see $log"
}

listens() { (: < "/dev/tcp/127.0.0.1/$1") 2> /dev/null; }
