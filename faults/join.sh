#!/usr/bin/env bash
# shellcheck disable=SC2317 # lib.sh calls the functions here
# Replica managers join a cluster under load, and others leave it: until nobody of those who began it may be left.
usage='Usage: faults/join.sh [COUNT]        default 3

COUNT times a new replica manager, with an address of its own, joins three others under load, becomes active and takes calls;
then one of the four leaves in good order, the new one every third time. Every second time the new one is killed with SIGKILL
in the middle of joining and started again by the same command. Told for each: the time from its (first) start to active.

Example:
  sudo faults/join.sh 3         about two minutes'
default_cycles=3 most_cycles=90 times=()

# shellcheck source=faults/lib.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib.sh"

# shellcheck source=faults/network.sh
. "$root/faults/network.sh"

# shellcheck source=faults/members.sh
. "$root/faults/members.sh"

hosts() { seq -f 'rm%g' 1 $((replicas + cycles)); frontend_names; echo client; }

one_cycle() {
  local new=rm$((replicas + $1)) leaver other began took
  learn_credential
  began=$(now_millis)
  added+=("${new#rm}")
  start_one "$new"
  cycle_text="$new joined"
  if [ $(($1 % 2)) -eq 0 ]; then interrupt "$new"; fi
  await_active "$new"
  took=$(($(now_millis) - began))
  times+=("$took")
  cycle_text+=", active after $took ms"
  await_calls "$new"
  if [ $(($1 % 3)) -eq 0 ]; then leaver=$new; else leaver=$(replica_names | grep -vx "$new" | shuf -n 1); fi
  other=$(replica_names | grep -vx "$leaver" | shuf -n 1)
  change_members leave "$leaver" "$other"
  await_end "$leaver" "$ready_seconds"
  retired+=("${leaver#rm}")
  cycle_text+="; $leaver left"
}

# At any moment between its first message and being in.
interrupt() { # name
  local deadline=$((SECONDS + ready_seconds))
  until [ -e "$data/$1/join.wanted" ] || is_active "$1"; do
    if ! is_running "$1" || [ "$SECONDS" -ge "$deadline" ]; then fail "$1 did not begin to join"; fi
    sleep 0.02
  done
  wait_a_while 0 600
  kill -KILL "$(pid_of "$1")"
  if [ -e "$data/$1/join.wanted" ]; then cycle_text+=" (killed meanwhile)"; else cycle_text+=" (killed when it was in)"; fi
  end_now "$1"
  start_one "$1"
}

judge() {
  echo "time to become active, in ms: ${times[*]}"
  judge_network
}

main "$@"
