#!/usr/bin/env bash
# shellcheck disable=SC2317 # lib.sh calls the functions here
# Bytes of a database change behind the back of its replica manager.
usage='Usage: faults/flip.sh [COUNT]        default 6

COUNT times a replica manager of a cluster under load is stopped, bytes of some live orders in its replica.db are changed, and
it is started again. It must notice every changed record that matters, repair it from its peers, and never show it; or refuse to
speak under its name when what changed may be the end of its own log. Then the old bytes are put back.

Example:
  faults/flip.sh 6              about a minute'
default_cycles=6 most_cycles=10000
readonly records=3 repair_seconds=60
flipped=0 refused=0 repaired=0

# shellcheck source=faults/lib.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib.sh"

# All rows within seconds: what one cycle has damaged is to be mended before the next damages another's disk.
replica_options=(--scrub-rows 5000)

need_more() { need_command shuf coreutils; }

stop_in_order() { # so that the write-ahead log goes into the file
  local pid
  pid=$(pid_of "$1") || return 0
  kill -TERM "$pid"
  while is_running "$1"; do sleep 0.05; done
}

# The note of an order is in its record and nowhere in a table's structure: one letter of it becomes another.
flip() { # name
  local offset
  while read -r offset; do
    printf 'X' | dd of="$data/$1/replica.db" bs=1 seek=$((offset + 1)) conv=notrunc status=none
    flipped=$((flipped + 1))
  done < <(grep -abo 'r[0-9a-f]*-h[0-9]*-s[0-9]*-[0-9]*' "$data/$1/replica.db" | cut -d: -f1 | shuf -n "$records")
}

repaired_rows() { # name
  local credential
  credential=$("$root/grapevine" credential --cluster-key "$data/cluster.key")
  look -H "Authorization: Bearer $credential" "$(url_of "$1")/metrics" |
    awk '/^grapevine_repaired_rows_total/ { rows += $2 } END { print rows + 0 }'
}

# A damaged row of the log is met at the start already, and everything is fetched from a peer.
mended_starts() { # name
  grep -c 'is mended from the snapshot' "$data/logs/$1.log"
}

# The others' disks may have changed too: they find and mend that, and then their snapshots can be used.
must_be_told_again() { last_words "$1" | grep -q 'no peer gave a snapshot that can be used'; }

last_words() { grep -v '^\s' "$data/logs/$1.log" | tail -n 2; }

one_cycle() {
  local all name before=$flipped rows='' starts deadline
  wait_a_while 1500 2500
  mapfile -t all < <(replica_names)
  name=$(one_of "${all[@]}")
  stop_in_order "$name"
  cp "$data/$name/replica.db" "$work/$name.before"
  flip "$name"
  starts=$(mended_starts "$name")
  start_one "$name"
  cycle_text="changed $((flipped - before)) records of $name"
  deadline=$((SECONDS + repair_seconds))
  while [ "$SECONDS" -lt "$deadline" ]; do
    if ! is_running "$name"; then
      must_be_told_again "$name" || break
      start_one "$name"
    fi
    rows=$(($(repaired_rows "$name") + $(mended_starts "$name") - starts))
    [ "$rows" -eq 0 ] || break
    sleep 0.5
  done
  if ! is_running "$name"; then
    # The last records of its own log may be the damaged ones: then nobody can tell what it has said.
    last_words "$name" | grep -q 'may hold own records' ||
      fail "$cycle_text, which then refused to start: $(last_words "$name")"
    refused=$((refused + 1))
    rows=0
    cycle_text+=', which refused to speak under its name; the bytes are put back'
    cp "$work/$name.before" "$data/$name/replica.db"
    start_one "$name"
  fi
  repaired=$((repaired + ${rows:-0}))
  cycle_text+=", ${rows:-0} repairs"
}

judge() {
  echo "$flipped records changed, $repaired repairs (one mends all of a start), $refused refusals"
  [ "$flipped" -gt 0 ] || { echo "TOO FEW: no record was changed"; return 1; }
  [ "$repaired" -gt 0 ] || { echo "NOT SEEN: no record was repaired"; return 1; }
}

main "$@"
