#!/usr/bin/env bash
# Processes stand still, under load, and go on as if nothing had been.
usage='Usage: faults/pause.sh [COUNT]        default 20

Stops a random replica manager or front end of a cluster under load with SIGSTOP for up to five seconds, COUNT times.

  --one          only replica managers, to see how long answers fail to come while one of three stands still

Examples:
  faults/pause.sh 20            about a minute and a half
  faults/pause.sh 200 --rate 200'
default_cycles=20 most_cycles=100000

# shellcheck source=faults/lib.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib.sh"

read_option() { read_one "$1"; }

one_cycle() {
  local all name pid
  wait_a_while 200 1500
  mapfile -t all < <(if $only_one; then replica_names; else names; fi)
  name=$(one_of "${all[@]}")
  pid=$(pid_of "$name") || fail "$name is gone"
  kill -STOP "$pid"
  wait_a_while 100 5000
  kill -CONT "$pid"
  cycle_text="paused $name"
}

mend() {
  local name pid
  for name in $(names); do pid=$(pid_of "$name") && kill -CONT "$pid"; done
  return 0
}

main "$@"
