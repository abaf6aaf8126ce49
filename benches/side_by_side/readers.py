"""Rows about several readers, readers that leave, other data centres, and a server with less than it would like."""

import statistics
import threading
import time
from contextlib import contextmanager

from .client import Browser
from .rows import DEMO, GIB, LARGE, MIB, RATE, ROUND_TRIP, ROUND_TRIP_MS, Bench, Row, Shares, at_quantile, read_all, upload_files

HOUR = 3600


def eight_readers(bench: Bench) -> Row:
    row = Row("8 readers, 8 files, one account", f"{ROUND_TRIP_MS} ms, 6 MiB/s per connection")
    size = 32 * MIB
    with bench.heliograph(CHUNK_CACHE="0") as server:
        browser = Browser(server.port).sign_in("+9996622700")
        ids = upload_files(browser, 9, size, 700)
        bench.sandbox.link(ROUND_TRIP_MS, RATE)
        ninth, seeks = ids[8], []

        def seek() -> None:
            for index in range(10):
                time.sleep(0.3)
                connection = browser.connection()
                place = (index * 3 + 1) * MIB
                seeks.append(connection.read(f"/stream_media/{ninth}", place, stop_after=65536).first_byte)
                connection.close()

        seeking = threading.Thread(target=seek)
        seeking.start()
        reads = read_all([(browser, f"/stream_media/{each}") for each in ids[:8]])
        seeking.join()
    assert all(read.whole and read.bytes == size for read in reads)
    row.at_least("MiB/s in all", 8 * size / MIB / max(read.seconds for read in reads), 44, "MiB/s")
    firsts = sorted(read.first_byte for read in reads)
    row.at_most("p95 first byte, round trips", at_quantile(firsts, 0.95) / ROUND_TRIP, 2.5)
    row.at_most("a ninth's seeks, median, round trips", statistics.median(seeks) / ROUND_TRIP, 1.5)
    row.notes["slowest / fastest"] = min(read.seconds for read in reads) / max(read.seconds for read in reads)
    row.notes["worst of the ninth's seeks, round trips"] = max(seeks) / ROUND_TRIP
    return row


def abandoned(bench: Bench) -> Row:
    row = Row("a seek that is left after 64 KiB", f"{ROUND_TRIP_MS} ms, 6 MiB/s per connection")
    with bench.heliograph() as server:
        browser = Browser(server.port).sign_in(DEMO)
        path = f"/stream_media/{browser.named(LARGE)['id']}"
        bench.sandbox.link(ROUND_TRIP_MS, RATE)
        warm = browser.connection()
        warm.read(path, 0, 16 * MIB - 1, offset_of_body=0)
        taken = []
        for index in range(10):
            bench.sandbox.reset_counters()
            connection = browser.connection()
            connection.read(path, GIB + index * 100 * MIB, stop_after=65536)
            connection.close()
            taken.append(settled(lambda: bench.sandbox.counters()["bytes_out"]))
    row.at_most("MiB from Telegram, median", statistics.median(taken) / MIB, 2, "MiB")
    row.notes["most"] = max(taken) / MIB
    return row


def settled(count) -> int:
    """What a counter says once it no longer moves."""
    last, since = count(), time.monotonic()
    while time.monotonic() - since < 0.5:
        time.sleep(0.05)
        now = count()
        if now != last:
            last, since = now, time.monotonic()
    return last


def other_data_centre(bench: Bench) -> Row:
    row = Row("a film in another data centre", f"{ROUND_TRIP_MS} ms")
    phone = "+9996623000"
    with bench.heliograph() as server:
        films = [item["id"] for item in Browser(server.port).sign_in(phone).items("?type=video&limit=100")]

        def first_byte(browser: Browser, film: int) -> tuple[float, int]:
            """Seconds to the first byte, and how many authorizations were copied for it."""
            bench.sandbox.reset_counters()
            connection = browser.connection()
            seconds = connection.read(f"/stream_media/{film}", stop_after=65536).first_byte
            connection.close()
            return seconds, bench.sandbox.calls("auth.importAuthorization")

        without, with_key = [], []
        for film in films[:30]:
            # Nobody who has just signed in has a key for another data centre; listing would make one.
            browser = Browser(server.port).sign_in(phone)
            bench.sandbox.link(ROUND_TRIP_MS)
            seconds, copied = first_byte(browser, film)
            if copied:
                without.append(seconds)
                others = [first_byte(browser, other) for other in films[:12] if other != film]
                with_key += [seconds for seconds, copied in others if not copied]
            bench.sandbox.link()
            if len(without) == 3:
                break
    row.at_most("without a key, round trips", statistics.median(without) / ROUND_TRIP, 7)
    row.at_most("with one, round trips", statistics.median(with_key) / ROUND_TRIP, 2.05)
    return row


def one_core(bench: Bench) -> Row:
    row = Row("one reader, 1 GiB, the server on one core", "no delay, no cap")
    with bench.heliograph(on_core=0) as server:
        browser = Browser(server.port).sign_in(DEMO)
        path = f"/stream_media/{browser.named(LARGE)['id']}"
        connection = browser.connection()
        connection.read(path, 0, MIB - 1, offset_of_body=0)
        clocks = Shares(bench, server)
        read = connection.read(path, GIB, 2 * GIB - 1, offset_of_body=GIB)
        spent = clocks.of(GIB)
        assert read.whole
    row.at_most("CPU / serial floor", spent["server"] / bench.floor, 0.8)
    row.notes["MiB/s"] = GIB / MIB / read.seconds
    return row


def other_clock(bench: Bench) -> Row:
    row = Row("Telegram's clock an hour ahead, and an hour behind", f"{ROUND_TRIP_MS} ms, 6 MiB/s per connection")

    @contextmanager
    def clock(ahead: int):
        bench.sandbox.ask("PUT", "/clock", {"ahead_seconds": ahead})
        try:
            yield
        finally:
            bench.sandbox.ask("PUT", "/clock", {"ahead_seconds": 0})

    def measure() -> tuple[float, float]:
        with bench.heliograph() as server:
            browser = Browser(server.port).sign_in(DEMO)
            path = f"/stream_media/{browser.named(LARGE)['id']}"
            bench.sandbox.link(ROUND_TRIP_MS, RATE)
            connection = browser.connection()
            read = connection.read(path, GIB, GIB + 96 * MIB - 1, offset_of_body=GIB)
            assert read.whole
            return 96 * MIB / read.seconds, read.first_byte

    right = measure()
    for name, ahead in {"ahead": HOUR, "behind": -HOUR}.items():
        with clock(ahead):
            rate, first = measure()
        row.at_least(f"rate, {name} / right", rate / right[0], 0.95)
        row.at_most(f"first byte, {name} − right, round trips", (first - right[1]) / ROUND_TRIP, 0.2)
    return row


ROWS = {
    "eight": eight_readers,
    "abandoned": abandoned,
    "other-dc": other_data_centre,
    "one-core": one_core,
    "clock": other_clock,
}
