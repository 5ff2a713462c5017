# shellcheck shell=bash disable=SC2034,SC2154
# Part of the scripts beside it: a cluster of real processes under load, what is done to them, and the checker outside.
#
# A script sets usage, default_cycles and most_cycles, defines one_cycle (number) and perhaps more hooks (below), and ends with
#   main "$@"
# Everything that a run makes is in $work; the trap at the end ends the processes, by id, and removes it.

set -u
umask 077
root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
readonly root ready_seconds=60 acknowledged_a_cycle=5
host=127.0.0.1 base=19080 replica_port_offset=100 witness_port_offset=200
frontends=2 replicas=3 fan_out=2 rate=60 patience=10 convergence=60
cycles='' option_values=0 work='' keep=false only_one=false at_once=1 checker='' script=$(basename "$0") stop_seconds=10
added=() retired=() rejoined=() # who joined later, by numbers; who is gone for good; founders that joined again, by names
started=() # what scripts/processes.sh wants to know
checker_options=() replica_options=()
client=() # the command in front of what clients run

# shellcheck source=scripts/processes.sh
. "$root/scripts/processes.sh"

# --- what a script may define otherwise ---------------------------------------------------------------------------

need_more() { :; }       # require what the machine may lack
prepare() { :; }         # before anything is started; undone by clean_up
mend() { :; }            # after the load: end every fault, so that all processes can become equal
clean_up() { :; }        # undo prepare, also after half of it
wrap() { wrapper=(); }   # name: sets wrapper, the command in front of a process
judge() { true; }        # more to be shown than what the checker looks at; says what is missing
read_option() { false; } # an option of the script's own, with all behind it (option_values: how many are its); read_one and read_two for --one and --two
address_of() { echo "$host"; }

# --- arguments ----------------------------------------------------------------------------------------------------

read_arguments() {
  while [ $# -gt 0 ]; do
    case $1 in
      --help | -h) print_usage; exit 0 ;;
      --port | --rate)
        [[ ${2-} =~ ^[1-9][0-9]{0,4}$ ]] || wrong "$1 needs a number"
        case $1 in --port) base=$2 ;; --rate) rate=$2 ;; esac
        shift ;;
      --keep) keep=true ;;
      -*)
        option_values=0
        read_option "$@" || wrong "unknown option $1"
        shift "$option_values" ;;
      *)
        [ -z "$cycles" ] || wrong "one count only"
        cycles=$1 ;;
    esac
    shift
  done
  check_count
}

read_one() { [ "$1" = --one ] && only_one=true; }

# Two losses at once need five members, and every call on three disks.
read_two() {
  [ "$1" = --two ] || return
  at_once=2 replicas=5 fan_out=3
  replica_options+=(--fan-out 3)
}

check_count() {
  cycles=${cycles:-$default_cycles}
  if ! [[ $cycles =~ ^[1-9][0-9]{0,5}$ ]] || [ "$cycles" -gt "$most_cycles" ]; then
    wrong "the count must be a number from 1 to $most_cycles, not '$cycles'"
  fi
}

print_usage() {
  printf '%s\n' "$usage" "
  --port BASE    front ends at BASE, BASE+1, replica managers at BASE+100, ... (default $base)
  --rate N       operations a second of the customers (default $rate)
  --keep         leave data, logs and history where they are

The last line is 'N cycles, M acknowledged, 0 lost, 0 duplicated'.
Exit codes: 0 as promised; 1 lost, duplicated, out of order, or too little happened to show anything;
2 wrong arguments; 3 this machine lacks something."
}

wrong() { echo "$script: $1; see faults/$script --help" >&2; exit 2; }

lacks() { echo "$script: $1" >&2; exit 3; }

fail() { echo "$script: $1" >&2; keep=true; exit 1; }

say() { echo "$script: $1" >&2; }

need_command() { # command Debian-package
  command -v "$1" >/dev/null || lacks "needs $1: apt-get install $2"
}

need_root() { [ "$(id -u)" -eq 0 ] || lacks "needs root (it makes ${1-mounts}): run it with sudo"; }

# --- the run ------------------------------------------------------------------------------------------------------

main() {
  local cycle before after
  read_arguments "$@"
  [ -r /proc/self/stat ] || lacks "needs Linux"
  need_command curl curl
  need_more
  "$root/grapevine" build || exit 1
  work=$(mktemp -d "${TMPDIR:-/tmp}/grapevine-faults.XXXXXX") || exit 1
  trap end_run EXIT
  trap 'exit 130' INT TERM HUP
  data=$work/cluster
  mkdir -p "$data/run" "$data/logs"
  head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n' >"$data/cluster.key"
  prepare || fail "could not prepare"
  start_cluster
  start_checker
  for ((cycle = 1; cycle <= cycles; cycle++)); do
    before=$(acknowledged)
    one_cycle "$cycle"
    require_checker
    after=$(acknowledged)
    say "cycle $cycle of $cycles: $cycle_text; $((after - before)) acknowledged meanwhile"
  done
  finish_run
}

