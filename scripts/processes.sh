# shellcheck shell=bash disable=SC2154
# Part of launch.sh: the processes of one cluster; their names, ports, ids, beginning and end.

# The founders, and those that joined; without those that are gone for good.
replica_names() {
  local n
  for n in $(seq 1 "$replicas") ${added[@]+"${added[@]}"}; do
    [[ " ${retired[*]-} " == *" $n "* ]] || echo "rm$n"
  done
}

is_founder() { [ "${1#rm}" -le "$replicas" ]; }
frontend_names() { seq -f 'fe%g' 1 "$frontends"; }
names() { replica_names; frontend_names; }

# Every process that this directory knows, also one of an earlier, larger shape.
known_names() { for f in "$data"/run/*.pid; do [ ! -e "$f" ] || basename "$f" .pid; done; }

port_of() {
  case $1 in
    rm*) echo $((base + replica_port_offset + ${1#rm} - 1)) ;;
    fe*) echo $((base + ${1#fe} - 1)) ;;
  esac
}

url_of() { echo "http://$host:$(port_of "$1")"; }

addresses() { # names on standard input -> NAME=HOST:PORT,...
  local name list=''
  while read -r name; do list+=${list:+,}$name=$host:$(port_of "$name"); done
  echo "$list"
}

# Start time (clock ticks since boot) and boot of a living process; fails for a dead one and for a zombie.
identity() {
  local stat boot fields
  { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
  read -r boot </proc/sys/kernel/random/boot_id || return 1
  read -r -a fields <<<"${stat##*) }"
  case ${fields[0]} in Z | X) return 1 ;; esac
  echo "${fields[19]} $boot"
}

# Prints the id of the named process while it is alive and really ours.
pid_of() {
  local pid rest
  { read -r pid rest <"$data/run/$1.pid"; } 2>/dev/null || return 1
  [[ $pid =~ ^[1-9][0-9]*$ ]] && [ "$(identity "$pid")" = "$rest" ] && echo "$pid"
}

is_running() { pid_of "$1" >/dev/null; }

spawn() { # name, then the arguments of ./grapevine
  local name=$1 pid
  shift
  [ ! -e "$data/logs/$name.log" ] || mv "$data/logs/$name.log" "$data/logs/$name.log.1"
  # A process group of its own, so that Ctrl-C in this terminal reaches the client only.
  set -m
  nohup "$root/grapevine" "$@" </dev/null >"$data/logs/$name.log" 2>&1 9>&- &
  pid=$!
  set +m
  disown "$pid" 2>/dev/null
  echo "$pid $(identity "$pid")" >"$data/run/$name.pid"
  started+=("$name")
}

spawn_replica() {
  local name others=() peers='' joins='' providers=offline broken=()
  if [ "$live" = 1 ]; then providers=auto; fi
  if [ "$chaos" = 1 ]; then broken=(--chaos); fi
  mapfile -t others < <(replica_names | grep -vx "$1")
  for name in ${others[@]+"${others[@]}"}; do
    if ! is_founder "$1"; then joins+=${joins:+,}$(url_of "$name");
    elif is_founder "$name"; then peers+=${peers:+,}$name=$host:$(port_of "$name"); fi
  done
  spawn "$1" replica --name "$1" --listen "$host:$(port_of "$1")" --data "$data/$1" \
    ${peers:+--peers "$peers"} ${joins:+--join "$joins"} --cluster-key "$data/cluster.key" --fan-out "$fan_out" \
    --providers "$providers" ${broken[@]+"${broken[@]}"}
}

spawn_frontend() {
  spawn "$1" frontend --name "$1" --listen "$host:$(port_of "$1")" --replicas "$(replica_names | addresses)" \
    --cluster-key "$data/cluster.key" --fan-out "$fan_out" --url "$(url_of "$1")"
}

stop_processes() { # names
  local name pid tenths=0 left
  for name in "$@"; do
    pid=$(pid_of "$name") && kill -TERM "$pid" 2>/dev/null && kill -CONT "$pid" 2>/dev/null
  done
  while :; do
    left=()
    for name in "$@"; do if is_running "$name"; then left+=("$name"); fi; done
    [ ${#left[@]} -gt 0 ] || break
    if [ $((tenths++)) -ge $((stop_seconds * 10)) ]; then
      echo "launch.sh: ${left[*]} did not end within $stop_seconds s: killed" >&2
      for name in "${left[@]}"; do pid=$(pid_of "$name") && kill -KILL "$pid" 2>/dev/null; done
      tenths=0
    fi
    sleep 0.1
  done
  for name in "$@"; do rm -f "$data/run/$name.pid"; done
}

stop_all() {
  local running=() known=() name
  # Front ends come first in the alphabet and in the order of ending: they must not see their replica managers go.
  mapfile -t known < <(known_names | sort)
  for name in ${known[@]+"${known[@]}"}; do if is_running "$name"; then running+=("$name"); fi; done
  [ ${#known[@]} -eq 0 ] || stop_processes "${known[@]}"
  if [ ${#running[@]} -gt 0 ]; then echo "Stopped ${running[*]}; the data stays in $data"; else echo "Nothing was running in $data"; fi
}

stop_started() {
  trap '' INT TERM HUP
  [ ${#started[@]} -eq 0 ] || stop_processes "${started[@]}"
}
