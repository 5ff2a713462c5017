#!/usr/bin/env bash
# Measures what a cluster does with more load than it can take, and with one replica manager standing still.
# The replica managers get a small part of a processor each, so that one machine can send more than they can take.
set -u

root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
readonly root host=127.0.0.1 cgroup=/sys/fs/cgroup

percent=10 seconds=15 base=28000 factors=(2 5 10) connections=5000 work=''
groups=() pids=()

main() {
  read_arguments "$@"
  [ "$(id -u)" = 0 ] || fail "needs root: it limits the processor time of the replica managers by control groups"
  command -v jq >/dev/null || fail "needs jq: install it"
  trap end EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  "$root/grapevine" build || exit
  work=$(mktemp -d)
  "$root/launch.sh" --detach --data "$work/data" --port "$base" 1 3 0 >&2 || exit
  read_pids
  say "warming up without a limit"
  bench warm --closed-loop 64 --duration 45 --warm-up 0
  # Being overloaded runs code of its own, which has to be compiled too.
  bench busy --rate 10000 --duration 20 --warm-up 0 --connections $connections
  limit_replicas
  find_peak
  measure_overload
  measure_recovery
  measure_pause
}

read_arguments() {
  while [ $# -gt 0 ]; do
    case $1 in
      --help | -h) print_help; exit 0 ;;
      --percent | --seconds | --port)
        [[ ${2-} =~ ^[1-9][0-9]*$ ]] || wrong "$1 needs a number"
        case $1 in --percent) percent=$2 ;; --seconds) seconds=$2 ;; --port) base=$2 ;; esac
        shift ;;
      *) wrong "unknown argument $1" ;;
    esac
    shift
  done
}

print_help() {
  cat <<'HELP'
Usage: benchmark/overload.sh [options]        as root, on an otherwise idle machine; takes about five minutes

Starts a cluster of its own (one front end, three replica managers) in a directory of its own, limits the replica
managers' processor time, finds the peak, and then measures
  - goodput, latency and refusals at 2, 5 and 10 times the peak,
  - how soon a load of half the peak is served as before after ten times the peak has ended,
  - the latency at half the peak before, while and after one replica manager is stopped (SIGSTOP).

  --percent N    of one processor for each replica manager (default 10)
  --seconds N    measured at each load (default 15)
  --port BASE    of the cluster (default 28000)
HELP
}

wrong() { echo "overload.sh: $1; see benchmark/overload.sh --help" >&2; exit 2; }
fail() { echo "overload.sh: $1" >&2; exit 1; }
say() { echo "--- $1" >&2; }

# --- the cluster and its limits ------------------------------------------------------------------------------------

