#!/usr/bin/env bash
# Makes the class archives with which a replica manager, a front end and a client start sooner (docs/operations.md).
# The last step of a build. It never fails one: without an archive a process only starts slower.
set -u

root=$(dirname "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")")
readonly root host=127.0.0.1 ready_tenths=300
readonly parts="replica frontend client"

work='' # everything that this run leaves behind until its end
processes=()

# shellcheck source=scripts/java.sh
. "$root/scripts/java.sh"

main() {
  find_java
  is_needed || exit 0
  work=$(mktemp -d) || exit 0
  trap end EXIT
  trap 'exit 0' INT TERM HUP
  if ! { learn_classes && make_archives; }; then
    echo "no class archives: $(tail -qn 1 "$work"/*.log | tail -n 1)" >&2
  fi
  exit 0
}

# shellcheck disable=SC2317
end() {
  [ ${#processes[@]} -eq 0 ] || kill -KILL "${processes[@]}" 2>/dev/null
  rm -rf "$work"
}

# Only when all parts are built, and some jar is newer than its archive.
is_needed() {
  local part jar is_old=false
  for part in $parts; do
    [ -e "$(jar_of "$part")" ] || return 1
    for jar in "$(jar_of "$part")" "$root/$part"/target/lib/*.jar; do
      [ "$(archive_of "$part")" -nt "$jar" ] || is_old=true
    done
  done
  $is_old
}

# The JVM writes down which classes a real order takes, from the terminal to the disk.
learn_classes() {
  local replica frontend
  (umask 077 && head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n' >"$work/key")
  learning replica --name rm1 --listen $host:0 --data "$work/rm1" --cluster-key "$work/key" &
  processes+=($!)
  replica=$(address_of replica $!) || return
  learning frontend --name fe1 --listen $host:0 --replicas "rm1=$replica" --cluster-key "$work/key" &
  processes+=($!)
  frontend=$(address_of frontend $!) || return
  await_answer "http://$frontend/readyz" || return
  # Whatever comes of the order: a postcode, a restaurant, two of a dish, who and where, yes.
  printf '%s\n' 'DH1 3LE' 1 '1 2' c '' Ada '1 North Road' '' '0191 496 0000' '' '' '' y |
    learning client order --front-end "http://$frontend" --session "$work/session.json" &
  processes+=($!)
  wait $!
  unset 'processes[2]'
  kill -TERM "${processes[@]}"
  wait
  processes=()
}

learning() { # part, then the arguments of ./grapevine
  local part=$1
  [ "$part" != client ] || shift
  GRAPEVINE_JAVA_OPTS="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:DumpLoadedClassList=$work/$part.classes" \
    exec "$root/grapevine" "$@" >"$work/$part.log" 2>&1
}

address_of() { # part, process id: once it says that it is ready
  local tenths address=''
  for ((tenths = 0; tenths < ready_tenths; tenths++)); do
    address=$(sed -n 's/.* ready at http:\/\/\([^ ]*\) in .*/\1/p' "$work/$1.log")
    [ -z "$address" ] || break
    kill -0 "$2" 2>/dev/null || break
    sleep 0.1
  done
  echo "$address"
  [ -n "$address" ]
}

await_answer() { # url
  local tenths
  for ((tenths = 0; tenths < ready_tenths; tenths++)); do
    ! curl -fsS --noproxy '*' --max-time 2 "$1" >/dev/null 2>&1 || return 0
    sleep 0.1
  done
  return 1
}

make_archives() {
  local part code=0
  for part in $parts; do
    make_archive "$part" >"$work/$part-archive.log" 2>&1 &
    processes+=($!)
  done
  for part in "${processes[@]}"; do wait "$part" || code=1; done
  processes=()
  return $code
}

make_archive() { # part
  local archive
  archive=$(archive_of "$1")
  # Only the usual collector of a JVM this size can also keep objects, such as class mirrors, in an archive.
  "$java" -Xshare:dump -XX:+UseG1GC -XX:SharedClassListFile="$work/$1.classes" -XX:SharedArchiveFile="$work/$1.jsa" \
    -jar "$(jar_of "$1")" || return
  # Complete or not there at all, for whoever starts a process meanwhile.
  rm -f "$root/$1/target/grapevine-$1-"*.jsa
  cp "$work/$1.jsa" "$archive.$$" && mv "$archive.$$" "$archive"
}

main
