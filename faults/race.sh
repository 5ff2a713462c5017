#!/usr/bin/env bash
# shellcheck disable=SC2317 # lib.sh calls the functions here
# Many clients want the same thing while a replica manager dies: what few can have, exactly so few get.
usage='Usage: faults/race.sh [COUNT]        default 3

COUNT times 200 clients race through three front ends for one delivery, one name and ten portions of one dish, and one of three
replica managers is killed with SIGKILL in the middle, and started again when the race is over. One, one and ten must win, everybody else must be told so, and whoever asks
again with the same key must be told the same. Customers order meanwhile: nothing of theirs may be missing or done twice.

  --clients N    clients in each race (default 200)
  --two          kill two of five at once; calls go to three

Example:
  faults/race.sh 3              about three minutes'
default_cycles=3 most_cycles=10000
clients=200

# shellcheck source=faults/lib.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib.sh"
frontends=3

# shellcheck source=faults/forced.sh
. "$root/faults/forced.sh"

read_option() { read_two "$1" || read_clients "$@"; }

clean_up() { end_clients; }

one_cycle() {
  local victims name
  mapfile -t victims < <(replica_names | shuf -n "$at_once")
  begin_race
  await_race_in_the_middle
  for name in "${victims[@]}"; do kill -KILL "$(pid_of "$name")"; done
  cycle_text="killed ${victims[*]} when $(race_told) of $((3 * clients)) outcomes were known"
  for name in "${victims[@]}"; do end_now "$name"; done
  end_race "cycle $1"
  for name in "${victims[@]}"; do start_one "$name"; done
  for name in "${victims[@]}"; do await_ready "$name"; done
}

main "$@"
