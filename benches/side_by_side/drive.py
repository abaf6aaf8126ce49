"""The rows of the drive's contents: its rates beside those of the gallery in the same run, its memory, its seeks.

The drive's account and the gallery's are two, each with connections of its own.
"""

import random
import statistics
from contextlib import contextmanager

from .client import Browser, DriveUser
from .rows import DEMO, GIB, LARGE, MIB, RATE, ROUND_TRIP, ROUND_TRIP_MS, Bench, Row, Shares

GALLERY = "+9996622500"
STORAGE = "+9996622600"
LINK = (ROUND_TRIP_MS, RATE)
SEGMENT = 512 * MIB
# age's format (src/drive/content/age): a header, then chunks, each with a tag. A segment holds whole chunks.
HEADER, CHUNK, TAG = 184, 64 * 1024, 16
SEALED_SEGMENT = (SEGMENT - HEADER) // (CHUNK + TAG) * CHUNK


class Content:
    """Random bytes with a prime period: no two segments, chunks or parts are alike."""

    PERIOD = 1_048_583

    def __init__(self, seed: int):
        self.twice = random.Random(seed).randbytes(self.PERIOD) * 2

    def blocks(self, size: int):
        for offset in range(0, size, MIB):
            yield self.part(offset, min(MIB, size - offset))

    def part(self, offset: int, length: int) -> bytes:
        """At most a period."""
        begin = offset % self.PERIOD
        return self.twice[begin : begin + length]

    def at(self, first: int, end: int) -> bytes:
        return b"".join(self.part(offset, min(MIB, end - offset)) for offset in range(first, end, MIB))


@contextmanager
def drive(bench: Bench, **settings):
    """A server with somebody in its gallery and somebody on its drive, whose connections are open."""
    with bench.heliograph(**settings) as server:
        user = DriveUser(server.port).register().sign_storage_in(STORAGE)
        gallery = Browser(server.port).sign_in(GALLERY)
        user.store("small.bin", [bytes(MIB)], MIB)
        gallery.upload("small.bin", [bytes(MIB)], MIB)
        yield server, user, gallery


def uploads(bench: Bench) -> Row:
    row = Row("drive: upload, plain and encrypted, beside the gallery's", f"{ROUND_TRIP_MS} ms, 6 MiB/s per connection; without limits")
    with drive(bench) as (server, user, gallery):
        seeds = iter(range(1000))

        def rates(size: int) -> tuple[dict, dict]:
            spent = {}

            def rate(name: str, upload) -> float:
                content, clocks = Content(next(seeds)), Shares(bench, server)
                seconds = upload(f"{name}-{size}.bin", content.blocks(size), size)
                spent[f"{name}, server CPU s/GiB"] = clocks.of(size)["server"]
                return size / seconds

            found = {"gallery": rate("gallery", gallery.upload), "drive": rate("drive", user.store)}
            user.encrypt(True)
            found["encrypted"] = rate("encrypted", user.store)
            user.encrypt(False)
            return found, spent

        bench.sandbox.link(*LINK)
        linked, _ = rates(256 * MIB)
        bench.sandbox.link()
        turns = [rates(512 * MIB) for _ in range(3)]
    compare(row, linked, [rate for rate, _ in turns])
    row.notes.update(turns[1][1])
    return row


def compare(row: Row, linked: dict, turns: list[dict]) -> None:
    """The ratios with the link, and without any the middle one of those turns."""
    for name, bound in (("drive", 0.9), ("encrypted", 0.8)):
        row.at_least(f"{name} / gallery", linked[name] / linked["gallery"], bound)
        ratios = [turn[name] / turn["gallery"] for turn in turns]
        row.at_least(f"{name} / gallery, without limits", statistics.median(ratios), bound)
    for name in linked:
        row.notes[f"{name}, MiB/s"] = linked[name] / MIB
        row.notes[f"{name}, MiB/s without limits"] = statistics.median(turn[name] for turn in turns) / MIB


