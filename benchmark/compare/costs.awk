# Adds up what processes have used: "root SYSTEM PID" lines first, then /proc/stat, then /proc/PID/stat of all.
# A process counts for the system whose root it is, or descends from; with it those of its children that have ended.

$1 == "root" { system_of[$3] = $2; next }

$1 == "cpu" {
  for (i = 2; i <= 9; i++) machine += $i
  busy = machine - $5 - $6
  next
}

# The name, in brackets, may hold anything: what follows the last one is counted from the process's state.
/^[0-9]+ \(/ {
  pid = $1
  sub(/^.*\) /, "")
  parent[pid] = $2
  ticks[pid] = $12 + $13 + $14 + $15
  if (pid == self) load = $14 + $15
}

END {
  count = split(systems, names, " ")
  for (i = 1; i <= count; i++) total[names[i]] = 0
  for (pid in ticks) {
    ancestor = pid
    while (ancestor in parent && !(ancestor in system_of)) ancestor = parent[ancestor]
    if (ancestor in system_of) total[system_of[ancestor]] += ticks[pid]
  }
  for (name in total) print name, total[name]
  print "load", load + 0
  print "machine", machine
  print "busy", busy
}
