#!/usr/bin/env bash
# shellcheck disable=SC2317 # lib.sh calls the functions here
# The network falls apart and heals: silently, one way, partly, with refusals; it is slow and loses packets all the time.
usage='Usage: faults/partition.sh [COUNT]        default 15

Every process has a network namespace of its own; all packets go through faults/netsim.py, which delays, loses, repeats and
reorders some of them. COUNT times, for up to six seconds, in turn:

  silent     a replica manager or front end is cut off from all others
  one-way    one replica manager no longer hears another
  partial    two replica managers do not reach each other, everybody else does
  split      one replica manager and one front end on one side, the others on the other; customers reach both
  refused    connections between two replica managers are reset, new ones refused

  --one          only ever one replica manager, silently, to see how long answers fail to come while one of three is cut off

Example:
  sudo faults/partition.sh 15   about a minute and a half'
default_cycles=15 most_cycles=100000
readonly kinds=(silent one-way partial split refused)

# shellcheck source=faults/lib.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib.sh"

# shellcheck source=faults/network.sh
. "$root/faults/network.sh"

read_option() { read_one "$1"; }

one_cycle() {
  local kind=${kinds[($1 - 1) % ${#kinds[@]}]} rules=() two name other
  ! $only_one || kind=silent
  mapfile -t two < <(replica_names | shuf -n 2)
  case $kind in
    silent)
      name=$(if $only_one; then replica_names; else names; fi | shuf -n 1)
      mapfile -t rules < <(for other in $(hosts); do between '{"loss":1}' "$name" "$other"; done)
      cycle_text="$kind, $name" ;;
    one-way)
      rules=("${two[0]}>${two[1]}:{\"loss\":1}")
      cycle_text="$kind, ${two[1]} does not hear ${two[0]}" ;;
    partial)
      mapfile -t rules < <(between '{"loss":1}' "${two[@]}")
      cycle_text="$kind, ${two[*]}" ;;
    split)
      name=$(frontend_names | shuf -n 1)
      mapfile -t rules < <(for other in $(names); do
        case $other in
          "$name" | "${two[0]}") ;;
          *) between '{"loss":1}' "$name" "$other"; between '{"loss":1}' "${two[0]}" "$other" ;;
        esac
      done)
      cycle_text="$kind, $name and ${two[0]} from the others" ;;
    refused)
      mapfile -t rules < <(between '{"refuse":true}' "${two[@]}")
      cycle_text="$kind, ${two[*]}" ;;
  esac
  set_rules "${rules[@]}"
  wait_a_while 1000 6000
  set_rules
  wait_a_while 0 2000
}

judge() {
  judge_network
  [[ $(tail -n 1 "$work/netsim") =~ \"lost\":\ [1-9] ]] || { echo "TOO FEW: no packet was lost"; return 1; }
}

main "$@"
