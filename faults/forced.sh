# shellcheck shell=bash disable=SC2034,SC2154
# Part of the scripts beside it: races for what few can have, and who leads the one order for all.

race='' # its process

read_clients() { # option, value
  [ "$1" = --clients ] || return
  [[ ${2-} =~ ^[1-9][0-9]{0,2}$ ]] || wrong "$1 needs a number up to 999"
  clients=$2 option_values=1
}

begin_race() {
  local fronts
  mapfile -t fronts < <(frontend_names)
  rm -f "$work/race.progress"
  # A simple command, so that its process id is the JVM's.
  ${client[@]+"${client[@]}"} "$root/grapevine" check race --front-ends "$(urls "${fronts[@]}")" --clients "$clients" \
    --cluster-key "$data/cluster.key" --progress "$work/race.progress" >"$work/race.report" 2>"$work/race.log" &
  race=$!
}

race_told() { cat "$work/race.progress" 2>/dev/null || echo 0; }

# When a third of all outcomes are known: others are on their way, and some are not asked for yet.
await_race_in_the_middle() {
  # Each has signed up as a courier before, which takes passwords their time.
  local allowed=$((ready_seconds + clients)) deadline
  deadline=$((SECONDS + allowed))
  until [ "$(race_told)" -ge "$clients" ]; do
    kill -0 "$race" 2>/dev/null || { cat "$work/race.log" "$work/race.report" >&2; fail "the race ended early"; }
    [ "$SECONDS" -lt "$deadline" ] || fail "the race did not come to its middle in $allowed s"
    sleep 0.01
  done
}

end_race() { # what it is called
  local code=0
  wait "$race" || code=$?
  race=''
  sed "s/^/$script: /" "$work/race.report" >&2
  [ "$code" -eq 0 ] || { cat "$work/race.log" >&2; fail "the race of $1 went wrong"; }
}

end_clients() { [ -z "$race" ] || kill -KILL "$race" 2>/dev/null; }

# Whoever was voted for by most in the newest term that anybody voted in; from what they keep on their disks.
leader() {
  local name meta
  for name in $(replica_names); do
    for meta in "$data/$name"/forced/*/current/raft-meta; do
      sed -n 's/^term=//p; s/^votedFor=\(rm[0-9]*\)\..*/\1/p' "$meta" 2>/dev/null | sort -n | tr '\n' ' '
      echo
    done
  done | awk '
    NF == 2 { term = $1 ~ /^rm/ ? $2 : $1; for_whom = $1 ~ /^rm/ ? $1 : $2; votes[term " " for_whom]++ }
    END { for (v in votes) if (votes[v] > 1) { split(v, w, " "); if (w[1] + 0 > newest) { newest = w[1] + 0; who = w[2] } } print who }'
}