# Ends with the checker's last line, after the count of cycles.
finish_run() {
  local code=0 last
  say "load ends, everything is mended and read back"
  echo rest >"$work/control"
  mend || fail "could not mend"
  start_missing
  start_witnesses
  echo read >"$work/control"
  wait "$checker" || code=$?
  checker=''
  last=$(tail -n 1 "$work/report")
  head -n -1 "$work/report"
  judge || code=1
  [[ $last == *" acknowledged, "* ]] || { tail -n 5 "$work/checker.log" >&2; fail "the checker did not come to an end"; }
  [ "$code" -eq 0 ] || { keep=true; code=1; }
  echo "$cycles cycles, $last"
  exit "$code"
}

end_run() {
  local code=$?
  trap '' INT TERM HUP
  [ -z "$checker" ] || kill -KILL "$checker" 2>/dev/null
  for name in $(known_names); do end_now "$name"; done
  clean_up
  if $keep; then say "data, logs and history are kept in $work"; else rm -rf "$work"; fi
  exit "$code"
}

# --- processes ----------------------------------------------------------------------------------------------------

addresses() { # names on standard input -> NAME=HOST:PORT,...
  local name list=''
  while read -r name; do list+=${list:+,}$name=$(address_of "$name"):$(port_of "$name"); done
  echo "$list"
}

url_of() { echo "http://$(address_of "$1"):$(port_of "$1")"; }

