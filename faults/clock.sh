#!/usr/bin/env bash
# The clocks of single replica managers jump by hours, both ways.
usage='Usage: faults/clock.sh [COUNT]        default 20

Moves the wall clock of a random replica manager of a cluster under load by up to twelve hours forward or back, COUNT times.

Example:
  faults/clock.sh 20            about five minutes: a replica manager is slow to start under libfaketime'
default_cycles=20 most_cycles=100000

# shellcheck source=faults/lib.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib.sh"
# Every look at a clock takes a lock of libfaketime's: three JVMs need a minute and more to start on two cores.
ready_seconds=300

need_more() {
  faketime=$(find /usr/lib /usr/local/lib -name libfaketimeMT.so.1 -print -quit 2>/dev/null)
  [ -n "$faketime" ] || lacks "needs libfaketime: apt-get install faketime"
}

prepare() {
  local name
  for name in $(replica_names); do set_clock "$name" +0s; done
}

# The library reads the file once a second: at every look at the clock it would take all the time there is. What runs on the other clock, waits, is left alone.
wrap() {
  wrapper=()
  case $1 in
    rm*)
      wrapper=(env LD_PRELOAD="$faketime" FAKETIME_TIMESTAMP_FILE="$work/$1.clock" FAKETIME_CACHE_DURATION=1
        FAKETIME_DONT_FAKE_MONOTONIC=1 DONT_FAKE_MONOTONIC=1) ;;
  esac
}

set_clock() { echo "$2" >"$work/$1.clock.new" && mv "$work/$1.clock.new" "$work/$1.clock"; }

one_cycle() {
  local all name jump
  mapfile -t all < <(replica_names)
  name=$(one_of "${all[@]}")
  jump=$(one_of + -)$((1 + RANDOM % 720))m
  set_clock "$name" "$jump"
  wait_a_while 1000 3000
  cycle_text="clock of $name at $jump"
}

main "$@"
