# shellcheck shell=bash
# What start.sh and stop.sh share. DIR/server names the temporary folder of the server that was started from DIR, and
# the file "pid" in that folder holds its process id.

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
