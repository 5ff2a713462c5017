#!/usr/bin/env bash
# The clocks of single replica managers jump by hours, both ways.
usage='Usage: faults/clock.sh [COUNT]        default 20

Moves the wall clock of a random replica manager of a cluster under load by up to twelve hours forward or back, COUNT times.

Example:
  faults/clock.sh 20            about a minute'
default_cycles=20 most_cycles=100000

# shellcheck source=faults/lib.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib.sh"

need_more() {
  need_command cc gcc
  need_command python3 python3
}

prepare() {
  local name
  cc -O2 -shared -fPIC -o "$work/clock_shift.so" "$root/faults/clock_shift.c" -ldl || return
  for name in $(replica_names); do
    truncate -s 8 "$work/$name.clock" || return
  done
}

wrap() {
  wrapper=()
  case $1 in
    rm*) wrapper=(env LD_PRELOAD="$work/clock_shift.so" CLOCK_SHIFT="$work/$1.clock") ;;
  esac
}

set_clock() { # name, seconds: in place, and at once
  python3 -c 'import struct, sys; open(sys.argv[1], "r+b").write(struct.pack("=q", int(sys.argv[2])))' "$work/$1.clock" "$2"
}

# What it says of itself over HTTP: a clock that did not move would show nothing.
seconds_off() { # name
  local told
  told=$(look -I "$(url_of "$1")/" | sed -n 's/^[Dd]ate: \(.*\)\r$/\1/p')
  [ -z "$told" ] || echo $(($(date -d "$told" +%s) - $(date +%s)))
}

require_shift() { # name, seconds
  local off deadline=$((SECONDS + 20))
  while [ "$SECONDS" -lt "$deadline" ]; do
    off=$(seconds_off "$1")
    if [ -n "$off" ] && [ $(((off - $2) / 10)) -eq 0 ]; then return; fi
    sleep 0.2
  done
  fail "the clock of $1 has not moved by $2 s but by '$off'"
}

one_cycle() {
  local all name jump
  mapfile -t all < <(replica_names)
  name=$(one_of "${all[@]}")
  jump=$(one_of '' -)$((60 + RANDOM % 43200))
  set_clock "$name" "$jump"
  require_shift "$name" "$jump"
  wait_a_while 1000 3000
  cycle_text="clock of $name $jump s off"
}

main "$@"
