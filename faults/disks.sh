# shellcheck shell=bash disable=SC2154
# Part of the scripts beside it: every replica manager's data directory is a small file system of its own.

need_disks() {
  need_root mounts
  need_command mkfs.ext4 e2fsprogs
  [ -e /dev/loop-control ] || lacks "needs loop devices: modprobe loop, or run it on the host"
}

make_disks() { # megabytes
  local name
  for name in $(replica_names); do
    truncate -s "$1M" "$work/$name.img" && mkfs.ext4 -q -F -m 0 "$work/$name.img" || return
    mkdir -p "$data/$name"
    mount_disk "$name" || return
    chmod 700 "$data/$name"
  done
}

mount_disk() { mount -o loop "$work/$1.img" "$data/$1"; }

unmount_disk() { # a process that was just killed may still hold it for a moment
  local tenths
  for ((tenths = 0; tenths < 100; tenths++)); do
    ! umount "$data/$1" 2>/dev/null || return 0
    sleep 0.1
  done
  fail "cannot unmount $data/$1"
}

remove_disks() {
  local name
  for name in $(replica_names); do
    if mountpoint -q "$data/$name"; then
      umount "$data/$name" || umount -l "$data/$name"
    fi
  done
}
