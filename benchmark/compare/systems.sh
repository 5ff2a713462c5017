# shellcheck shell=bash disable=SC2154
# Part of compare.sh: the systems; how each starts, what its processes are, how they end.

# Beside BASE, where Grapevine's front end listens; its replica managers are at BASE+100.
readonly replica_offset=100 redis_offset=201 redis_tier_offset=210 postgresql_offset=301 postgresql_tier_offset=310
readonly start_seconds=30
declare -A children # by system: ids of processes that are children of this one

# The same kind of JVM for the tier as for a front end, with more memory than it needs.
readonly java=("${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx512m -XX:+UseSerialGC -Xshare:auto
  -cp "$root/benchmark/target/grapevine-benchmark.jar")

url_of() { # system
  case $1 in
    grapevine) echo "http://$host:$base" ;;
    redis) echo "http://$host:$((base + redis_tier_offset))" ;;
    postgresql) echo "http://$host:$((base + postgresql_tier_offset))" ;;
  esac
}

ports_of() { # system
  case $1 in
    grapevine) echo "$base" $((base + replica_offset)) $((base + replica_offset + 1)) $((base + replica_offset + 2)) ;;
    redis) seq $((base + redis_offset)) $((base + redis_offset + 2)); echo $((base + redis_tier_offset)) ;;
    postgresql) seq $((base + postgresql_offset)) $((base + postgresql_offset + 2)); echo $((base + postgresql_tier_offset)) ;;
  esac
}

refuse_busy_ports() {
  local system port
  for system in "${systems[@]}"; do
    for port in $(ports_of "$system"); do
      ! is_listening "$port" || fail "port $port is taken by another program: choose others with --port"
    done
  done
}

is_listening() { (exec 3<>"/dev/tcp/$host/$1") 2>/dev/null; }

start_systems() {
  local system
  for system in "${systems[@]}"; do
    say "starting $system"
    "start_$system"
  done
}

# Runs a command as a child of this process, out of reach of the terminal's Ctrl-C: what it is for ends it.
spawn() { # system log command ...
  local system=$1 log=$work/logs/$2.log
  shift 2
  set -m
  "$@" </dev/null >"$log" 2>&1 &
  set +m
  children[$system]+=" $!"
}

await() { # what, log, a command that is true when it has started
  local what=$1 log=$work/logs/$2.log deadline=$((SECONDS + start_seconds))
  shift 2
  until "$@"; do
    if [ "$SECONDS" -ge "$deadline" ]; then
      say "$what does not start; the last lines of its log:"
      tail -n 5 "$log" >&2
      exit 1
    fi
    sleep 0.1
  done
}

start_tier() { # redis|postgresql port store-port
  spawn "$1" "$1-tier" "${java[@]}" grapevine.benchmark.tier.TierMain "$1" --port "$2" --store "$host:$3"
  await "the tier over $1" "$1-tier" is_listening "$2"
}

# --- Grapevine ---------------------------------------------------------------------------------------------------

# A machine that others keep busy may need more than the time that launch.sh gives it.
start_grapevine() {
  local try
  for try in 1 2 3; do
    "$root/launch.sh" --detach --data "$work/grapevine" --port "$base" 1 3 0 >"$work/logs/launch.log" 2>&1 && return
  done
  fail "Grapevine did not start in $try tries: $(tail -n 5 "$work/logs/launch.log")"
}

# --- Redis -------------------------------------------------------------------------------------------------------

start_redis() {
  local primary=$((base + redis_offset)) port follow
  for port in "$primary" $((primary + 1)) $((primary + 2)); do
    follow=()
    [ "$port" = "$primary" ] || follow=(--replicaof "$host $primary")
    mkdir -p "$work/redis/$port"
    spawn redis "redis-$port" redis-server --bind "$host" --port "$port" --dir "$work/redis/$port" --daemonize no \
      --save '' --appendonly yes --appendfsync always --auto-aof-rewrite-percentage 0 --repl-diskless-sync-delay 0 \
      ${follow[@]+"${follow[@]}"}
    await "Redis" "redis-$port" is_listening "$port"
  done
  await "Redis' replication" "redis-$primary" has_both_replicas "$primary"
  start_tier redis $((base + redis_tier_offset)) "$primary"
}

