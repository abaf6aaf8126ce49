"""The rows of the table. Each measures, and gives the figures that it must reach beside those that it did."""

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from .client import Browser
from .processes import Heliograph, Peer

MIB = 1 << 20
GIB = 1 << 30
# An account that nobody uses is let go after ten minutes (src/telegram/accounts.rs).
LET_GO_AFTER = 600
ROUND_TRIP_MS = 60
ROUND_TRIP = ROUND_TRIP_MS / 1000
RATE = 6 * MIB
DEMO = "+9996620001"
LARGE = "eight-thousand-parts.bin"


@dataclass
class Figure:
    """What was measured, and the bound that it has to keep."""

    name: str
    value: float
    bound: float
    at_most: bool
    unit: str = ""

    @property
    def reached(self) -> bool:
        return self.value <= self.bound if self.at_most else self.value >= self.bound


@dataclass
class Row:
    name: str
    setting: str
    figures: list[Figure] = field(default_factory=list)
    notes: dict = field(default_factory=dict)

    def at_most(self, name, value, bound, unit=""):
        self.figures.append(Figure(name, value, bound, True, unit))

    def at_least(self, name, value, bound, unit=""):
        self.figures.append(Figure(name, value, bound, False, unit))


class Bench:
    """What the rows share: the binaries and one sandbox."""

    def __init__(self, binaries, sandbox):
        self.binaries = binaries
        self.sandbox = sandbox

    @contextmanager
    def heliograph(self, on_core=None, **settings):
        server = Heliograph(self.binaries["heliograph"], self.sandbox, settings, on_core)
        try:
            yield server
        finally:
            self.sandbox.link()
            server.stop()

    @contextmanager
    def peer(self, script: str):
        peer = Peer(script, self.sandbox, DEMO)
        try:
            yield peer
        finally:
            self.sandbox.link()
            peer.stop()

    @cached_property
    def floor(self) -> float:
        """Processor seconds for a GiB that is decrypted and hashed packet by packet, as every other client does it."""
        return self.measure_floor()

    def measure_floor(self, *how: str) -> float:
        # Processor time differs from one moment to the next by a tenth on a machine that is shared; the one in the middle of three counts.
        return sorted(self.reference("floor", 1024, *how)[1] for _ in range(3))[1]

    def reference(self, *arguments, text=None):
        """Runs the reference program: what it prints, and its processor seconds."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            [self.binaries["reference"], *map(str, arguments)], input=text, capture_output=True, text=True, check=True
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        return json.loads(done.stdout), cpu


class Shares:
    """Processor seconds that each process takes for a GiB: what a rate is made of when they share the cores."""

    def __init__(self, bench: Bench, server):
        self.clocks = {"server": server.cpu_seconds, "sandbox": bench.sandbox.cpu_seconds, "reader": time.process_time}
        self.begun = {name: clock() for name, clock in self.clocks.items()}

    def of(self, length: int) -> dict:
        return {name: (clock() - self.begun[name]) * GIB / length for name, clock in self.clocks.items()}


def peer_rate(bench: Bench, script: str, length: int, shape=None, shares=None) -> float:
    """Bytes per second of one reader at a peer; `shares` takes what the processes spent."""
    with bench.peer(script) as peer:
        browser = Browser(peer.port)
        item = browser.named(LARGE)
        if shape:
            bench.sandbox.link(*shape)
        connection = browser.connection()
        clocks = Shares(bench, peer)
        read = connection.read(f"/stream_media/{item['id']}", GIB, GIB + length - 1, offset_of_body=GIB)
        connection.close()
        assert read.whole and read.bytes == length, "the peer gave fewer bytes than it promised"
        if shares is not None:
            shares.update(clocks.of(length))
        return length / read.seconds


def one_reader(bench: Bench) -> Row:
    row = Row("one reader, 1 GiB, uncached", "no delay, no cap")
    floor, true_floor = bench.floor, bench.measure_floor("lanes")
    reads = []
    with bench.heliograph() as server:
        browser = Browser(server.port).sign_in(DEMO)
        item = browser.named(LARGE)
        connection = browser.connection()
        connection.read(f"/stream_media/{item['id']}", 0, MIB - 1, offset_of_body=0)
        for begin in (GIB, 2 * GIB, 3 * GIB):
            clocks = Shares(bench, server)
            read = connection.read(f"/stream_media/{item['id']}", begin, begin + GIB - 1, offset_of_body=begin)
            reads.append((clocks.of(GIB), read))
            assert read.whole and read.bytes == GIB
    spent, read = sorted(reads, key=lambda one: one[0]["server"])[1]
    cpu = spent["server"]
    row.notes["MiB/s"] = GIB / MIB / read.seconds
    row.notes["serial floor CPU s/GiB"] = floor
    row.notes["true floor CPU s/GiB"] = true_floor
    row.notes["CPU / true floor"] = cpu / true_floor
    bare = bare_client(bench)
    spent_by_a = {}
    peers = {
        "A": peer_rate(bench, "flask_telethon.py", 128 * MIB, shares=spent_by_a),
        "B": peer_rate(bench, "fastapi_telethon.py", 128 * MIB),
    }
    row.notes.update({f"{name} CPU s/GiB": seconds for name, seconds in spent.items()})
    row.notes.update({f"{name} CPU s/GiB (peer A)": seconds for name, seconds in spent_by_a.items()})
    # A server that cost no more than the floor would have the cores to itself but for the sandbox and the reader.
    best = os.cpu_count() * GIB / (floor + spent["sandbox"] + spent["reader"])
    row.notes["rate / peer A if the server cost the floor"] = best / peers["A"]
    row.notes["bare MiB/s"] = bare / MIB
    row.notes.update({f"peer {name} MiB/s": rate / MIB for name, rate in peers.items()})
    row.at_most("CPU / serial floor", cpu / floor, 0.8)
    row.at_least("rate / peer A", GIB / read.seconds / peers["A"], 4)
    row.at_least("rate / bare client", GIB / read.seconds / bare, 0.85)
    return row


def bare_client(bench: Bench) -> float:
    """Bytes per second of a grammers client without HTTP, four connections, eight pieces at once."""
    script = """
