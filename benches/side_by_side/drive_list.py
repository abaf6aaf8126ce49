"""The row of 100,000 files in one folder of the drive.

They are filled into the storage channel with their manifests (src/drive/manifest.rs), the database is lost, and `heliograph drive rebuild` makes it again.
"""

import base64
import hashlib
import json
import random
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from urllib.parse import quote

from .client import DriveUser, ramp
from .rows import ROUND_TRIP_MS, Bench, Row

FILES = 100_000
AT_ONCE = 10_000
STORAGE = "+9996622600"
FOLDER = "many"
WORDS = "summer winter sea harbour tide lamp letter report invoice holiday draft final 2024 2025".split()
KINDS = (("jpg", "image/jpeg"), ("mp4", "video/mp4"), ("txt", "text/plain"), ("zip", "application/zip"))
SINCE = 1_700_000_000
FILES_OF = f"/api/v1/folders/{FOLDER}/files/"
LISTS = [f"{FILES_OF}?limit=100&sort={sort}&order={order}" for sort in ("name", "uploaded_at", "size") for order in ("asc", "desc")]
FILTERS = "category=image&content_type=image/&min_size=200&max_size=900&from=2023-11-15&to=2023-11-15T20:00:00&folder=" + FOLDER
SEARCHES = {
    "frequent": "q=file",
    "two words": "q=tide%20summer",
    "rare": "q=zebra",
    "in no name": "q=nowhere",
    "filters": f"q=sea&{FILTERS}",
    "filters alone": FILTERS,
}


def name_of(index: int) -> str:
    chance = random.Random(index)
    rare = " zebra" if index % 5000 == 17 else ""
    ending = KINDS[index % len(KINDS)][0]
    return f"{chance.choice(WORDS).title()} {chance.choice(WORDS)}{rare} file {index:06}.{ending}"