def downloads(bench: Bench) -> Row:
    row = Row("drive: download, plain and encrypted, beside the gallery's", f"{ROUND_TRIP_MS} ms, 6 MiB/s per connection; without limits")
    # Four stretches, so that none comes from the cache; one goes over the seam of two segments.
    size, stretch = 1 * GIB, 250 * MIB
    contents = {name: Content(seed) for seed, name in enumerate(("gallery", "drive", "encrypted"))}
    with drive(bench) as (server, user, gallery):
        gallery.upload("gallery.bin", contents["gallery"].blocks(size), size)
        user.store("drive.bin", contents["drive"].blocks(size), size)
        user.encrypt(True)
        user.store("encrypted.bin", contents["encrypted"].blocks(size), size)
        paths = {
            "gallery": (gallery, f"/stream_media/{gallery.named('gallery.bin')['id']}"),
            "drive": (user, user.path("drive.bin")),
            "encrypted": (user, user.path("encrypted.bin")),
        }

        def rates(number: int) -> tuple[dict, dict]:
            found, spent = {}, {}
            begin = number * stretch
            for name, (browser, path) in paths.items():
                connection = browser.connection()
                connection.content = contents[name].part
                clocks = Shares(bench, server)
                read = connection.read(path, begin, begin + stretch - 1, offset_of_body=begin)
                connection.close()
                assert read.whole and read.bytes == stretch
                spent[f"{name}, server CPU s/GiB"] = clocks.of(stretch)["server"]
                found[name] = stretch / read.seconds
            return found, spent

        bench.sandbox.link(*LINK)
        linked, _ = rates(0)
        bench.sandbox.link()
        turns = [rates(number) for number in (1, 2, 3)]
    compare(row, linked, [rate for rate, _ in turns])
    row.notes.update(turns[1][1])
    return row


def large(bench: Bench) -> Row:
    row = Row("drive: a file of 3 GiB up and down, plain and encrypted", "no delay, no cap")
    size = 3 * GIB
    with drive(bench) as (server, user, _):
        fill_cache(server)
        for name, seams in (("plain", SEGMENT), ("encrypted", SEALED_SEGMENT)):
            content = Content(len(name))
            user.encrypt(name == "encrypted")
            server.reset_peak()
            before = server.memory()
            seconds = user.store(f"{name}.bin", content.blocks(size), size)
            row.at_most(f"{name} up, MiB more", (server.memory("VmHWM") - before) / MIB, 64, "MiB")
            row.notes[f"{name} up, MiB/s"] = size / MIB / seconds
            server.reset_peak()
            before = server.memory()
            row.notes[f"{name} down, MiB/s, each byte compared"] = size / MIB / read_whole(user, f"{name}.bin", content, size)
            row.at_most(f"{name} down, MiB more", (server.memory("VmHWM") - before) / MIB, 64, "MiB")
            read = 0
            for seam in range(seams, size, seams):
                for first, end in ((-1, 0), (-1, 1), (0, 1), (-CHUNK - 1, CHUNK + 1), (-3 * MIB, 3 * MIB)):
                    first, end = seam + first, min(seam + end, size)
                    assert user.part(f"{name}.bin", first, end) == content.at(first, end), f"{name}: {first} to {end}"
                    read += 1
            row.notes[f"{name}, ranges over seams"] = read
        row.notes["memory at the end, MiB"] = server.memory() / MIB
    return row


def fill_cache(server) -> None:
    """Reads more than the cache takes: it has its own limit, and is not what a transfer needs."""
    browser = Browser(server.port).sign_in(DEMO)
    item = browser.named(LARGE)
    connection = browser.connection()
    assert connection.read(f"/stream_media/{item['id']}", 0, 512 * MIB - 1).whole
    connection.close()


def read_whole(user: DriveUser, name: str, content: Content, size: int) -> float:
    """Seconds."""
    connection, offset = user.connection(), 0
    connection.content = content.part

    def compare(received: memoryview) -> None:
        nonlocal offset
        assert bytes(received) == content.at(offset, offset + len(received)), f"other bytes at {offset}"
        offset += len(received)

    read = connection.read(user.path(name), each=compare)
    connection.close()
    assert read.whole and offset == size
    return read.seconds


def seeks(bench: Bench) -> Row:
    row = Row("drive: first byte after a seek, file known", f"{ROUND_TRIP_MS} ms, 50 random seeks in 3 GiB")
    size = 3 * GIB
    with drive(bench) as (_, user, _):
        chance = random.Random(7)
        for name, bound in (("encrypted", 1.5), ("plain", 1.5)):
            content = Content(len(name))
            user.encrypt(name == "encrypted")
            user.store(f"{name}.bin", content.blocks(size), size)
            warm = user.connection()
            warm.content = content.part
            warm.read(user.path(f"{name}.bin"), 0, 8 * MIB - 1, offset_of_body=0)
            bench.sandbox.link(ROUND_TRIP_MS)
            times = []
            for _ in range(50):
                place = chance.randrange(size - 8 * MIB)
                connection = user.connection()
                connection.content = content.part
                read = connection.read(user.path(f"{name}.bin"), place, stop_after=65536, offset_of_body=place)
                times.append(read.first_byte)
                connection.close()
            bench.sandbox.link()
            times.sort()
            row.at_most(f"{name}, median, round trips", statistics.median(times) / ROUND_TRIP, bound)
            row.notes[f"{name}, p95, round trips"] = times[int(0.95 * len(times))] / ROUND_TRIP
            row.notes[f"{name}, worst ms"] = times[-1] * 1000
    return row


ROWS = {
    "drive-upload": uploads,
    "drive-download": downloads,
    "drive-large": large,
    "drive-seek": seeks,
}
