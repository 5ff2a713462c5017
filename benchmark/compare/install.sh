# shellcheck shell=bash disable=SC2154
# Part of compare.sh: the programs of others that it needs.

readonly policy=/usr/sbin/policy-rc.d
policy_is_mine=false postgresql_bin=''

install_programs() {
  local missing=()
  command -v wrk >/dev/null || missing+=(wrk)
  command -v curl >/dev/null || missing+=(curl)
  if compares redis && ! command -v redis-server >/dev/null; then missing+=(redis-server); fi
  if compares postgresql && ! find_postgresql; then missing+=("$(postgresql_package)"); fi
  [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
  if compares postgresql; then
    find_postgresql || fail "PostgreSQL's initdb is neither in /usr/lib/postgresql nor in the PATH: install its server"
  fi
}

compares() { [[ " ${systems[*]} " = *" $1 "* ]]; }

install_packages() {
  if [ "$EUID" -ne 0 ] || ! command -v apt-get >/dev/null; then
    fail "needs $*: install them (Debian: apt-get install $*), or run this as root on Debian, which does it"
  fi
  say "installing $*"
  forbid_services
  if ! { apt-get -q update && apt-get -q install -y --no-install-recommends "$@"; } >"/dev/stderr"; then
    fail "apt-get could not install $*"
  fi
  allow_services
}

# Debian would start what it installs; this file says no. One that is there already is somebody's decision.
forbid_services() {
  [ ! -e "$policy" ] || return 0
  policy_is_mine=true
  printf '%s\n' '#!/bin/sh' 'exit 101' >"$policy"
  chmod +x "$policy"
}

allow_services() {
  ! $policy_is_mine || rm -f "$policy"
  policy_is_mine=false
}

# The newest of Debian's, whose programs are not in the PATH, else that of the PATH.
find_postgresql() {
  local initdb
  initdb=$(find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1)
  [ -n "$initdb" ] || initdb=$(command -v initdb) || return 1
  postgresql_bin=$(dirname "$initdb")
}

postgresql_package() {
  if apt-cache show postgresql-15 >/dev/null 2>&1; then echo postgresql-15; else echo postgresql; fi
}