def encoded(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def message(folder: dict, index: int, content: bytes) -> dict:
    """A file whose bytes are the computed ones from its number on."""
    size = 100 + index % 900
    sha256 = hashlib.sha256(content[index : index + size]).digest()
    file, revision, segment = (random.Random(-3 * index - number).getrandbits(52) for number in (1, 2, 3))
    facts = [segment, 0, size, size, encoded(hashlib.sha256(sha256).digest())]
    manifest = {"k": "file", "o": folder["o"], "f": file, "p": folder["d"], "n": name_of(index), "r": revision, "v": 1, "z": size}
    manifest |= {"h": encoded(sha256), "c": KINDS[index % len(KINDS)][1], "t": [SINCE + index] * 3, "b": "alice", "g": facts}
    document = {"name": name_of(index), "length": size, "start": index}
    return {"text": f"heliograph/1 {json.dumps(manifest, separators=(',', ':'))}", "document": document}


def fill(bench: Bench) -> None:
    """Fills the channel that the account has, into the folder that is there."""
    folder = None
    while folder is None:
        # The channel is made, and the folder posted, after the answer.
        time.sleep(0.05)
        for channel in bench.sandbox.ask("GET", f"/accounts/{STORAGE}/channels"):
            path = f"/chats/{channel['id']}"
            texts = [each["text"] for each in bench.sandbox.ask("GET", f"{path}/messages")]
            folder = next((json.loads(text.split(" ", 1)[1]) for text in texts if '"k":"folder"' in text), None)
    content = ramp(0, FILES + 1000)
    for begin in range(0, FILES, AT_ONCE):
        messages = [message(folder, index, content) for index in range(begin, begin + AT_ONCE)]
        bench.sandbox.ask("POST", f"{path}/fill", {"messages": messages})


def many_files(bench: Bench) -> Row:
    row = Row(f"drive: {FILES:,} files in one folder", "no delay, no cap; renaming: 60 ms")
    data = Path(tempfile.mkdtemp())
    try:
        with bench.heliograph(DATA_DIR=str(data)) as server:
            DriveUser(server.port).register().sign_storage_in(STORAGE).ask("POST", "/api/v1/folders/", {"folder": FOLDER})
            fill(bench)
        rebuild(bench, row, data)
        cold(bench, row, data)
        with bench.heliograph(DATA_DIR=str(data)) as server:
            user = DriveUser(server.port).sign_in_again()
            check_files(user)
            warm(row, user)
            rename(bench, row, user)
    finally:
        shutil.rmtree(data)
    return row


def rebuild(bench: Bench, row: Row, data: Path) -> None:
    lose_database(data)
    with bench.heliograph(DATA_DIR=str(data)) as server:
        DriveUser(server.port).register().sign_storage_in(STORAGE)
    bench.sandbox.reset_counters()
    begun = time.perf_counter()
    rebuilt = json.loads(server.command("drive", "rebuild", "--json"))
    row.notes["rebuild, s"] = time.perf_counter() - begun
    row.at_most("rebuild, calls", bench.sandbox.calls(), 1100)
    assert rebuilt["files"] == FILES and not rebuilt["incomplete"] and not rebuilt["recovered"], rebuilt
    begun = time.perf_counter()
    checked = json.loads(server.command("drive", "check", "--json"))
    row.notes["check, s"] = time.perf_counter() - begun
    assert not checked["findings"], checked["findings"][:3]
    row.notes["database, MiB"] = (data / "heliograph.db").stat().st_size / (1 << 20)


def lose_database(data: Path) -> None:
    for file in data.glob("heliograph.db*"):
        file.unlink()


def cold(bench: Bench, row: Row, data: Path) -> None:
    """The first thing that a server is asked. Once more after the system has dropped what it had cached of the database: that is up to the disk."""
    asked = {"listing": LISTS[0], **{f"search, {name}": f"/api/v1/search?{query}" for name, query in SEARCHES.items()}}
    times = {}
    for name, path in asked.items():
        for drop in (True, False):
            with bench.heliograph(DATA_DIR=str(data)) as server:
                user = DriveUser(server.port).sign_in_again()
                if drop:
                    drop_system_cache()
                times[name] = timed(user, path)
                if drop:
                    row.notes[f"{name}, not in the system's cache either, ms"] = times[name] * 1000
    row.at_most("listing, cold, ms", times.pop("listing") * 1000, 50, "ms")
    row.at_most("search, cold, ms (the slowest)", max(times.values()) * 1000, 50, "ms")
    row.notes.update({f"{name}, cold, ms": seconds * 1000 for name, seconds in times.items()})


def drop_system_cache() -> None:
    try:
        Path("/proc/sys/vm/drop_caches").write_text("1\n")
    except OSError:
        # Only root may. The server's own caches are empty all the same.
        pass


def check_files(user: DriveUser) -> None:
    stats = user.ask("GET", "/api/v1/stats/")
    assert stats["total_files"] == FILES, stats
    for index in (0, 1, FILES // 2, FILES - 1):
        read = user.ask("GET", f"{FILES_OF}{quote(name_of(index))}/download")
        assert read == ramp(index, 100 + index % 900), f"other bytes in {name_of(index)}"
    found = user.ask("GET", f"/api/v1/search?{SEARCHES['rare']}")["files"]
    assert len(found) == FILES // 5000, len(found)


def warm(row: Row, user: DriveUser) -> None:
    def middle(path: str) -> float:
        return statistics.median(timed(user, path) for _ in range(5)) * 1000

    row.at_most("listing, ms (the slowest sort)", max(middle(path) for path in LISTS), 50, "ms")
    times = {}
    for name, query in SEARCHES.items():
        for sort in ("newest", "best"):
            path = f"/api/v1/search?{query}&sort={sort}"
            times[f"search, {name}, {sort}, ms"] = middle(path)
            cursor = user.ask("GET", path)["next_cursor"]
            if cursor:
                times[f"search, {name}, {sort}, next page, ms"] = middle(f"{path}&cursor={cursor}")
    row.at_most("search, ms (the slowest)", max(times.values()), 50, "ms")
    row.notes.update(times)
    others = {
        "a page in the middle": f"{FILES_OF}?limit=100&offset={FILES // 2}",
        "a page of all files": "/api/v1/files/?limit=100",
        "all files of the folder": FILES_OF,
        "all folders, with their messages": "/api/v1/folders/",
        "statistics": "/api/v1/stats/",
    }
    row.notes.update({f"{name}, ms": middle(path) for name, path in others.items()})


def timed(user: DriveUser, path: str) -> float:
    begun = time.perf_counter()
    user.ask("GET", path)
    return time.perf_counter() - begun


def rename(bench: Bench, row: Row, user: DriveUser) -> None:
    # The drive looks every few minutes whether its channel is full: not while it is counted.
    user.ask("POST", "/api/v1/folders/", {"folder": "another"})
    time.sleep(2)
    times, calls = [], []
    for name, new in ((FOLDER, "other"), ("other", FOLDER)) * 3:
        bench.sandbox.link(ROUND_TRIP_MS)
        bench.sandbox.reset_counters()
        begun = time.perf_counter()
        user.ask("PUT", f"/api/v1/folders/{name}/rename", {"new_name": new})
        times.append(time.perf_counter() - begun)
        while not bench.sandbox.calls():
            time.sleep(0.05)
        # Time for more than the one.
        time.sleep(1)
        calls.append(bench.sandbox.calls())
        assert bench.sandbox.calls("messages.editMessage") == 1, bench.sandbox.counters()["methods"]
        bench.sandbox.link()
    row.at_most("renaming the folder, ms (the slowest)", max(times) * 1000, 100, "ms")
    row.at_most("renaming the folder, calls", max(calls), 1)
    begun = time.perf_counter()
    user.ask("DELETE", f"/api/v1/folders/{FOLDER}/")
    row.notes["moving the folder to the trash, ms"] = (time.perf_counter() - begun) * 1000


ROWS = {"drive-100k": many_files}
