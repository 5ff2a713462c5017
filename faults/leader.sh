#!/usr/bin/env bash
# shellcheck disable=SC2317 # lib.sh calls the functions here
# Whoever leads the one order for all dies under load: how long nothing is decided, and nothing is decided twice.
usage='Usage: faults/leader.sh [COUNT]        default 5

COUNT times the replica manager that leads the log of forced updates is killed with SIGKILL, while customers order and clients race
for a delivery, a name and ten portions of a dish. From then on new names are asked for twenty times a second, until one of those
is decided: the time to fail over. It is told for each cycle, and the median of all in the end.

  --clients N    clients in each race (default 60)

Example:
  faults/leader.sh 5            about two minutes'
default_cycles=5 most_cycles=10000
clients=60 times=()
readonly fail_over_seconds=30

# shellcheck source=faults/lib.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib.sh"

# shellcheck source=faults/forced.sh
. "$root/faults/forced.sh"

read_option() { read_clients "$@"; }

clean_up() { end_clients; }

one_cycle() {
  local victim took killed
  await_decisions
  begin_race
  await_race_in_the_middle
  victim=$(leader)
  [ -n "$victim" ] || fail "nobody leads"
  kill -KILL "$(pid_of "$victim")"
  killed=$(now_millis)
  await_first_decision "$killed" "$1"
  times+=("$took")
  end_now "$victim"
  end_race "cycle $1"
  start_one "$victim"
  await_ready "$victim"
  cycle_text="killed $victim, which led; first decision after $took ms"
}

# In its own process each, begun after the kill: so what they are told was decided after it.
await_first_decision() { # when it was killed, cycle; sets took
  local fronts tries=0 first='' deadline=$((SECONDS + fail_over_seconds))
  mapfile -t fronts < <(frontend_names)
  rm -f "$work"/decided.*
  while [ -z "$first" ]; do
    [ "$SECONDS" -lt "$deadline" ] || fail "nothing was decided for $fail_over_seconds s after the kill"
    ask_for_name "$(url_of "${fronts[tries % ${#fronts[@]}]}")" "$2-$tries" &
    tries=$((tries + 1))
    sleep 0.05
    first=$(cat "$work"/decided.* 2>/dev/null | sort -n | head -n 1)
  done
  took=$((first - $1))
}

ask_for_name() { # front end, what makes it unique
  local code
  code=$(look -o /dev/null -w '%{http_code}' -X POST -H 'Content-Type: application/json' -H "Idempotency-Key: pulse-$$-$2" \
    -d "{\"kind\":\"ACCOUNT\",\"name\":\"Pulse $$-$2\"}" "$1/v1/names")
  [ "$code" != 201 ] || now_millis >"$work/decided.$2"
}

# Before anybody is killed, all of them take part again.
await_decisions() {
  local name deadline=$((SECONDS + ready_seconds)) tries=0
  for name in $(frontend_names); do
    until rm -f "$work"/decided.*; ask_for_name "$(url_of "$name")" "before-$cycle-$name-$((tries++))"; [ -n "$(ls "$work"/decided.* 2>/dev/null)" ]; do
      [ "$SECONDS" -lt "$deadline" ] || fail "nothing is decided although all are there"
      sleep 0.1
    done
  done
  # Equal at one moment they need not be while orders flow.
  until answers "$(url_of fe1)/v1/cluster" >"$work/seen" && ! grep -q '"status":"OFFLINE"' "$work/seen"; do
    [ "$SECONDS" -lt "$deadline" ] || fail "a replica manager that was started again is not heard by fe1"
    sleep 0.1
  done
}

judge() {
  echo "time to fail over, in ms: ${times[*]}; median $(printf '%s\n' "${times[@]}" | sort -n | sed -n "$(((${#times[@]} + 1) / 2))p")"
}

main "$@"
