# shellcheck shell=bash disable=SC2034,SC2119,SC2120,SC2154
# Part of the scripts beside it: every process has a network namespace and an address of its own; all packets go through netsim.py.

readonly weather='"default":{"delay_ms":4,"jitter_ms":3,"loss":0.003,"repeat":0.01,"overtake":0.01}'
switch='' prefix=gv$$-

need_more() {
  need_root "network namespaces"
  need_command ip iproute2
  need_command python3 python3
  [ -e /dev/net/tun ] || lacks "needs /dev/net/tun: modprobe tun, or run it on the host"
}

address_of() {
  case $1 in
    rm*) echo "10.98.0.${1#rm}" ;;
    fe*) echo "10.98.0.20${1#fe}" ;;
    *) echo 10.98.0.100 ;;
  esac
}

hosts() { names; echo client; } # also those that come later

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

mend() { set_rules; }

cut_off() { # name, others: rules
  local name=$1 other
  shift
  for other in "$@"; do [ "$other" = "$name" ] || between '{"loss":1}' "$name" "$other"; done
}

judge_network() {
  kill -TERM "$switch" && wait "$switch"
  switch=''
  echo "packets: $(tail -n 1 "$work/netsim")"
}
