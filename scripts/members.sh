# shellcheck shell=bash disable=SC2154
# Part of launch.sh: replica managers that come and go while the cluster runs.

readonly join_seconds=130

add_replica() {
  local next name
  a_running_replica '' >/dev/null || fail "no replica manager of $data runs that could let another in: ./launch.sh --detach$data_option starts them"
  refuse_while_silent
  next=$(next_number)
  [ "$next" -le "$most_replicas" ] || fail "numbers of replica managers go up to $most_replicas"
  name=rm$next
  data=$(cd "$data" && pwd)
  lock_data
  refuse_busy_ports "$name"
  added+=("$next")
  write_shape || exit
  trap 'stop_started; exit 130' INT TERM HUP
  echo "Starting $name ..." >&2
  spawn_replica "$name"
  wait_until_in "$name"
  echo "$name is in: listening at $(url_of "$name"), data in $data/$name"
}

# Whoever comes in needs what each member has, also one that is dead.
refuse_while_silent() {
  local name
  for name in $(replica_names); do
    is_running "$name" || fail "$name does not run, and nobody can come in before it is heard: ./launch.sh --detach$data_option brings it back, ./launch.sh --retire $name$data_option goes on without it for good"
  done
}

# A number is never used twice, whatever became of whoever had it.
next_number() { printf '%s\n' "$replicas" ${added[@]+"${added[@]}"} | sort -n | tail -n 1 | awk '{print $1 + 1}'; }

a_running_replica() { # other than this one
  local name
  for name in $(replica_names); do
    if [ "$name" != "$1" ] && is_running "$name" && is_listening "$(port_of "$name")"; then
      echo "$name"
      return
    fi
  done
  return 1
}

wait_until_in() {
  local deadline=$((SECONDS + join_seconds))
  until [ "$(status_of "$1")" = ACTIVE ]; do
    if ! is_running "$1"; then not_in "$1" "$1 ended while joining"; fi
    if [ "$SECONDS" -ge "$deadline" ]; then not_in "$1" "$1 is not in after $join_seconds s"; fi
    sleep 0.2
  done
}

# What it has begun it goes on with at the next start; without a database it has not begun.
not_in() { # name, reason
  if [ ! -e "$data/$1/replica.db" ]; then
    added=(${added[@]+"${added[@]:0:${#added[@]}-1}"})
    write_shape
  fi
  give_up "$2" "$1"
}

status_of() {
  local name view=''
  for name in $(frontend_names); do
    [ -n "$view" ] || ! is_running "$name" || view=$(answers "$(url_of "$name")/v1/cluster" | tr -d ' \n')
  done
  replica_status "$1" "$view"
}

retire_replica() { # name
  local other how=retire
  replica_names | grep -qx -- "$1" || fail "$1 is no replica manager of $data; there are: $(replica_names | tr '\n' ' ')"
  other=$(a_running_replica "$1") || fail "no other replica manager of $data runs: $1 is the last"
  lock_data
  if is_running "$1"; then how=leave; fi
  "$root/grapevine" cluster "$how" "$1" --url "$(url_of "$other")" --cluster-key "$data/cluster.key" 9>&- || exit
  if [ "$how" = leave ]; then wait_until_gone "$1"; fi
  retired+=("${1#rm}")
  write_shape || exit
  rm -f "$data/run/$1.pid"
  echo "$1 is gone for good; its data stays in $data/$1"
}

wait_until_gone() {
  local deadline=$((SECONDS + stop_seconds))
  while is_running "$1" && [ "$SECONDS" -lt "$deadline" ]; do sleep 0.1; done
  stop_processes "$1"
}

# What so few cannot promise should be known before it is needed.
warn_of_few() {
  case $(replica_names | wc -l) in
    1) echo "  note    one replica manager: nothing survives the loss of its disk (./launch.sh --add-replica$data_option)" ;;
    2) echo "  note    two replica managers: with one down orders are taken, but nothing can be decided once for all, such as the last portion" ;;
  esac
}
