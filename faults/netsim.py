#!/usr/bin/env python3
"""A network of one switch, for machines whose kernel cannot delay, lose or refuse packets by itself.

usage: netsim.py RULES.json NAME=ADDRESS ...

Each NAME is a network namespace that exists (ip netns add). It gets a device with the address (all in one /24), and what it
sends comes here and goes on as the file says, which is read again when it changes:

  {"default": {"delay_ms": 5, "jitter_ms": 2, "loss": 0.01, "repeat": 0.01, "overtake": 0.01},
   "rm1>rm2": {"loss": 1},          rm2 no longer hears rm1
   "rm1>rm3": {"refuse": true}}     rm1 is told that nobody listens there, and so is whoever it was connected with

Says 'ready' when it is, and at its end by TERM what it has done. Bounded: beyond 20,000 packets under way more are lost."""

import ctypes
import fcntl
import heapq
import json
import os
import random
import select
import signal
import struct
import subprocess
import sys
import time

CLONE_NEWNET = 0x40000000
TUNSETIFF = 0x400454CA
IFF_TUN, IFF_NO_PI = 0x0001, 0x1000
UNDER_WAY_MAX = 20_000
AT_ONCE = 64  # packets of one device before the others have their turn
LOOK_SECONDS = 0.05
TCP = 6
FIN, SYN, RST, ACK = 1, 2, 4, 16

libc = ctypes.CDLL("libc.so.6", use_errno=True)


def enter(namespace):
    if libc.setns(namespace, CLONE_NEWNET):
        raise OSError(ctypes.get_errno(), "setns")


def device(name, address):
    """A device in the namespace, whose other end stays here."""
    home = os.open("/proc/self/ns/net", os.O_RDONLY)
    there = os.open(f"/run/netns/{name}", os.O_RDONLY)
    try:
        enter(there)
        tun = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH22x", b"sim0", IFF_TUN | IFF_NO_PI))
    finally:
        enter(home)
        os.close(there)
        os.close(home)
    for command in (f"addr add {address}/24 dev sim0", "link set sim0 up mtu 1400", "link set lo up"):
        subprocess.check_call(["ip", "-n", name, *command.split()])
    return tun


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def reset_for(packet):
    """The segment with which a host says that nobody listens; none for what is no TCP or is one itself."""
    head = (packet[0] & 15) * 4
    if packet[9] != TCP or len(packet) < head + 20:
        return None
    source, target, sequence, acknowledged, offset, flags = struct.unpack("!HHIIBB", packet[head : head + 14])
    if flags & RST:
        return None
    length = len(packet) - head - (offset >> 4) * 4 + bool(flags & SYN) + bool(flags & FIN)
    if flags & ACK:
        numbers, answer_flags = (acknowledged, 0), RST
    else:
        numbers, answer_flags = (0, (sequence + length) & 0xFFFFFFFF), RST | ACK
    tcp = struct.pack("!HHIIBBHHH", target, source, *numbers, 5 << 4, answer_flags, 0, 0, 0)
    ends = packet[16:20] + packet[12:16]
    tcp = tcp[:16] + struct.pack("!H", checksum(ends + struct.pack("!BBH", 0, TCP, len(tcp)) + tcp)) + tcp[18:]
    ip = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(tcp), 0, 0, 64, TCP, 0) + ends
    return ip[:10] + struct.pack("!H", checksum(ip)) + ip[12:] + tcp


class Rules:
    def __init__(self, path):
        self.path, self.changed, self.rules = path, None, {}

    def look(self):
        try:
            changed = os.stat(self.path).st_mtime_ns
            if changed != self.changed:
                with open(self.path, encoding="utf-8") as file:
                    self.rules = json.load(file)
                self.changed = changed
        except (OSError, ValueError):
            pass  # being written: the old ones hold a moment longer

    def of(self, source, target):
        return {**self.rules.get("default", {}), **self.rules.get(f"{source}>{target}", {})}


class Switch:
    def __init__(self, rules, nodes):
        self.rules = rules
        self.device_of = {name: device(name, address) for name, address in nodes.items()}
        self.name_of = {tun: name for name, tun in self.device_of.items()}
        self.name_at = {bytes(map(int, address.split("."))): name for name, address in nodes.items()}
        self.under_way, self.number = [], 0
        self.counts = {"delivered": 0, "lost": 0, "repeated": 0, "overtaken": 0, "refused": 0}
        self.is_running = True

    def run(self):
        looked = 0.0
        while self.is_running:
            now = time.monotonic()
            if now - looked > LOOK_SECONDS:
                self.rules.look()
                looked = now
            self.deliver(now)
            wait = LOOK_SECONDS
            if self.under_way:
                wait = min(wait, max(0.0, self.under_way[0][0] - now))
            for tun in select.select(list(self.name_of), [], [], wait)[0]:
                self.take(tun)

    def deliver(self, now):
        while self.under_way and self.under_way[0][0] <= now:
            _, _, tun, packet = heapq.heappop(self.under_way)
            try:
                os.write(tun, packet)
                self.counts["delivered"] += 1
            except OSError:
                self.counts["lost"] += 1

    def take(self, tun):
        for _ in range(AT_ONCE):
            try:
                packet = os.read(tun, 2000)
            except BlockingIOError:
                return
            if len(packet) >= 20 and packet[0] >> 4 == 4 and packet[16:20] in self.name_at:
                self.send(self.name_of[tun], self.name_at[packet[16:20]], packet)

    def send(self, source, target, packet):
        rule = self.rules.of(source, target)
        if rule.get("refuse"):
            self.counts["refused"] += 1
            reset = reset_for(packet)
            if reset:
                self.put(self.device_of[source], 0, reset)
            return
        copies = 1
        if random.random() < rule.get("repeat", 0):
            copies = 2
            self.counts["repeated"] += 1
        for _ in range(copies):
            if random.random() < rule.get("loss", 0) or len(self.under_way) >= UNDER_WAY_MAX:
                self.counts["lost"] += 1
                continue
            millis = rule.get("delay_ms", 0) + random.uniform(-1, 1) * rule.get("jitter_ms", 0)
            if random.random() < rule.get("overtake", 0):
                millis = 0
                self.counts["overtaken"] += 1
            self.put(self.device_of[target], max(0.0, millis), packet)

    def put(self, tun, millis, packet):
        self.number += 1
        heapq.heappush(self.under_way, (time.monotonic() + millis / 1000, self.number, tun, packet))


def main():
    if len(sys.argv) < 3 or any("=" not in node for node in sys.argv[2:]):
        sys.exit(__doc__)
    rules = Rules(sys.argv[1])
    rules.look()
    switch = Switch(rules, dict(node.split("=") for node in sys.argv[2:]))

    def stop(*_):
        switch.is_running = False

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    print("ready", flush=True)
    switch.run()
    print(json.dumps(switch.counts), flush=True)


main()