import asyncio, json, os, sys
sys.path.insert(0, "benches/peers")
from account import sign_in
async def main():
    client = await sign_in()
    async for message in client.iter_messages("me", limit=100):
        if message.file and message.file.name == "eight-thousand-parts.bin":
            document = message.document
            if document.dc_id != client.session.dc_id:
                sender = await client._borrow_exported_sender(document.dc_id)
                key, dc = sender.auth_key.key, document.dc_id
            else:
                key, dc = client.session.auth_key.key, document.dc_id
            print(json.dumps(dict(data_center=dc, auth_key=key.hex(), id=document.id,
                access_hash=document.access_hash, file_reference=document.file_reference.hex())))
            break
    await client.disconnect()
asyncio.run(main())
"""
    environment = {
        **os.environ,
        "SANDBOX_ADDRESS": bench.sandbox.data_centers[2],
        "SANDBOX_KEY": bench.sandbox.key,
        "PHONE": DEMO,
    }
    told = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    task = json.loads(told.stdout)
    task["address"] = bench.sandbox.data_centers[task["data_center"]]
    said, _ = bench.reference("bare", 1024, 4, 8, text=json.dumps(task))
    return said["bytes"] / said["seconds"]


def four_connections(bench: Bench) -> Row:
    row = Row("one reader, 256 MiB", f"{ROUND_TRIP_MS} ms, 6 MiB/s per connection")
    with bench.heliograph() as server:
        browser = Browser(server.port).sign_in(DEMO)
        item = browser.named(LARGE)
        bench.sandbox.link(ROUND_TRIP_MS, RATE)
        connection = browser.connection()
        clocks = Shares(bench, server)
        read = connection.read(f"/stream_media/{item['id']}", GIB, GIB + 256 * MIB - 1, offset_of_body=GIB)
        spent = clocks.of(256 * MIB)
        assert read.whole and read.bytes == 256 * MIB
        rate = read.bytes / read.seconds
        row.notes["stream"] = browser.ask("GET", "/stream-stats")
    peer = peer_rate(bench, "flask_telethon.py", 32 * MIB, (ROUND_TRIP_MS, RATE))
    row.notes["MiB/s"] = rate / MIB
    row.notes["peer A MiB/s"] = peer / MIB
    row.notes.update({f"{name} CPU s/GiB": seconds for name, seconds in spent.items()})
    row.at_least("rate / (4 × 6 MiB/s)", rate / (4 * RATE), 0.9)
    row.at_least("rate / peer A", rate / peer, 3.5)
    row.at_most("CPU / serial floor", spent["server"] / bench.floor, 1)
    return row


def seeks(bench: Bench) -> Row:
    row = Row("first byte after a seek, file known", f"{ROUND_TRIP_MS} ms, 50 random seeks in 3.9 GiB")
    with bench.heliograph() as server:
        browser = Browser(server.port).sign_in(DEMO)
        item = browser.named(LARGE)
        path = f"/stream_media/{item['id']}"
        bench.sandbox.link(ROUND_TRIP_MS)
        warm = browser.connection()
        warm.read(path, 0, 8 * MIB - 1, offset_of_body=0)
        chance = random.Random(7)
        places = [chance.randrange(item["size"] - 8 * MIB) for _ in range(50)]

        def first_bytes():
            times = []
            for place in places:
                # A player leaves its old stream when it seeks.
                connection = browser.connection()
                times.append(connection.read(path, place, stop_after=65536, offset_of_body=place).first_byte)
                connection.close()
            return times

        cold = first_bytes()
        again = first_bytes()
    cold.sort()
    row.at_most("median, round trips", statistics.median(cold) / ROUND_TRIP, 1.1)
    row.at_most("p95, round trips", at_quantile(cold, 0.95) / ROUND_TRIP, 1.3)
    row.at_most("from the cache, median ms", statistics.median(again) * 1000, 1)
    row.notes["worst ms"] = cold[-1] * 1000
    row.notes["from the cache, worst ms"] = max(again) * 1000
    return row


def never_seen(bench: Bench) -> Row:
    row = Row("first byte of a video never seen", f"{ROUND_TRIP_MS} ms")
    times = []
    for _ in range(3):
        with bench.heliograph() as server:
            browser = Browser(server.port).sign_in("+9996623000")
            videos = browser.items("?type=video&limit=5")
            # Listed long ago: none of these is known any more, but the account is in use.
            oldest = browser.items("?type=video&limit=5&before=" + str(min(video["id"] for video in videos) - 1000))
            unknown = min(video["id"] for video in oldest) - 1
            time.sleep(1)
            bench.sandbox.link(ROUND_TRIP_MS)
            connection = browser.connection()
            for identity in range(unknown, unknown - 200, -1):
                read = connection.read(f"/stream_media/{identity}")
                if read.status == 200:
                    times.append(read.first_byte)
                    break
            connection.close()
    row.at_most("round trips", statistics.median(times) / ROUND_TRIP, 2.05)
    row.notes["worst, round trips"] = max(times) / ROUND_TRIP
    row.notes["ms"] = [seconds * 1000 for seconds in times]
    return row


def thumbnails(bench: Bench) -> Row:
    row = Row("100 thumbnails, 6 browser connections", f"{ROUND_TRIP_MS} ms")
    with bench.heliograph() as server:
        browser = Browser(server.port).sign_in("+9996623000")
        # Who has been here before has keys for the data centres; they are made once for an account.
        browser.items("?type=photo&limit=100")
        time.sleep(1)
        bench.sandbox.link(ROUND_TRIP_MS)
        items = browser.items("?type=photo&limit=100")

        def page() -> float:
            todo, lock = iter(items), threading.Lock()

            def work():
                connection = browser.connection()
                while True:
                    with lock:
                        item = next(todo, None)
                    if item is None:
                        return connection.close()
                    read = connection.read(f"/stream_thumbnail/{item['id']}")
                    assert read.status == 200, f"a thumbnail answered {read.status}"

            begun = time.perf_counter()
            workers = [threading.Thread(target=work) for _ in range(6)]
            [worker.start() for worker in workers]
            [worker.join() for worker in workers]
            return time.perf_counter() - begun

        cold = page()
        bench.sandbox.reset_counters()
        again = page()
        calls = bench.sandbox.calls()
    row.at_most("cold, round trips", cold / ROUND_TRIP, 8)
    row.at_most("again, calls", calls, 0)
    row.notes.update({"cold ms": cold * 1000, "again ms": again * 1000})
    return row


def upload_files(browser: Browser, count: int, size: int, salt: int) -> list[int]:
    for index in range(count):
        block = random.Random(salt * 100 + index).randbytes(MIB)
        browser.upload(f"{salt}-{index}.bin", (block for _ in range(size // MIB)), size)
    return [item["id"] for item in browser.items(f"?limit={count}")]


def many_files(bench: Bench) -> Row:
    row = Row("32 readers, 32 files", f"{ROUND_TRIP_MS} ms, 6 MiB/s per connection, 8 accounts")
    size = 24 * MIB
    for cache in ("64MiB", None):
        settings = {"CHUNK_CACHE": cache} if cache else {}
        with bench.heliograph(**settings) as server:
            browsers = [Browser(server.port).sign_in(f"+999662{2000 + index}") for index in range(8)]
            if cache:
                files = [upload_files(browser, 4, size, salt) for salt, browser in enumerate(browsers)]
            else:
                files = [[item["id"] for item in browser.items("?limit=4")] for browser in browsers]
            bench.sandbox.link(ROUND_TRIP_MS, RATE)
            server.reset_peak()
            before = server.memory()
            reads = read_all([(browser, f"/stream_media/{each}") for browser, ids in zip(browsers, files) for each in ids])
            assert all(read.whole and read.bytes == size for read in reads)
            seconds = sorted(read.seconds for read in reads)
            firsts = sorted(read.first_byte for read in reads)
            peak = server.memory("VmHWM")
            named = cache or "default cache"
            inside = sorted(stream["first_byte_ms"] for browser in browsers for stream in browser.ask("GET", "/stream-stats"))
            row.notes[f"p95 first byte as the server saw it, ms ({named})"] = inside[int(0.95 * len(inside))]
            if cache:
                row.at_least("slowest / fastest", seconds[0] / seconds[-1], 0.9)
                row.at_most("p95 first byte, round trips", at_quantile(firsts, 0.95) / ROUND_TRIP, 3)
            row.at_most(f"memory, MiB ({named})", peak / MIB, 150 + 4 * 32, "MiB")
            row.notes[f"memory before ({named})"] = before / MIB
            row.notes[f"MiB/s in all ({named})"] = 32 * size / MIB / seconds[-1]
    return row


def at_quantile(ordered: list, part: float):
    """The value below which that part of the values lies."""
    return ordered[min(int(part * len(ordered)), len(ordered) - 1)]


def read_all(wanted) -> list:
    reads = [None] * len(wanted)
    start = threading.Barrier(len(wanted))

    def work(index, browser, path):
        connection = browser.connection()
        start.wait()
        reads[index] = connection.read(path)
        connection.close()

    threads = [threading.Thread(target=work, args=(index, *each)) for index, each in enumerate(wanted)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return reads


def one_file(bench: Bench) -> Row:
    row = Row("32 readers, one file", f"{ROUND_TRIP_MS} ms")
    size = 96 * MIB
    with bench.heliograph() as server:
        browsers = [Browser(server.port).sign_in(DEMO) for _ in range(4)]
        (number,) = upload_files(browsers[0], 1, size, 99)
        bench.sandbox.link(ROUND_TRIP_MS)
        bench.sandbox.reset_counters()
        reads = read_all([(browsers[index % 4], f"/stream_media/{number}") for index in range(32)])
        ok = [read for read in reads if read.status == 200]
        assert all(read.whole and read.bytes == size for read in ok)
        taken = bench.sandbox.counters()["bytes_out"]
    row.at_most("bytes from Telegram / file", taken / size, 1.05)
    row.notes["readers served"] = len(ok)
    row.notes["seconds"] = max(read.seconds for read in ok)
    return row


def upload(bench: Bench) -> Row:
    row = Row("upload, 512 MiB", f"{ROUND_TRIP_MS} ms, 6 MiB/s per connection, and without delay")
    size = 512 * MIB
    with bench.heliograph() as server:
        browser = Browser(server.port).sign_in("+9996622500")
        browser.upload("small.bin", [bytes(MIB)], MIB)
        bench.sandbox.link(ROUND_TRIP_MS, RATE)
        server.reset_peak()
        before = server.memory()
        block = random.Random(5).randbytes(MIB)
        clocks = Shares(bench, server)
        seconds = browser.upload("large.bin", (block for _ in range(512)), size)
        spent = clocks.of(size)
        peak = server.memory("VmHWM")
        bench.sandbox.link()
        clocks = Shares(bench, server)
        at_once = browser.upload("again.bin", (block for _ in range(512)), size)
        spent_at_once = clocks.of(size)
        left = sum(each.stat().st_size for each in Path(server.folder.name).rglob("*") if each.is_file())
    row.at_least("rate / (4 × 6 MiB/s)", size / seconds / (4 * RATE), 0.97)
    row.at_most("CPU / serial floor", spent["server"] / bench.floor, 1)
    row.at_least("without delay", size / MIB / at_once, 200, "MiB/s")
    row.at_most("memory, MiB more", (peak - before) / MIB, 64, "MiB")
    row.at_most("left on disk, MiB", left / MIB, 1, "MiB")
    row.notes["MiB/s"] = size / MIB / seconds
    row.notes.update({f"{name} CPU s/GiB": each for name, each in spent.items()})
    row.notes.update({f"{name} CPU s/GiB (without delay)": each for name, each in spent_at_once.items()})
    return row


def idle_accounts(bench: Bench) -> Row:
    row = Row("1,000 signed-in accounts, then idle", "–")
    with bench.heliograph() as server:
        before = server.memory()
        for index in range(1000):
            Browser(server.port).sign_in(f"+99966{index % 3 + 1}{2000 + index // 3}")
        busy, signed_in = server.memory(), time.monotonic()
        while bench.sandbox.counters()["connections"] and time.monotonic() - signed_in < 180:
            time.sleep(1)
        open_connections, closed = bench.sandbox.counters()["connections"], server.memory()
        # Nothing tells from outside that an account was let go. It is looked at from time to time, and memory is given back some seconds later.
        time.sleep(max(0, signed_in + LET_GO_AFTER + 60 - time.monotonic()))
        idle = server.memory()
    row.at_most("KiB each", (idle - before) / 1000 / 1024, 50, "KiB")
    row.at_most("KiB each while connected", (busy - before) / 1000 / 1024, 300, "KiB")
    row.at_most("connections left", open_connections, 0)
    row.notes["before, MiB"] = before / MIB
    row.notes["connected, MiB"] = busy / MIB
    row.notes["connections closed, MiB"] = closed / MIB
    row.notes["idle, MiB"] = idle / MIB
    return row


def first_page(bench: Bench) -> Row:
    row = Row("first page of 100,000 media", f"{ROUND_TRIP_MS} ms")
    times = {}
    with bench.heliograph() as server:
        for name, phone in {"100,000": "+9996623001", "some": DEMO}.items():
            browser = Browser(server.port).sign_in(phone)
            bench.sandbox.link(ROUND_TRIP_MS)
            begun = time.perf_counter()
            items = browser.items()
            times[name] = time.perf_counter() - begun
            assert items
            bench.sandbox.link()
    row.at_most("round trips", times["100,000"] / ROUND_TRIP, 2)
    row.notes.update({f"{name}, ms": seconds * 1000 for name, seconds in times.items()})
    return row


ROWS = {
    "reader": one_reader,
    "connections": four_connections,
    "seek": seeks,
    "never-seen": never_seen,
    "thumbnails": thumbnails,
    "many-files": many_files,
    "one-file": one_file,
    "upload": upload,
    "idle": idle_accounts,
    "first-page": first_page,
}