has_both_replicas() { # port
  [ "$(redis-cli -h "$host" -p "$1" info replication | grep -c 'state=online')" = 2 ]
}

# --- PostgreSQL --------------------------------------------------------------------------------------------------

start_postgresql() {
  local primary=$((base + postgresql_offset)) data=$work/postgresql standby
  mkdir "$data"
  [ "$EUID" -ne 0 ] || chown postgres "$data"
  # Its own user may not be allowed where this was called.
  cd "$data" || exit
  as_postgres "$postgresql_bin/initdb" -D "$data/1" -A trust -U postgres >"$work/logs/initdb.log" 2>&1 ||
    fail "initdb failed: $(tail -n 1 "$work/logs/initdb.log")"
  as_postgres tee -a "$data/1/postgresql.conf" >/dev/null <<CONF
listen_addresses = '$host'
port = $primary
unix_socket_directories = '$data'
max_connections = 100
shared_buffers = 512MB
max_wal_size = 4GB
wal_level = replica
max_wal_senders = 8
hot_standby = on
synchronous_commit = on
CONF
  start_server 1
  for standby in 2 3; do
    as_postgres "$postgresql_bin/pg_basebackup" -h "$host" -p "$primary" -U postgres -D "$data/$standby" -R -c fast ||
      fail "PostgreSQL's standby $standby could not be made"
    as_postgres tee -a "$data/$standby/postgresql.auto.conf" >/dev/null <<CONF
port = $((primary + standby - 1))
primary_conninfo = 'host=$host port=$primary user=postgres application_name=standby$standby'
CONF
    start_server "$standby"
  done
  sql -c "alter system set synchronous_standby_names = 'ANY 1 (standby2, standby3)'" -c 'select pg_reload_conf()' \
    >/dev/null || fail "PostgreSQL's standbys could not be made synchronous"
  await "PostgreSQL's replication" postgresql-1 has_both_standbys
  cd "$root" || exit
  start_tier postgresql $((base + postgresql_tier_offset)) "$primary"
}

# PostgreSQL refuses to run as root.
as_postgres() { if [ "$EUID" -eq 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

start_server() { # 1, 2 or 3
  as_postgres "$postgresql_bin/pg_ctl" -D "$work/postgresql/$1" -w -l "$work/postgresql/$1.log" start \
    >"$work/logs/postgresql-$1.log" 2>&1 || fail "PostgreSQL $1 does not start: $(tail -n 1 "$work/postgresql/$1.log")"
}

sql() { "$postgresql_bin/psql" -q -A -t -h "$host" -p $((base + postgresql_offset)) -U postgres "$@"; }

has_both_standbys() { [ "$(sql -c "select count(*) from pg_stat_replication where sync_state = 'quorum'")" = 2 ]; }

# --- processes ---------------------------------------------------------------------------------------------------

# The first process of each tree; those that it started are counted with it.
roots_of() { # system
  local file
  echo "${children[$1]-}"
  case $1 in
    grapevine) for file in "$work"/grapevine/run/*.pid; do cut -d' ' -f1 "$file"; done ;;
    postgresql) for file in "$work"/postgresql/[123]/postmaster.pid; do head -n 1 "$file"; done ;;
  esac
}

# Only what this run started: children by their id while they are children, the rest by what it wrote down itself.
stop_systems() {
  local system pid standby
  [ -n "$work" ] || return 0
  for system in ${children[@]+"${!children[@]}"}; do
    for pid in ${children[$system]}; do ! is_child "$pid" || kill -TERM "$pid"; done
  done
  [ ! -e "$work/grapevine/cluster.conf" ] || "$root/launch.sh" --stop --data "$work/grapevine" >/dev/null
  for standby in 3 2 1; do
    [ ! -e "$work/postgresql/$standby/postmaster.pid" ] ||
      as_postgres "$postgresql_bin/pg_ctl" -D "$work/postgresql/$standby" -m immediate -w stop >/dev/null
  done
  wait
}

is_child() { [ "$(sed 's/.*) . //; s/ .*//' "/proc/$1/stat" 2>/dev/null)" = "$$" ]; }
