#!/usr/bin/env bash
# Processes die without warning, under load, and come back.
usage='Usage: faults/kill.sh [COUNT]        default 20

Kills a random replica manager or front end of a cluster under load with SIGKILL, COUNT times, and starts it again; every fifth
time all replica managers at once. Nothing that was acknowledged may be missing, nothing may be done twice.

  --one          only ever one replica manager, to see how long answers fail to come while one of three is dead
  --two          only ever two of five replica managers, both at once; calls go to three

Examples:
  faults/kill.sh 20             about a minute and a half
  faults/kill.sh 500 --rate 200'
default_cycles=20 most_cycles=100000

# shellcheck source=faults/lib.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib.sh"

read_option() { read_one "$1" || read_two "$1"; }

one_cycle() {
  local victims name
  wait_a_while 200 1500
  if $only_one || [ "$at_once" -gt 1 ]; then
    mapfile -t victims < <(replica_names | shuf -n "$at_once")
  elif [ $(($1 % 5)) -eq 0 ]; then
    mapfile -t victims < <(replica_names)
  else
    mapfile -t victims < <(names)
    victims=("$(one_of "${victims[@]}")")
  fi
  for name in "${victims[@]}"; do kill -KILL "$(pid_of "$name")"; done
  for name in "${victims[@]}"; do end_now "$name"; done
  wait_a_while 0 1500
  for name in "${victims[@]}"; do start_one "$name"; done
  for name in "${victims[@]}"; do await_ready "$name"; done
  cycle_text="killed ${victims[*]}"
}

main "$@"
