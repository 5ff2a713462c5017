#!/usr/bin/env bash
# shellcheck disable=SC2317 # lib.sh calls the functions here
# The power goes: whatever was not synced is gone. kill -9 can never show that.
usage='Usage: faults/power.sh [COUNT] [--control]        default 10

Every replica manager has a small ext4 disk of its own. COUNT times the power is cut, of one replica manager and of all at
once in turn: the disk stops with what was synced, the process is killed, the disk is mounted again, the process started.

  --control      replica managers that do not sync every commit, and all of them are cut at once: acknowledged
                 orders must be lost now, or the cuts would show nothing; the last line tells how many

Examples:
  sudo faults/power.sh 10       about a minute
  sudo faults/power.sh --control'
default_cycles=10 most_cycles=100000
control=false

# shellcheck source=faults/lib.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib.sh"
# shellcheck source=faults/disks.sh
. "$root/faults/disks.sh"

read_option() {
  [ "$1" = --control ] || return
  control=true default_cycles=1 most_cycles=1 convergence=10 patience=3
}

need_more() {
  need_disks
  need_command xfs_io xfsprogs
}

prepare() { make_disks 96; }

clean_up() { remove_disks; }

wrap() {
  wrapper=()
  case $1 in
    rm*) if $control; then wrapper=(env JAVA_TOOL_OPTIONS=-Dgrapevine.unsafe.synchronous=NORMAL); fi ;;
  esac
}

# First everything stands still: a sync that is under way when ext4 shuts down may be told as done, which no power cut does.
cut_power() { # names
  local name
  for name in "$@"; do freeze "$name"; done
  for name in "$@"; do xfs_io -x -c shutdown "$data/$name" || fail "cannot stop the disk of $name"; done
  for name in "$@"; do end_now "$name"; done
}

power_comes_back() { # names
  local name
  for name in "$@"; do
    unmount_disk "$name"
    mount_disk "$name" || fail "cannot mount the disk of $name again"
  done
  for name in "$@"; do start_one "$name"; done
}

one_cycle() {
  local victims name
  mapfile -t victims < <(replica_names)
  if $control; then
    wait_a_while 3000 4000
    echo rest >"$work/control"
    cut_power "${victims[@]}"
    # Tokens of the customers name what is lost: nobody may come with one.
    sleep $((patience + 3))
    power_comes_back "${victims[@]}"
    cycle_text="cut the power of ${victims[*]}, which had not synced"
    return
  fi
  wait_a_while 500 2000
  if [ $(($1 % 2)) -eq 1 ]; then victims=("$(one_of "${victims[@]}")"); fi
  cut_power "${victims[@]}"
  wait_a_while 0 1000
  power_comes_back "${victims[@]}"
  for name in "${victims[@]}"; do await_ready "$name"; done
  cycle_text="cut the power of ${victims[*]}"
}

# What did not sync may be found out at the start, too: then the process has stopped and nobody reads there.
if_control() {
  local last lost
  start_witnesses
  echo read >"$work/control"
  wait "$checker"
  checker=''
  last=$(tail -n 1 "$work/report")
  lost=$(sed -n 's/.* acknowledged, \([0-9]*\) lost, .*/\1/p' <<<"$last")
  head -n -1 "$work/report"
  echo "$cycles cycles, $last"
  if [ "${lost:-0}" -eq 0 ]; then fail "the control has lost nothing: these power cuts show nothing"; fi
  say "lost, as replica managers must that do not sync"
  exit 0
}

mend() { if $control; then if_control; fi; }

main "$@"
