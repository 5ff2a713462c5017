#!/usr/bin/env bash
# shellcheck disable=SC2317 # lib.sh calls the functions here
# Disks fill up and get room again.
usage='Usage: faults/full-disk.sh [COUNT]        default 6

Every replica manager has a small ext4 disk of its own. COUNT times a stranger fills the disk of one replica manager and of
all of them in turn, and takes his file away some seconds later. Where all are full, orders are refused with 507
INSUFFICIENT_STORAGE and reads go on; with room again orders are taken, without anybody starting anything.

Example:
  sudo faults/full-disk.sh 6    about a minute and a half'
default_cycles=6 most_cycles=10000
readonly full_seconds=6
restarted=0 unread=0

# shellcheck source=faults/lib.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib.sh"
# shellcheck source=faults/disks.sh
. "$root/faults/disks.sh"

need_more() { need_disks; }

prepare() { make_disks 48; }

clean_up() { remove_disks; }

fill() {
  # First in large pieces, then to the last block.
  dd if=/dev/zero of="$data/$1/stranger" bs=1M status=none 2>/dev/null
  dd if=/dev/zero of="$data/$1/stranger" bs=4k oflag=append conv=notrunc status=none 2>/dev/null
  sync -f "$data/$1"
}

one_cycle() {
  local victims name
  mapfile -t victims < <(replica_names)
  wait_a_while 500 1500
  if [ $(($1 % 2)) -eq 1 ]; then victims=("$(one_of "${victims[@]}")"); fi
  for name in "${victims[@]}"; do fill "$name"; done
  sleep "$full_seconds"
  answers "$(url_of fe1)/v1/orders" >/dev/null || unread=$((unread + 1))
  for name in "${victims[@]}"; do rm -f "$data/$name/stranger"; done
  cycle_text="filled the disk of ${victims[*]}"
  for name in "${victims[@]}"; do
    if ! is_running "$name"; then
      restarted=$((restarted + 1)) cycle_text+=", $name stopped"
      start_one "$name"
      await_ready "$name"
    fi
  done
  await_acknowledged 20
}

mend() { rm -f "$data"/rm*/stranger; }

judge() {
  local code=0
  grep -q INSUFFICIENT_STORAGE "$work/report" || { echo "NOT SEEN: nobody was told INSUFFICIENT_STORAGE"; code=1; }
  [ "$restarted" -eq 0 ] || { echo "STOPPED: $restarted times a replica manager ended on its full disk"; code=1; }
  [ "$unread" -eq 0 ] || { echo "UNREAD: $unread times orders could not be read while disks were full"; code=1; }
  return $code
}

main "$@"
