#!/usr/bin/env bash
# Starts, shows and stops one Grapevine cluster on this machine; everything it knows about it is in the data directory.
# It signals a process only when id, start time and boot are those that it wrote down: never a stranger with a reused id.
set -u
usual_umask=$(umask)
umask 077

root=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
readonly root host=127.0.0.1 ready_seconds=60 hearing_seconds=15 stop_seconds=10
readonly most_frontends=9 most_replicas=99 most_clients=99 replica_port_offset=100

mode=foreground json=false fresh=false
data='' base='' fan_out='' frontends='' replicas='' clients='' live='' chaos='' wanted_clients=''
added=() retired=() # numbers of replica managers that joined later, and of those that are gone for good
who=''              # whom --retire is about
started=()          # names that this run started, and so may end

# shellcheck source=scripts/processes.sh
. "$root/scripts/processes.sh"
# shellcheck source=scripts/status.sh
. "$root/scripts/status.sh"
# shellcheck source=scripts/members.sh
. "$root/scripts/members.sh"
# shellcheck source=scripts/clients.sh
. "$root/scripts/clients.sh"

main() {
  read_arguments "$@"
  [ -n "$data" ] || data=$root/data
  if [ "$data" = "$PWD/data" ]; then data_option=''; else printf -v data_option ' --data %q' "$data"; fi
  case $mode in
    status) need_cluster; load_shape; if $json; then print_status_json; else print_status; fi ;;
    stop) need_cluster; load_shape; stop_all ;;
    add-replica) need_cluster; load_shape; add_replica ;;
    retire) need_cluster; load_shape; retire_replica "$who" ;;
    *) start ;;
  esac
}

# --- arguments ---------------------------------------------------------------------------------------------------