read_pids() {
  local status
  status=$("$root/launch.sh" --status --json --data "$work/data") || fail "the cluster does not tell its processes"
  mapfile -t pids < <(jq -r '.. | objects | select((.name? // "") | startswith("rm")) | .pid' <<<"$status")
  [ ${#pids[@]} -eq 3 ] || fail "three replica managers expected, found ${#pids[@]}"
}

# The least quota there is, 1 ms, in periods to match: in the usual 100 ms a process would stand still most of the time.
# The JVM's compilers stay outside where control groups can hold single threads (version 1): they work beside a process
# that has processors, and would take a third of so small a part.
limit_replicas() {
  local pid group period=$((100000 / percent))
  for pid in "${pids[@]}"; do
    if [ -e "$cgroup/cgroup.controllers" ]; then
      group=$cgroup/grapevine-overload-$pid
      mkdir "$group" && echo "1000 $period" >"$group/cpu.max" && groups+=("$group") && echo "$pid" >"$group/cgroup.procs"
    else
      group=$cgroup/cpu/grapevine-overload-$pid
      mkdir "$group" && echo "$period" >"$group/cpu.cfs_period_us" && echo 1000 >"$group/cpu.cfs_quota_us" &&
        groups+=("$group") && limit_threads "$pid" "$group"
    fi || fail "cannot limit the processor time of process $pid with control groups under $cgroup"
  done
}

limit_threads() { # process id, control group
  local thread
  for thread in "/proc/$1/task"/*; do
    # One that has ended meanwhile needs no limit.
    grep -qs '^C[12] Compiler\|^Sweeper' "$thread/comm" || echo "${thread##*/}" 2>/dev/null >"$2/tasks"
  done
  [ "$(wc -l <"$2/tasks")" -gt 1 ]
}

end() {
  local i group
  for i in "${!pids[@]}"; do kill -CONT "${pids[i]}" 2>/dev/null; done
  [ -z "$work" ] || "$root/launch.sh" --stop --data "$work/data" >/dev/null 2>&1
  for group in ${groups[@]+"${groups[@]}"}; do rmdir "$group" 2>/dev/null; done
  [ -z "$work" ] || rm -rf "$work"
}

# --- measuring -----------------------------------------------------------------------------------------------------

bench() { # name options...
  local name=$1
  shift
  "$root/grapevine" bench --front-end "http://$host:$base" --json "$@" >"$work/$name.json" 2>"$work/$name.err" ||
    { cat "$work/$name.err" >&2; fail "the load generator failed ($name)"; }
}

find_peak() {
  say "the peak, with $percent % of a processor for each replica manager"
  bench peak --find-peak --duration 8 --warm-up 4
  peak=$(jq '.peakPerSecond | floor' "$work/peak.json")
  [ "$peak" -gt 0 ] || fail "no peak found"
  echo "peak: $peak orders a second (closed loop)"
}

measure_overload() {
  local factor
  printf '%-6s %9s %8s %7s %8s %8s %10s %11s %11s %8s\n' load offered/s good/s '% peak' 'p50 ms' 'p99 ms' \
    refused/s 'refused p50' 'refused p99' timeout
  for factor in 1 "${factors[@]}"; do
    say "$factor times the peak"
    bench "x$factor" --rate $((peak * factor)) --duration "$seconds" --warm-up 5 --connections $connections
    jq -r --argjson peak "$peak" --arg load "${factor}x" --argjson seconds "$seconds" '.steps[0] |
      [$load, .offeredPerSecond, (.total.goodPerSecond | floor), (100 * .total.goodPerSecond / $peak | floor),
       .total.latency.p50Micros / 1000, .total.latency.p99Micros / 1000, (.total.refused / $seconds | floor),
       .total.refusedLatency.p50Micros / 1000, .total.refusedLatency.p99Micros / 1000, .total.timedOut] | @tsv' \
      "$work/x$factor.json" |
      while IFS=$'\t' read -r -a row; do
        printf '%-6s %9.0f %8s %7s %8.1f %8.1f %10s %11.1f %11.1f %8s\n' "${row[@]}"
      done
  done
}

# One generator goes on at half the peak; another adds ten times the peak for ten seconds.
measure_recovery() {
  local steady=$((peak / 2)) generator ended
  say "half the peak, with ten times the peak beside it for ten seconds"
  bench steady --rate "$steady" --duration 40 --warm-up 5 --connections 1000 &
  generator=$!
  sleep 15
  bench burst --rate $((peak * 10)) --duration 10 --warm-up 0 --connections $connections
  ended=$(jq '.steps[0].startedAtMillis + 10000' "$work/burst.json")
  wait "$generator" || exit 1
  jq -r --argjson ended "$ended" '.steps[0] | .startedAtMillis as $from | .offeredPerSecond as $offered |
    (($ended - $from) / 1000) as $last |
    ([.perSecond[1:8][].p99Micros] | max) as $before |
    [.perSecond[] | select(.second + 1 > $last and .second < 38)] as $after |
    def since(bad): (map(select(bad)) | map(.second + 1) | max) as $bad |
      if $bad == null then 0 else (($bad - $last) * 10 | ceil / 10) end;
    "recovery: all answered \($after | since(.good < 0.95 * $offered or .refused > 0)) s after the overload ended, " +
    "p99 within twice the \($before / 1000) ms of before after \($after | since(.p99Micros > 2 * $before)) s"' \
    "$work/steady.json"
}

measure_pause() {
  say "half the peak, one replica manager stopped from second 10 to 20"
  bench pause --rate $((peak / 2)) --duration 30 --warm-up 5 --connections 1000 &
  local generator=$! victim=${pids[2]}
  await_first_second
  sleep 10
  local stopped
  stopped=$(date +%s%3N)
  kill -STOP "$victim"
  sleep 10
  kill -CONT "$victim"
  wait "$generator" || exit 1
  jq -r --argjson stopped "$stopped" '.steps[0] | (($stopped - .startedAtMillis) / 1000 | floor) as $at | .perSecond as $s |
    def line(what; seconds): "\(what): p50 \([seconds[].p50Micros] | add / length / 1000 | floor) ms, p99 by second " +
      "\([seconds[].p99Micros / 1000 | floor] | map(tostring) | join(" ")) ms; answered " +
      "\([seconds[].succeeded] | add) of \([seconds[].offered] | add)";
    line("before"; $s[($at - 8):$at]), line("paused"; $s[$at:($at + 10)]), line("after "; $s[($at + 10):($at + 18)])' \
    "$work/pause.json"
}

# The generator starts, asks for the catalogue and warms up before its first measured second.
await_first_second() { sleep 7; }

main "$@"
