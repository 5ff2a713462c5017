# shellcheck shell=bash disable=SC2034,SC2154
# Part of the scripts beside it: members that come and go.

readonly active_seconds=120
credential=''

# Of a replica manager's own endpoints.
learn_credential() { [ -n "$credential" ] || credential=$("$root/grapevine" credential --cluster-key "$data/cluster.key"); }

members_at() { look -f -H "Authorization: Bearer $credential" "$(url_of "$1")/members"; }

is_active() { # name: as it says itself
  members_at "$1" | tr '{' '\n' | grep "\"name\":\"$1\",\"incarnation\"" | grep -q '"state":"ACTIVE"'
}

await_active() { # name
  local deadline=$((SECONDS + active_seconds))
  until is_active "$1"; do
    is_running "$1" || { tail -n 5 "$data/logs/$1.log" >&2; fail "$1 ended while joining"; }
    [ "$SECONDS" -lt "$deadline" ] || { tail -n 5 "$data/logs/$1.log" >&2; fail "$1 is not active after $active_seconds s"; }
    sleep 0.05
  done
}

await_end() { # name, seconds
  local deadline=$((SECONDS + $2))
  while is_running "$1"; do
    [ "$SECONDS" -lt "$deadline" ] || { tail -n 5 "$data/logs/$1.log" >&2; fail "$1 has not ended after $2 s"; }
    sleep 0.05
  done
}

change_members() { # leave or retire, name, whom to ask
  local tries
  # What could not be finished in time may be asked again.
  for tries in 1 2 3; do
    ask_for_change "$@" && return
    say "cluster $1 $2, try $tries: $(tail -n 1 "$work/members.log")"
    sleep 1
  done
  fail "cluster $1 $2 failed three times"
}

ask_for_change() {
  ${client[@]+"${client[@]}"} "$root/grapevine" cluster "$1" "$2" --url "$(url_of "$3")" --cluster-key "$data/cluster.key" \
    >>"$work/members.log" 2>&1
}

# Calls that a replica manager has answered; at least some more must come to it.
await_calls() { # name
  local before deadline=$((SECONDS + ready_seconds))
  before=$(calls_of "$1")
  until [ "$(calls_of "$1")" -gt $((before + 5)) ]; do
    [ "$SECONDS" -lt "$deadline" ] || fail "$1 is active, and nobody asks it"
    sleep 0.2
  done
}

calls_of() {
  look -f -H "Authorization: Bearer $credential" "$(url_of "$1")/metrics" |
    awk '/^grapevine_calls_total.*kind="update".*outcome="done"/ { n += $2 } END { print n + 0 }'
}

