# shellcheck shell=bash disable=SC2034,SC2154
# Part of grapevine and of class-archives.sh: which JVM runs the parts, and what it may use to start sooner.

readonly oldest_java=17

# Sets java and java_version. The release file beside it tells the version without the cost of starting a JVM.
find_java() {
  local release
  java_version=''
  java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  command -v "$java" >/dev/null || no_java "no java found"
  release=$(dirname "$(readlink -f "$(command -v "$java")")")/../release
  [ ! -r "$release" ] || java_version=$(sed -n 's/^JAVA_VERSION="\([^"]*\)".*/\1/p' "$release")
  [ -n "$java_version" ] || java_version=$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
  local major=${java_version%%[!0-9]*}
  [ "${major:-0}" -ge "$oldest_java" ] || no_java "$java is version ${java_version:-unknown}"
}

no_java() {
  echo "grapevine: $1: install a JDK $oldest_java or newer, or set JAVA_HOME" >&2
  exit 2
}

jar_of() { echo "$root/$1/target/grapevine-$1.jar"; }

# The classes of one part as one version of the JVM keeps them in memory.
archive_of() { echo "$root/$1/target/grapevine-$1-$java_version.jsa"; }