read_arguments() {
  local numbers=()
  while [ $# -gt 0 ]; do
    case $1 in --*=*) set -- "${1%%=*}" "${1#*=}" "${@:2}" ;; esac
    case $1 in
      --help | -h) print_help; exit 0 ;;
      --detach) set_mode detach "$1" ;;
      --status) set_mode status "$1" ;;
      --stop) set_mode stop "$1" ;;
      --add-replica) set_mode add-replica "$1" ;;
      --json) json=true ;;
      --fresh) fresh=true ;;
      --live) live=1 ;;
      --offline) live=0 ;;
      --chaos) chaos=1 ;;
      --no-chaos) chaos=0 ;;
      --data | --port | --fan-out | --retire | --clients)
        case ${2-} in '' | --*) wrong "$1 needs a value" ;; esac
        case $1 in
          --data) data=$2 ;;
          --port) base=$2; need_number "--port" "$2" 1024 $((65535 - replica_port_offset - most_replicas)) ;;
          --fan-out) fan_out=$2; need_number "--fan-out" "$2" 1 9 ;;
          --clients) wanted_clients=$2; need_number "--clients" "$2" 0 $most_clients ;;
          --retire) set_mode retire "$1"; who=$2 ;;
        esac
        shift ;;
      -*) wrong "unknown option $1" ;;
      *) numbers+=("$1") ;;
    esac
    shift
  done
  [ ${#numbers[@]} -le 3 ] || wrong "at most three numbers: front ends, replica managers, clients"
  frontends=${numbers[0]-} replicas=${numbers[1]-} clients=${numbers[2]-}
  [ -z "$frontends" ] || need_number "the number of front ends" "$frontends" 1 $most_frontends
  [ -z "$replicas" ] || need_number "the number of replica managers" "$replicas" 1 $most_replicas
  [ -z "$wanted_clients" ] || [ -z "$clients" ] || wrong "say the number of clients once"
  clients=${clients:-$wanted_clients}
  [ -z "$clients" ] || need_number "the number of clients" "$clients" 0 $most_clients
  check_combination ${#numbers[@]}
}

check_combination() {
  if $json && [ "$mode" != status ]; then wrong "--json goes with --status"; fi
  case $mode in
    status | stop | add-replica | retire)
      if $fresh || [ -n "$base$fan_out$live$chaos$wanted_clients" ] || [ "$1" -gt 0 ]; then wrong "--$mode takes only --data"; fi ;;
  esac
}

set_mode() {
  [ "$mode" = foreground ] || [ "$mode" = "$1" ] || wrong "$2 does not go with --$mode"
  mode=$1
}

need_number() { # what value least most
  if ! [[ $2 =~ ^(0|[1-9][0-9]{0,5})$ ]] || [ "$2" -lt "$3" ] || [ "$2" -gt "$4" ]; then
    wrong "$1 must be a number from $3 to $4, not '$2'"
  fi
}

wrong() { echo "launch.sh: $1; see ./launch.sh --help" >&2; exit 2; }

fail() { echo "launch.sh: $1" >&2; exit 1; }

print_help() {
  cat <<'HELP'
Usage: ./launch.sh [options] [FRONT_ENDS [REPLICA_MANAGERS [CLIENTS]]]        default 1 3 1

Builds Grapevine when needed, starts a cluster on this machine, waits until it answers and turns this
terminal into the first client. Leaving the client stops the cluster. With 0 clients it stays until Ctrl-C.

  --detach       start and return; starts only what is missing, so it also brings back a killed process
  --status       name, kind, process id, status and URL of each process; --json for scripts
  --stop         end every process of the cluster; its data stays
  --add-replica  start one more replica manager, which joins the running cluster
  --retire NAME  take a replica manager out for good: one that runs hands over and leaves, a dead one is retired
  --fresh        first forget everything in the data directory: orders, key, logs
  --data DIR     data, key and logs of the cluster (default: data beside launch.sh)
  --port BASE    front ends at BASE, BASE+1, ..., replica managers at BASE+100, ... (default 8080)
  --live         ask postcodes.io, OpenStreetMap and the FSA for real postcodes and restaurants; kept for the next start
  --offline      ask nobody, the default: what is built in, and what the cluster was told before
  --chaos        let operators break replica managers from the page /cluster; kept until --no-chaos, never in production
  --clients N    the same as the third number: with tmux, further clients open in panes beside the first
  --fan-out N    replica managers that a front end asks for each call (default 2); N-1 may be lost at once

Examples:
  ./launch.sh                              one front end, three replica managers, a client here
  ./launch.sh --clients 3                  three clients side by side, where there is tmux
  ./launch.sh --detach 2 5 0               two front ends and five replica managers, in the background
  ./launch.sh --detach --data /tmp/d --port 18080 1 3 0
  ./launch.sh --status --data /tmp/d
  ./launch.sh --add-replica --data /tmp/d
  ./launch.sh --retire rm2 --data /tmp/d
  ./launch.sh --stop --data /tmp/d
HELP
}

# --- the data directory ------------------------------------------------------------------------------------------

is_cluster() { [ -f "$data/cluster.conf" ] && [ "$(setting format)" = 1 ]; }

need_cluster() { is_cluster || fail "$data is not a Grapevine data directory; name one with --data"; }

setting() { sed -n "s/^$1=\([0-9][0-9]*\)\$/\1/p" "$data/cluster.conf" | tail -n 1; }

numbers() { sed -n "s/^$1=\([0-9 ]*\)\$/\1/p" "$data/cluster.conf" | tail -n 1; }

# What the command line leaves open comes from the last start with this directory, then from the defaults.
load_shape() {
  local stored_frontends='' stored_fan_out=''
  stored_base='' stored_replicas=''
  if is_cluster; then
    stored_base=$(setting port) stored_frontends=$(setting frontends)
    stored_replicas=$(setting replicas) stored_fan_out=$(setting fan_out)
    live=${live:-$(setting live)}
    chaos=${chaos:-$(setting chaos)}
    read -r -a added <<<"$(numbers added)"
    read -r -a retired <<<"$(numbers retired)"
    # Whoever counts those that there are means this cluster too.
    [ "$replicas" != "$(replicas=$stored_replicas; replica_names | wc -l)" ] || replicas=$stored_replicas
  fi
  stored_shape="$stored_base $stored_frontends $stored_replicas $stored_fan_out"
  base=${base:-${stored_base:-8080}}
  frontends=${frontends:-${stored_frontends:-1}}
  replicas=${replicas:-${stored_replicas:-3}}
  fan_out=${fan_out:-${stored_fan_out:-2}}
  clients=${clients:-1}
  live=${live:-0}
  chaos=${chaos:-0}
}

prepare_data() {
  mkdir -p "$data/run" "$data/logs" 2>/dev/null || fail "cannot write to $data; choose another directory with --data"
  write_shape || exit
  if [ ! -s "$data/cluster.key" ]; then
    head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n' | write_whole "$data/cluster.key" || exit
  fi
}

write_shape() {
  printf '%s\n' "# Written by launch.sh." format=1 "port=$base" "frontends=$frontends" "replicas=$replicas" \
    "fan_out=$fan_out" "live=$live" "chaos=$chaos" "added=${added[*]-}" "retired=${retired[*]-}" | write_whole "$data/cluster.conf"
}

# Founders know each other by name; who takes part after that is for the members to agree on.
refuse_other_founders() {
  [ -z "${stored_replicas-}" ] || [ "$replicas" = "$stored_replicas" ] || [ ! -e "$data/rm1/replica.db" ] ||
    fail "the cluster in $data began with $stored_replicas replica managers: ./launch.sh --add-replica and --retire change that, --fresh begins anew"
  [ -z "$stored_base" ] || [ "$base" = "$stored_base" ] || [ ${#added[@]} -eq 0 ] ||
    fail "replica managers have joined the cluster in $data at ports from $stored_base: keep --port $stored_base"
}

# A file that is there is complete, whatever interrupted the write.
write_whole() {
  if ! { cat >"$1.new" && mv "$1.new" "$1"; }; then fail "cannot write $1"; fi
}

refuse_foreign_directory() {
  [ ! -e "$data" ] || [ -d "$data" ] || fail "$data is not a directory"
  if ! is_cluster && [ -n "$(ls -A "$data" 2>/dev/null)" ]; then
    fail "$data is neither empty nor a Grapevine data directory; choose another with --data"
  fi
}

wipe() {
  is_cluster || return 0
  rm -rf -- "$data"/rm[1-9] "$data"/rm[1-9][0-9] "$data/run" "$data/logs" \
    "$data/cluster.key" "$data/cluster.key.new" "$data/cluster.conf.new" "$data/cluster.conf"
}

# --- start -------------------------------------------------------------------------------------------------------

start() {
  local name missing=() running=()
  [ -r /proc/self/stat ] || fail "needs Linux: it tells its processes from others by /proc"
  command -v curl >/dev/null || fail "needs curl: install it"
  refuse_foreign_directory
  if is_cluster && [ -n "$(for name in $(known_names); do pid_of "$name"; done)" ]; then
    ! $fresh || fail "the cluster in $data is running: ./launch.sh --stop$data_option first"
    running=(yes)
  fi
  if $fresh; then wipe; fi
  load_shape
  if [ ${#running[@]} -gt 0 ]; then
    [ "$stored_shape" = "$base $frontends $replicas $fan_out" ] ||
      fail "the cluster in $data runs with another shape (port, front ends, replicas, fan-out: $stored_shape): ./launch.sh --stop$data_option first"
  fi
  refuse_other_founders
  for name in $(names); do is_running "$name" || missing+=("$name"); done
  [ ${#missing[@]} -gt 0 ] ||
    fail "already running in $data at $(frontend_urls): ./launch.sh --stop$data_option ends it"
  # Jars under a running process must not change, so a cluster that is partly up keeps its build.
  if [ ${#running[@]} -eq 0 ]; then (umask "$usual_umask" && exec "$root/grapevine" build) || exit; fi
  prepare_data
  data=$(cd "$data" && pwd)
  lock_data
  refuse_busy_ports "${missing[@]}"
  trap 'stop_started; exit 130' INT TERM HUP
  spawn_all "${missing[@]}"
  wait_until_ready
  announce
  case $mode in
    detach) exit 0 ;;
    foreground) serve_this_terminal ;;
  esac
}

# Two starts at once would each miss what the other is starting. The lock goes with this process.
lock_data() {
  if command -v flock >/dev/null; then
    exec 9>"$data/run/lock"
    flock -n 9 || fail "another launch.sh is starting the cluster in $data"
  fi
}

refuse_busy_ports() {
  local name port
  for name in "$@"; do
    port=$(port_of "$name")
    if is_listening "$port"; then
      local reason="port $port of $name is taken by another program: choose others with --port"
      echo "$reason" >>"$data/logs/$name.log"
      fail "$reason (log: $data/logs/$name.log)"
    fi
  done
}

is_listening() { (exec 3<>"/dev/tcp/$host/$1") 2>/dev/null; }

spawn_all() {
  local name
  echo "Starting $* ..." >&2
  for name in "$@"; do
    case $name in
      rm*) spawn_replica "$name" ;;
      fe*) spawn_frontend "$name" ;;
    esac
  done
}

wait_until_ready() {
  local deadline=$((SECONDS + ready_seconds)) patience=$((SECONDS + hearing_seconds)) name waiting=() still
  mapfile -t waiting < <(names)
  while :; do
    for name in "${started[@]}"; do
      is_running "$name" || give_up "$name ended while starting" "$name"
    done
    # Whoever was ready is not asked again: the processes need this machine more than their launcher does.
    still=()
    for name in "${waiting[@]}"; do is_ready "$name" || still+=("$name"); done
    [ ${#still[@]} -gt 0 ] || return 0
    waiting=("${still[@]}")
    [ "$SECONDS" -lt "$deadline" ] || give_up "not ready after $ready_seconds s: ${waiting[*]}" "${waiting[@]}"
    sleep 0.1
  done
}

is_ready() {
  is_listening "$(port_of "$1")" || return
  case $1 in
    fe*) answers "$(url_of "$1")/readyz" >/dev/null && knows_every_replica "$1" && has_answered "$1" ;;
  esac
}

# Ready is more than "would answer": an order taken now shall find two disks.
knows_every_replica() {
  [ "$SECONDS" -ge "$patience" ] || [[ $(answers "$(url_of "$1")/v1/cluster") != *'"lastHeardMillis":null'* ]]
}

answers() { curl -fsS --noproxy '*' --max-time 2 "$1" 2>/dev/null; }

give_up() { # reason, names whose logs tell more
  local name reason=$1
  shift
  echo "launch.sh: $reason" >&2
  for name in "$@"; do
    echo "--- the last lines of $data/logs/$name.log" >&2
    tail -n 5 "$data/logs/$name.log" >&2
  done
  stop_started
  exit 1
}

# The first call of a new process pays for loading its classes: that shall not be a customer's.
has_answered() { answers "$(url_of "$1")/v1/restaurants?postcode=DH1%203LE&limit=1" >/dev/null; }

frontend_urls() { # comma-separated, as the client takes them
  local name list=''
  for name in $(frontend_names); do list+=${list:+,}$(url_of "$name"); done
  echo "$list"
}

announce() {
  local i command
  command="./grapevine order --front-end $(frontend_urls)"
  echo "Grapevine is ready: listening at $(frontend_urls), replica managers: $(replica_names | wc -l), data and logs in $data"
  echo "  browse  $(url_of fe1)/        to order; /kitchen and /courier to work, /cluster to watch"
  echo "  try     curl '$(url_of fe1)/v1/restaurants?postcode=DH1%203LE'"
  echo "  status  ./launch.sh --status$data_option"
  warn_of_few
  if [ "$mode" = detach ]; then
    echo "  order   $command"
    echo "  stop    ./launch.sh --stop$data_option"
    return
  fi
  can_split || for ((i = 2; i <= clients; i++)); do echo "  client $i, in another terminal:  $(client_command "$i")"; done
  if [ "$clients" -eq 0 ]; then echo "  stop    Ctrl-C"; else echo "  leaving the client stops the cluster (--detach keeps it)"; fi
}

serve_this_terminal() {
  local code=0
  if [ "$clients" -gt 0 ]; then
    # Ctrl-C is the client's to answer; the cluster ends when the client has.
    trap ':' INT
    run_clients || code=$?
  else
    watch_processes
  fi
  echo "Stopping ${started[*]} ..." >&2
  stop_started
  exit "$code"
}

watch_processes() {
  local name reported=' '
  local ending=false
  trap 'ending=true' INT TERM HUP
  while ! $ending; do
    for name in "${started[@]}"; do
      if $ending || is_running "$name"; then
        reported=${reported/ $name / }
      elif [[ $reported != *" $name "* ]]; then
        echo "$name is gone (log: $data/logs/$name.log); ./launch.sh --detach$data_option brings it back" >&2
        reported+="$name "
      fi
    done
    sleep 0.5
  done
}

main "$@"
