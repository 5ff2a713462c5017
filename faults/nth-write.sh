#!/usr/bin/env bash
# The first, second, third ... write or sync of a replica manager kills it or fails.
usage='Usage: faults/nth-write.sh [FROM..TO]        default 1..12

Starts one replica manager of a cluster under load again and again; each time its n-th write or sync to disk since the start
kills it, fails, or finds the disk full, for n from FROM to TO and in five ways each; every thread counts its own. The first
belong to the recovery, then come gossip and orders. Afterwards it is started without a fault and must go on where it was.

Examples:
  faults/nth-write.sh 1..12     about twelve minutes
  faults/nth-write.sh 200..210'
default_cycles=1..12 most_cycles=5000
readonly ways=(pwrite64:signal=KILL pwrite64:error=EIO pwrite64:error=ENOSPC fsync:signal=KILL fsync:error=EIO)
readonly victim=rm1 start_tenths=300 life_tenths=30
from=1 injection='' struck=0 stopped=0

# shellcheck source=faults/lib.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib.sh"

need_more() { need_command strace strace; }

check_count() {
  local range=${cycles:-$default_cycles} to
  [[ $range =~ ^([1-9][0-9]{0,3})\.\.([1-9][0-9]{0,3})$ ]] || wrong "the numbers are given as FROM..TO, not '$range'"
  from=${BASH_REMATCH[1]} to=${BASH_REMATCH[2]}
  [ "$from" -le "$to" ] || wrong "FROM must not be more than TO"
  cycles=$(((to - from + 1) * ${#ways[@]}))
}

wrap() {
  wrapper=()
  if [ "$1" = "$victim" ] && [ -n "$injection" ]; then
    # -D: the traced process is our child and keeps its id. No --seccomp-bpf: with it signals are not injected.
    wrapper=(strace -D -f -qq -e "trace=${injection%%:*}" -e "inject=$injection" -o "$work/strace")
  fi
}

one_cycle() {
  local number=$((from + ($1 - 1) / ${#ways[@]})) way=${ways[($1 - 1) % ${#ways[@]}]} tenths after='' code
  end_now "$victim"
  rm -f "$work/strace"
  injection=$way:when=$number
  start_one "$victim"
  injection=''
  # Recovery may take its time, a life after it not: what was not reached by then is not reached.
  for ((tenths = 0; tenths < start_tenths; tenths++)); do
    if ! is_running "$victim" || is_ready "$victim" || has_struck; then break; fi
    sleep 0.1
  done
  for ((tenths = 0; tenths < life_tenths; tenths++)); do
    is_running "$victim" || break
    if has_struck; then after+=.; fi
    # What stops after a fault stops soon.
    [ "${#after}" -lt 15 ] || break
    sleep 0.1
  done
  code='not reached'
  if has_struck || [[ $way == *KILL ]] && ! is_running "$victim"; then struck=$((struck + 1)) code='went on'; fi
  if ! is_running "$victim"; then stopped=$((stopped + 1)) code='stopped'; fi
  end_now "$victim"
  start_one "$victim"
  await_ready "$victim"
  cycle_text="${way/:/, } at number $number: $code"
}

has_struck() { grep -q INJECTED "$work/strace" 2>/dev/null; }

judge() {
  echo "$struck of $cycles faults struck, after $stopped of them $victim stopped"
  [ $((struck * 2)) -ge "$cycles" ] || { echo "TOO FEW: less than half of the faults struck"; return 1; }
}

main "$@"
