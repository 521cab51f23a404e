"""A path between two network namespaces, with a delay and a loss of its own, for whatever speaks IP.

    path.py NAMESPACE_A ADDRESS_A NAMESPACE_B ADDRESS_B ONE_WAY_MS LOSS SEED

Each namespace gets a device whose packets come out at the other's, later or never. It says "ready", and goes on until
its standard input ends. Needs Linux, root, and /dev/net/tun.
"""

import ctypes
import fcntl
import heapq
import os
import random
import select
import struct
import subprocess
import sys
import time

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
CLONE_NEWNET = 0x40000000
MTU = 1500
# About as much as a router keeps for a link: what comes while so many are under way is lost.
MOST_UNDER_WAY = 4096


def device_in(namespace, address):
    """Opens a device in a namespace, and comes back out of it."""
    libc = ctypes.CDLL(None, use_errno=True)
    here = os.open("/proc/self/ns/net", os.O_RDONLY)
    there = os.open(f"/var/run/netns/{namespace}", os.O_RDONLY)
    if libc.setns(there, CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "setns")
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH", b"path0", IFF_TUN | IFF_NO_PI))
    for command in (
        ["ip", "link", "set", "lo", "up"],
        ["ip", "addr", "add", f"{address}/24", "dev", "path0"],
        ["ip", "link", "set", "path0", "mtu", str(MTU), "txqueuelen", "10000", "up"],
    ):
        subprocess.run(command, check=True)
    libc.setns(here, CLONE_NEWNET)
    return device


def main():
    a, address_a, b, address_b, delay_ms, loss, seed = sys.argv[1:]
    delay, loss, dice = float(delay_ms) / 1000, float(loss), random.Random(int(seed))
    devices = (device_in(a, address_a), device_in(b, address_b))
    under_way, order = [], 0
    print("ready", flush=True)
    while True:
        now = time.monotonic()
        while under_way and under_way[0][0] <= now:
            _, _, to, packet = heapq.heappop(under_way)
            try:
                os.write(to, packet)
            except (BlockingIOError, OSError):
                pass
        wait = under_way[0][0] - now if under_way else None
        readable, _, _ = select.select([*devices, sys.stdin], [], [], wait)
        if sys.stdin in readable and not sys.stdin.buffer.read1(1):
            return
        now = time.monotonic()
        for source, to in (devices, devices[::-1]):
            if source not in readable:
                continue
            for _ in range(64):
                try:
                    packet = os.read(source, 65536)
                except BlockingIOError:
                    break
                if dice.random() >= loss and len(under_way) < MOST_UNDER_WAY:
                    order += 1
                    heapq.heappush(under_way, (now + delay, order, to, packet))


main()
