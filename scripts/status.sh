# shellcheck shell=bash disable=SC2154
# Part of launch.sh: what --status says.

# One line a process: name, kind, process id or null, URL, status.
status_lines() {
  local name pid kind status view=''
  for name in $(frontend_names); do
    [ -n "$view" ] || ! is_running "$name" || view=$(answers "$(url_of "$name")/v1/cluster" | tr -d ' \n')
  done
  for name in $(names); do
    pid=$(pid_of "$name") || pid=null
    case $name in rm*) kind=replica ;; *) kind=frontend ;; esac
    if [ "$pid" = null ]; then
      status=OFFLINE
    elif [ "$kind" = replica ]; then
      status=$(replica_status "$name" "$view")
    elif answers "$(url_of "$name")/readyz" >/dev/null; then
      status=ACTIVE
    else
      status=NOT_READY
    fi
    echo "$name $kind $pid $(url_of "$name") ${status:-UNKNOWN}"
  done
}

# A replica manager's status as a front end sees it, from the answer of GET /v1/cluster.
replica_status() {
  sed 's/.*"replicaManagers"://; s/{"name":"/\n/g' <<<"$2" | sed -n "/^$1\"/{s/.*\"status\":\"\([A-Z_]*\)\".*/\1/p;q}"
}

print_status_json() {
  local name kind pid url status separator='['
  while read -r name kind pid url status; do
    printf '%s{"name":"%s","kind":"%s","pid":%s,"url":"%s","status":"%s"}' \
      "$separator" "$name" "$kind" "$pid" "$url" "$status"
    separator=,
  done < <(status_lines)
  echo ']'
}

print_status() {
  local name kind pid url status gone=''
  printf '%-6s %-9s %-8s %-10s %s\n' NAME KIND PID STATUS URL
  while read -r name kind pid url status; do
    [ "$pid" != null ] || { gone+=" $name"; pid=-; }
    printf '%-6s %-9s %-8s %-10s %s\n' "$name" "$kind" "$pid" "$status" "$url"
  done < <(status_lines)
  [ -z "$gone" ] || echo "Not running:$gone (logs in $data/logs); ./launch.sh --detach$data_option starts what is missing"
}
