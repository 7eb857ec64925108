# shellcheck shell=bash
# How a server is fetched as packages of Debian and unpacked into a folder, for get.sh.

die() { echo "${0##*/}: $*" >&2; exit 1; }

# unpack DIR SUITE SERVER CLIENT PACKAGE...: has DIR/SERVER run the program of that name that is in one of the packages of a
# suite, and DIR/client the one of the name CLIENT, by which scripts speak with the server. The packages come from the Debian
# mirror that this machine's own apt sources name, and apt checks their signatures. The machine's package lists are neither
# needed nor touched.
unpack() {
  local tool dir suite=$2 program=$3 client=$4 packages=("${@:5}") sources mirror keys deb loader libraries version
  for tool in apt-get dpkg-deb flock; do
    command -v "$tool" > /dev/null || die "needs $tool: this runs on Debian and its kin only"
  done
  mkdir -p "$1"
  dir=$(cd "$1" && pwd)
  exec 9> "$dir/lock"
  flock 9
  if [ -e "$dir/complete" ]; then echo "already there: $dir" >&2; return; fi

  # Without --no-release-info apt names its sources only after an "apt-get update".
  # shellcheck disable=SC2016  # apt-get expands it
  sources=$(apt-get --no-release-info indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -v security) ||
    die "this machine's apt sources name no package archive"
  mirror=$(grep -m 1 -E '/debian/?$' <<< "$sources") || mirror=$(head -n 1 <<< "$sources")
  keys=/usr/share/keyrings/debian-archive-keyring.gpg
  [ -e "$keys" ] || die "needs the package debian-archive-keyring, to check signatures"

  rm -rf "$dir/apt" "$dir/root"
  mkdir -p "$dir"/apt/{lists/partial,cache/archives/partial} "$dir/root"
  : > "$dir/apt/status" # "nothing is installed": so all that the server needs is fetched
  echo "deb [signed-by=$keys] $mirror $suite main" > "$dir/apt/sources.list"
  apt() {
    apt-get -qq -o Dir::Etc::sourcelist="$dir/apt/sources.list" -o Dir::Etc::sourceparts=/dev/null \
      -o Dir::State::Lists="$dir/apt/lists" -o Dir::State::status="$dir/apt/status" -o Dir::Cache="$dir/apt/cache" \
      -o APT::Sandbox::User="$(id -un)" -o APT::Install-Recommends=false -o APT::Update::Error-Mode=any \
      -o Acquire::Retries=3 "$@" >&2 9>&-
  }
  apt update || die "cannot fetch the package lists of $mirror"
  apt install --yes --download-only "${packages[@]}" || die "cannot fetch ${packages[*]} from $mirror"
  for deb in "$dir"/apt/cache/archives/*.deb; do
    dpkg-deb -x "$deb" "$dir/root" || die "cannot unpack $deb"
  done
  (cd "$dir/apt/cache/archives" && ls -- *.deb) > "$dir/packages.txt"
  rm -rf "$dir/apt"

  # The unpacked loader runs the unpacked program with the unpacked libraries.
  loader=$(find "$dir/root" -name 'ld-linux*.so*' | sort | head -n 1)
  libraries=$(find "$dir/root" -name '*.so*' -path '*/lib/*' ! -path '*/plugin*' ! -path '*/perl*' ! -path '*/gconv/*' \
    -printf '%h\n' | sort -u | paste -sd :)
  launcher() {
    printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' "$loader" "$libraries" "$dir/root/usr/$2" > "$dir/$1"
    chmod +x "$dir/$1"
  }
  launcher "$program" "sbin/$program"
  launcher client "bin/$client"
  version=$("$dir/$program" --no-defaults --version) || die "what was fetched does not run here"
  touch "$dir/complete"
  echo "in $dir: ${version##*/}" >&2
}
