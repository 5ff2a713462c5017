#!/usr/bin/env bash
# shellcheck disable=SC2317 # lib.sh calls the functions here
# Replica managers are given up: dead ones whose disk is lost, and one that was only cut off. All come back.
usage='Usage: faults/retire.sh [COUNT]        default 3

COUNT times, under load, one of three replica managers is retired and comes back as a new member:

  wiped   it is killed with SIGKILL, its data is deleted, it is retired, and it joins under its name with an empty disk
  cut     every third time: the network cuts it off, together with one front end, so that some orders are on its disk only; it is
          retired although it runs; reconnected it finds out and ends (exit code 8), and the next start joins and hands them in

  --two          two of five replica managers are wiped at once, never cut off; calls go to three

What was acknowledged on two disks ("durability":2) may not be missing. What was acknowledged on one disk may be: it is counted apart.

Example:
  sudo faults/retire.sh 3       about two minutes'
default_cycles=3 most_cycles=10000

# shellcheck source=faults/lib.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib.sh"
checker_options=(--disks-fail)

# shellcheck source=faults/network.sh
. "$root/faults/network.sh"

# shellcheck source=faults/members.sh
. "$root/faults/members.sh"

read_option() { read_two "$1"; }

one_cycle() {
  local victims victim other began name
  learn_credential
  mapfile -t victims < <(replica_names | shuf -n $((at_once + 1)))
  other=${victims[-1]}
  unset 'victims[-1]'
  victim=${victims[0]}
  wait_a_while 500 1500
  if [ "$at_once" -eq 1 ] && [ $(($1 % 3)) -eq 0 ]; then give_up_cut_off; else give_up_wiped; fi
  for name in "${victims[@]}"; do await_active "$name"; done
  cycle_text+="; active $(($(now_millis) - began)) ms after the start"
  for name in "${victims[@]}"; do await_calls "$name"; done
}

give_up_wiped() {
  for name in "${victims[@]}"; do kill -KILL "$(pid_of "$name")"; done
  for name in "${victims[@]}"; do
    end_now "$name"
    rm -rf "${data:?}/$name"
  done
  # Of two that are dead neither can be retired before the other is fenced.
  for name in "${victims[@]:1}"; do ask_for_change retire "$name" "$other" || :; done
  for name in "${victims[@]}"; do change_members retire "$name" "$other"; done
  rejoined+=("${victims[@]}")
  began=$(now_millis)
  for name in "${victims[@]}"; do start_one "$name"; done
  cycle_text="wiped and retired ${victims[*]}"
}

# For a while one front end reaches nobody but the replica manager that is given up.
give_up_cut_off() {
  local alone rules=() most=()
  alone=$(frontend_names | shuf -n 1)
  mapfile -t most < <(names | grep -vx -e "$victim" -e "$alone")
  mapfile -t rules < <(cut_off "$victim" "${most[@]}"; cut_off "$alone" "${most[@]}")
  set_rules "${rules[@]}"
  wait_a_while 1500 3000
  mapfile -t rules < <(cut_off "$victim" "${most[@]}" "$alone")
  set_rules "${rules[@]}"
  change_members retire "$victim" "$other"
  set_rules
  await_end "$victim" "$ready_seconds"
  began=$(now_millis)
  start_one "$victim"
  await_active "$victim"
  await_handed_in
  cycle_text="cut off and retired $victim, which runs; it came back"
}

await_handed_in() {
  local deadline=$((SECONDS + active_seconds))
  while [ -n "$(ls -d "$data/$victim"/retired-* 2>/dev/null)" ]; do
    [ "$SECONDS" -lt "$deadline" ] || { tail -n 5 "$data/logs/$victim.log" >&2; fail "$victim has not handed in what it had"; }
    sleep 0.1
  done
}

judge() { judge_network; }

main "$@"