port_of() {
  case $1 in
    rm*) echo $((base + replica_port_offset + ${1#rm} - 1)) ;;
    fe*) echo $((base + ${1#fe} - 1)) ;;
    witness*) echo $((base + witness_port_offset + ${1#witness} - 1)) ;;
  esac
}

spawn() { # name, then the arguments of ./grapevine
  local name=$1 pid wrapper=()
  shift
  wrap "$name"
  set -m
  nohup ${wrapper[@]+"${wrapper[@]}"} "$root/grapevine" "$@" </dev/null >>"$data/logs/$name.log" 2>&1 &
  pid=$!
  set +m
  disown "$pid" 2>/dev/null
  echo "$pid $(identity "$pid")" >"$data/run/$name.pid"
}

# As launch.sh does it, but listening where the script says.
spawn_replica() {
  local peers='' joins=''
  if is_founder "$1" && [[ " ${rejoined[*]-} " != *" $1 "* ]]; then
    peers=$(for name in $(replica_names); do if is_founder "$name" && [ "$name" != "$1" ]; then echo "$name"; fi; done | addresses)
  else
    mapfile -t others < <(replica_names | grep -vx "$1")
    joins=$(urls "${others[@]}")
  fi
  # The checker knows of no change that its customers did not make.
  spawn "$1" replica --no-expiry --name "$1" --listen "$(address_of "$1"):$(port_of "$1")" --data "$data/$1" \
    ${peers:+--peers "$peers"} ${joins:+--join "$joins"} --cluster-key "$data/cluster.key" ${replica_options[@]+"${replica_options[@]}"}
}

spawn_frontend() { # name, names of its replica managers
  local name=$1
  shift
  spawn "$name" frontend --name "$name" --listen "$(address_of "$name"):$(port_of "$name")" \
    --replicas "$(printf '%s\n' "$@" | addresses)" --cluster-key "$data/cluster.key" --fan-out "$fan_out" --url "$(url_of "$name")"
}

# It learns of the other replica managers, but not where they are: what it is told here counts for more.
spawn_witness() { # name, its replica manager
  local others
  others=$(replica_names | grep -vx "$2" | sed 's/$/=127.0.0.1:9/' | paste -sd ,)
  spawn "$1" frontend --name "$1" --listen "$(address_of "$1"):$(port_of "$1")" \
    --replicas "$(addresses <<<"$2")${others:+,$others}" --cluster-key "$data/cluster.key" --fan-out 1 --url "$(url_of "$1")"
}

start_one() {
  case $1 in
    rm*) spawn_replica "$1" ;;
    fe*) mapfile -t all < <(replica_names); spawn_frontend "$1" "${all[@]}" ;;
    witness*) spawn_witness "$1" "$(replica_names | sed -n "${1#witness}p")" ;;
  esac
}

start_cluster() {
  local name
  for name in $(names); do
    # One that is taken would answer for ours.
    ! answers "$(url_of "$name")/" || fail "port $(port_of "$name") is taken: choose others with --port"
  done
  for name in $(names); do start_one "$name"; done
  for name in $(names); do await_ready "$name"; done
  await_equal
}

start_missing() {
  local name
  for name in $(names); do is_running "$name" || start_one "$name"; done
  for name in $(names); do await_ready "$name"; done
}

# One front end for each replica manager: so each of them is read by itself.
start_witnesses() {
  local name
  for name in $(seq -f 'witness%g' 1 "$replicas"); do start_one "$name"; done
  for name in $(seq -f 'witness%g' 1 "$replicas"); do await_ready "$name"; done
}

end_now() { # name: as by kill -9
  local pid
  pid=$(pid_of "$1") || return 0
  kill -KILL "$pid" 2>/dev/null
  while is_running "$1"; do sleep 0.01; done
}

freeze() { # name: on return no thread of it runs, also none in the kernel
  local pid stat
  pid=$(pid_of "$1") || return 0
  kill -STOP "$pid" 2>/dev/null
  while :; do
    stat=$(cat "/proc/$pid"/task/*/stat 2>/dev/null | sed 's/.*) //' | cut -c1 | sort -u | tr -d '\n')
    case $stat in T | Z | '') return ;; esac
    sleep 0.005
  done
}

is_ready() { # listening at least; of a front end: able to serve
  case $1 in
    rm*) look -o /dev/null "$(url_of "$1")/" ;;
    *) answers "$(url_of "$1")/readyz" >/dev/null ;;
  esac
}

look() { ${client[@]+"${client[@]}"} curl -s --noproxy '*' --max-time 2 "$@"; }

answers() { look -fS "$1" 2>/dev/null; }

await_ready() {
  local deadline=$((SECONDS + ready_seconds))
  until is_ready "$1"; do
    is_running "$1" || { tail -n 5 "$data/logs/$1.log" >&2; fail "$1 ended while starting"; }
    [ "$SECONDS" -lt "$deadline" ] || { tail -n 5 "$data/logs/$1.log" >&2; fail "$1 is not ready after $ready_seconds s"; }
    sleep 0.1
  done
}

# Before the load, so that every front end knows every replica manager.
await_equal() {
  local deadline=$((SECONDS + ready_seconds))
  until [[ $(answers "$(url_of fe1)/v1/cluster") == *'"converged":true'* ]]; do
    [ "$SECONDS" -lt "$deadline" ] || fail "the cluster did not become equal after its start"
    sleep 0.2
  done
}

# --- the checker --------------------------------------------------------------------------------------------------

urls() { # names -> comma-separated
  local name list=''
  for name in "$@"; do list+=${list:+,}$(url_of "$name"); done
  echo "$list"
}

start_checker() {
  local fronts witnesses
  mapfile -t fronts < <(frontend_names)
  mapfile -t witnesses < <(seq -f 'witness%g' 1 "$replicas")
  echo load >"$work/control"
  # A simple command, so that its process id is the JVM's.
  ${client[@]+"${client[@]}"} "$root/grapevine" check --front-ends "$(urls "${fronts[@]}")" \
    --read-back "$(urls "${fronts[@]}" "${witnesses[@]}")" --rate "$rate" --patience "$patience" \
    --convergence "$convergence" --control "$work/control" --progress "$work/progress" --history "$work/history.jsonl" \
    --at-least $((acknowledged_a_cycle * cycles)) ${checker_options[@]+"${checker_options[@]}"} \
    >"$work/report" 2>"$work/checker.log" &
  checker=$!
  await_acknowledged 20
}

acknowledged() { cat "$work/progress" 2>/dev/null || echo 0; }

require_checker() {
  kill -0 "$checker" 2>/dev/null || { tail -n 5 "$work/checker.log" >&2; fail "the checker ended early"; }
}

await_acknowledged() { # more than now
  local until_there deadline=$((SECONDS + ready_seconds))
  until_there=$(($(acknowledged) + $1))
  until [ "$(acknowledged)" -ge "$until_there" ]; do
    require_checker
    [ "$SECONDS" -lt "$deadline" ] || fail "fewer than $1 writes were acknowledged in $ready_seconds s"
    sleep 0.1
  done
}

# --- chance and time ---------------------------------------------------------------------------------------------

now_millis() { echo $(($(date +%s%N) / 1000000)); }

one_of() { # words
  local words=("$@")
  echo "${words[RANDOM % $#]}"
}

wait_a_while() { # at least, at most, in milliseconds
  local millis=$(($1 + RANDOM % ($2 - $1 + 1)))
  sleep "$((millis / 1000)).$(printf '%03d' $((millis % 1000)))"
}
