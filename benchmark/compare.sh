#!/usr/bin/env bash
# Measures Grapevine beside what one would use instead, on this machine, in one run: an HTTP tier over Redis and over
# PostgreSQL, each with three copies of which two are on disk before an order is acknowledged.
set -u

root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
here=$root/benchmark/compare
readonly root here host=127.0.0.1

peers=() rounds=3 seconds=10 warm_up=20 base=27000 json='' keep=false
connections=(1 16 64 256) operations=(place read)
systems=() work='' runs=''

# shellcheck source=benchmark/compare/install.sh
. "$here/install.sh"
# shellcheck source=benchmark/compare/systems.sh
. "$here/systems.sh"
# shellcheck source=benchmark/compare/measure.sh
. "$here/measure.sh"

main() {
  read_arguments "$@"
  [ -r /proc/self/stat ] || fail "needs Linux: it reads what processes cost from /proc"
  systems=(grapevine ${peers[@]+"${peers[@]}"})
  trap end EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  install_programs
  "$root/grapevine" build || exit
  refuse_busy_ports
  make_directory
  write_notes
  start_systems
  prepare_customers
  warm_up_systems
  measure_rounds
  report
}

# --- arguments ---------------------------------------------------------------------------------------------------

read_arguments() {
  while [ $# -gt 0 ]; do
    case $1 in --*=*) set -- "${1%%=*}" "${1#*=}" "${@:2}" ;; esac
    case $1 in
      --help | -h) print_help; exit 0 ;;
      --keep) keep=true ;;
      --rounds | --seconds | --warm-up | --port | --connections | --operations | --json)
        case ${2-} in '' | --*) wrong "$1 needs a value" ;; esac
        read_option "$1" "$2"
        shift ;;
      redis | postgresql) [[ " ${peers[*]-} " = *" $1 "* ]] || peers+=("$1") ;;
      none) peers=(none) ;;
      *) wrong "unknown argument $1" ;;
    esac
    shift
  done
  [ ${#peers[@]} -gt 0 ] || peers=(redis postgresql)
  [ "${peers[0]}" != none ] || peers=()
}

read_option() { # option value
  local word
  case $1 in
    --rounds) need_number "$1" "$2" 1 99; rounds=$2 ;;
    --seconds) need_number "$1" "$2" 1 600; seconds=$2 ;;
    --warm-up) need_number "$1" "$2" 0 600; warm_up=$2 ;;
    --port) need_number "$1" "$2" 1024 65000; base=$2 ;;
    --json) json=$2 ;;
    --connections)
      read -r -a connections <<<"$2"
      for word in "${connections[@]}"; do need_number "$1" "$word" 1 1000; done ;;
    --operations)
      read -r -a operations <<<"$2"
      for word in "${operations[@]}"; do
        case $word in place | read) ;; *) wrong "--operations are place and read, not '$word'" ;; esac
      done ;;
  esac
}

need_number() { # what value least most
  if ! [[ $2 =~ ^(0|[1-9][0-9]{0,5})$ ]] || [ "$2" -lt "$3" ] || [ "$2" -gt "$4" ]; then
    wrong "$1 must be a number from $3 to $4, not '$2'"
  fi
}

wrong() { echo "compare.sh: $1; see benchmark/compare.sh --help" >&2; exit 2; }

fail() { echo "compare.sh: $1" >&2; exit 1; }

say() { echo "compare.sh: $1" >&2; }

print_help() {
  cat <<'HELP'
Usage: benchmark/compare.sh [options] [redis] [postgresql]                    default: both

Measures Grapevine (one front end, three replica managers, each order on two disks) beside an HTTP/JSON tier over
Redis (primary and two replicas, appendfsync always, WAIT 1) and over PostgreSQL (primary and two streaming standbys,
ANY 1 synchronous), on this machine, with the same requests from wrk. All of them stay started; each is measured while
the others have nothing to do, in turn, in every round. Installs what is missing (Debian, as root), leaves nothing
running and no data behind. The machine should have nothing else to do: the last line of the result says if it had.

  --rounds N             how often everything is measured (default 3)
  --seconds N            how long each time (default 10)
  --warm-up N            seconds of load on each system before the first round, not counted (default 20)
  --connections "N ..."  how many connections, one after the other (default "1 16 64 256")
  --operations "O ..."   place (an order) and read (an own order by its id); default "place read"
  --json FILE            also write every run and the comparison there
  --port BASE            the ports from BASE on (default 27000)
  --keep                 keep the directory with data and logs; its name is printed at the end

Instead of a peer, none measures Grapevine alone.

Examples:
  benchmark/compare.sh
  benchmark/compare.sh redis --connections "64 256" --operations place --json /tmp/place.json
  benchmark/compare.sh none --rounds 1 --seconds 5 --connections 64

Exit codes: 0 compared, 1 something could not be started, 2 wrong arguments, 3 compared, but requests failed,
130 interrupted.
HELP
}

# --- before and after --------------------------------------------------------------------------------------------

make_directory() {
  local parent=${TMPDIR:-/var/tmp}
  work=$(mktemp -d "$parent/grapevine-compare.XXXXXX") || fail "cannot write to $parent; set TMPDIR to another directory"
  # PostgreSQL's own user has to get through.
  chmod 711 "$work"
  case $(stat -f -c %T "$work") in
    tmpfs | ramfs) fail "$parent is memory, not a disk; set TMPDIR to a directory on one" ;;
  esac
  mkdir "$work/logs"
  runs=$work/runs
}

write_notes() {
  {
    echo "# $(date -u '+%Y-%m-%d %H:%M UTC'), $(nproc) x $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)," \
      "Linux $(uname -r), load before $(cut -d' ' -f1-3 /proc/loadavg)"
    echo "# $rounds rounds of $seconds s after $warm_up s of warm-up; ${systems[*]}; Grapevine at" \
      "$(git -C "$root" describe --always --dirty 2>/dev/null || echo unknown)$(peer_versions)"
  } >"$runs"
}

peer_versions() {
  if compares redis; then redis-server --version | sed 's/.* v=\([^ ]*\).*/, Redis \1/' | tr -d '\n'; fi
  if compares postgresql; then "$postgresql_bin/postgres" --version | sed 's/.*(PostgreSQL) \([^ ]*\).*/, PostgreSQL \1/'; fi
}

report() {
  local code=0
  "${java[@]}" grapevine.benchmark.compare.ComparisonMain "$runs" ${json:+--json "$json"} || code=$?
  exit "$code"
}

# shellcheck disable=SC2317 # the trap calls it
end() {
  local code=$?
  trap '' INT TERM HUP
  stop_load
  stop_systems
  allow_services
  if $keep && [ -n "$work" ]; then
    say "data, logs and runs are in $work"
  elif [ -n "$work" ]; then
    rm -rf -- "$work"
  fi
  exit "$code"
}

main "$@"
