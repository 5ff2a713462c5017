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
readonly weather='"default":{"delay_ms":4,"jitter_ms":3,"loss":0.003,"repeat":0.01,"overtake":0.01}'
switch='' prefix=gv$$-

# shellcheck source=faults/lib.sh
. "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/lib.sh"

need_more() {
  need_root "network namespaces"
  need_command ip iproute2
  need_command python3 python3
  [ -e /dev/net/tun ] || lacks "needs /dev/net/tun: modprobe tun, or run it on the host"
}

address_of() {
  case $1 in
    rm*) echo "10.98.0.${1#rm}" ;;
    fe*) echo "10.98.0.1${1#fe}" ;;
    *) echo 10.98.0.100 ;;
  esac
}

hosts() { names; echo client; }

prepare() {
  local name nodes=() tenths
  for name in $(hosts); do
    ip netns add "$prefix$name" || return
    nodes+=("$prefix$name=$(address_of "$name")")
  done
  client=(ip netns exec "${prefix}client")
  set_rules
  : >"$work/netsim"
  python3 "$root/faults/netsim.py" "$work/rules.json" "${nodes[@]}" >"$work/netsim" 2>&1 &
  switch=$!
  for ((tenths = 0; tenths < 100; tenths++)); do
    ! grep -q ready "$work/netsim" || return 0
    sleep 0.1
  done
  cat "$work/netsim" >&2
  return 1
}

clean_up() {
  local name
  [ -z "$switch" ] || kill -TERM "$switch" 2>/dev/null
  for name in $(hosts); do ip netns del "$prefix$name" 2>/dev/null; done
}

wrap() {
  case $1 in
    witness*) wrapper=("${client[@]}") ;;
    *) wrapper=(ip netns exec "$prefix$1") ;;
  esac
}

set_rules() { # FROM>TO:RULE ...
  local rule text="{$weather"
  for rule in "$@"; do text+=$(printf ',"%s%s>%s%s":%s' "$prefix" "${rule%%>*}" "$prefix" "$(cut -d: -f1 <<<"${rule#*>}")" "${rule#*:}"); done
  echo "$text}" >"$work/rules.json.new" && mv "$work/rules.json.new" "$work/rules.json"
}

between() { # rule, one, other: both ways
  printf '%s\n' "$2>$3:$1" "$3>$2:$1"
}

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

mend() { set_rules; }

judge() {
  kill -TERM "$switch" && wait "$switch"
  switch=''
  echo "packets: $(tail -n 1 "$work/netsim")"
  [[ $(tail -n 1 "$work/netsim") =~ \"lost\":\ [1-9] ]] || { echo "TOO FEW: no packet was lost"; return 1; }
}

main "$@"
