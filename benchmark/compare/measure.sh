# shellcheck shell=bash disable=SC2034,SC2154
# Part of compare.sh: customers, load, and what it costs.

readonly load_threads_most=2 warm_up_connections=64 settle_looks_most=25
ticks_a_second=$(getconf CLK_TCK)
readonly ticks_a_second
load='' loads=0 # process id of wrk while it runs; how many there have been

# Grapevine says who the customers are; the peers get the same names and tokens, and orders of their own.
prepare_customers() {
  local system known=()
  for system in "${systems[@]}"; do
    say "placing the orders to be read at $system"
    "${java[@]}" grapevine.benchmark.compare.CustomersMain --url "$(url_of "$system")" --body "$here/order.json" \
      --output "$work/customers-$system" ${known[@]+"${known[@]}"} ||
      fail "$system did not take the orders; --keep keeps its logs"
    known=(--known "$work/customers-grapevine")
  done
}

# A JVM is not what it will be before it has compiled itself.
warm_up_systems() {
  local system operation
  [ "$warm_up" -gt 0 ] || return 0
  for system in "${systems[@]}"; do
    say "warming up $system"
    for operation in "${operations[@]}"; do
      run_load "$system" "$operation" "$warm_up_connections" "$warm_up"
      settle "$system"
    done
  done
}

measure_rounds() {
  local round operation count i
  for ((round = 1; round <= rounds; round++)); do
    for operation in "${operations[@]}"; do
      for count in "${connections[@]}"; do
        # Each round begins with another system, so that none always comes after the same neighbour.
        for ((i = 0; i < ${#systems[@]}; i++)); do
          measure "$round" "$operation" "$count" "${systems[(i + round - 1) % ${#systems[@]}]}"
        done
      done
    done
  done
}

measure() { # round operation connections system
  local round=$1 operation=$2 count=$3 system=$4
  local -A before after settled
  local name idle=0 all=0 machine
  read_costs before
  run_load "$system" "$operation" "$count" "$seconds"
  read_costs after
  settle "$system"
  read_costs settled
  for name in "${systems[@]}"; do
    all=$((all + after[$name] - before[$name]))
    [ "$name" = "$system" ] || idle=$((idle + after[$name] - before[$name]))
  done
  machine=$((after[machine] - before[machine]))
  local others=$((after[busy] - before[busy] - all - (after[load] - before[load])))
  # shellcheck disable=SC2046
  set -- $(measured)
  [ $# -eq 5 ] || fail "wrk measured nothing: $(tail -n 2 "$work/wrk")"
  echo "$round $operation $count $system $*" \
    "$(ratio $((settled[$system] - before[$system])) "$ticks_a_second")" "$(ratio $idle $machine)" \
    "$(ratio $((others > 0 ? others : 0)) $machine)" >>"$runs"
  say "$(printf 'round %d %-5s %4d connections %-10s %8.0f req/s %6d errors' "$round" "$operation" "$count" "$system" \
    "$(ratio "$1" "$2")" "$5")"
}

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.4f", b ? a / b : 0 }'; }

# --- the load ----------------------------------------------------------------------------------------------------

# Each load has a number, and so keys of its own: a key that comes again is a retry, which costs less than an order.
run_load() { # system operation connections seconds
  local threads=$(($3 < load_threads_most ? $3 : load_threads_most))
  wrk -t "$threads" -c "$3" -d "$4" --timeout 10s -s "$here/orders.lua" "$(url_of "$1")" -- \
    "$2" "$work/customers-$1" "$here/order.json" "$((++loads))" >"$work/wrk" 2>&1 </dev/null &
  load=$!
  # Waited for, not run in the foreground: so that a signal is heard at once.
  wait "$load" || fail "wrk against $1 failed: $(tail -n 2 "$work/wrk")"
  load=''
}

measured() { sed -n 's/^measured //p' "$work/wrk"; }

stop_load() { [ -z "$load" ] || ! is_child "$load" || kill "$load"; }

# --- what it costs -----------------------------------------------------------------------------------------------

# Some work comes after the answers: it counts, and must not fall into another system's turn.
settle() { # system
  local -A now
  local before looks=0
  read_costs now
  while [ $((looks++)) -lt $settle_looks_most ]; do
    before=${now[$1]}
    sleep 0.2
    read_costs now
    # Less than a fifth of one processor is what a system may take for doing nothing.
    [ $(((now[$1] - before) * 25)) -gt "$ticks_a_second" ] || return 0
  done
}

# Clock ticks that each system has used so far, those of the load and of the machine.
read_costs() { # name of an associative array
  local -n costs=$1
  local name ticks
  while read -r name ticks; do costs[$name]=$ticks; done < <(costs_by_name)
}

costs_by_name() {
  local system pid
  {
    for system in "${systems[@]}"; do for pid in $(roots_of "$system"); do echo "root $system $pid"; done; done
    cat /proc/stat
    # A process may end between the list of its directory and the reading.
    cat /proc/[0-9]*/stat 2>/dev/null
  } | awk -v self=$$ -v systems="${systems[*]}" -f "$here/costs.awk"
}
