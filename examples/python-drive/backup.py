"""Keeps a copy of a folder of this computer in a drive, and gets it back.

    python backup.py backup ~/photos              # into the drive's folder "photos"
    python backup.py restore photos ~/photos-again
    python backup.py share photos --hours 48      # prints a link

Each can be stopped and started again: what is done already is not done twice. See README.md.
"""

import argparse
import getpass
import hashlib
import os
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path

import requests

from drive import BLOCK, Drive, Refused


def backup(drive: Drive, args: argparse.Namespace) -> Counter:
    """Stores what is new or different. Nothing that the drive has is deleted, unless --delete is given."""
    folder = args.folder.expanduser().resolve(strict=True)
    top = args.into or folder.name
    if args.encrypt and not drive.is_encrypting():
        drive.encrypt()
        print("Encryption is on for this account from now on.")
    stored, folders, done, seen = drive.files(top), drive.folders(), Counter(), set()
    for path in sorted(folder.rglob("*")):
        # The drive keeps names in composed form (NFC), some file systems do not.
        name = unicodedata.normalize("NFC", path.relative_to(folder).as_posix())
        with reporting(name, done):
            if path.is_symlink() or not (path.is_dir() or path.is_file()):
                done["links and devices skipped"] += 1
            elif path.is_dir():
                make_folders(drive, f"{top}/{name}", folders)
            else:
                seen.add(name)
                make_folders(drive, f"{top}/{name}".rpartition("/")[0], folders)
                done[store(drive, path, f"{top}/{name}", stored.get(name), args)] += 1
    for name in stored.keys() - seen if args.delete else ():
        with reporting(name, done):
            drive.delete(stored[name])
            done["to the trash"] += 1
    return done


def store(drive: Drive, path: Path, target: str, old: dict | None, args: argparse.Namespace) -> str:
    """Stores a file where the drive has not the same already. What was done."""
    if old and is_same(drive, path, old, args):
        return "unchanged"
    folder, _, name = target.rpartition("/")
    while True:
        before = path.stat()
        new = drive.upload(folder, path, lambda sent: progress(target, sent, before.st_size))
        after = path.stat()
        if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns):
            break
        # It was written to meanwhile: nobody can say what was sent.
        drive.delete(new)
    # The new content has a name beside the old one, `(1).name`, until all of it is there.
    if old:
        drive.delete(old)
    if new["filename"] != name:
        drive.rename(new, name)
    print(f"{'~' if old else '+'} {target}")
    return "replaced" if old else "stored"


def is_same(drive: Drive, path: Path, old: dict, args: argparse.Namespace) -> bool:
    """By size and time, as rsync does it; by the bytes where the time does not tell, or with --checksum."""
    facts = path.stat()
    if facts.st_size != int(old["size"]) or (args.encrypt and not old["encrypted"]):
        return False
    if facts.st_mtime < uploaded(old) and not args.checksum:
        return True
    return sha256(path) == drive.sha256(old)


def make_folders(drive: Drive, path: str, folders: set[str]) -> None:
    """Makes a folder and those above it, where they are missing."""
    parts = path.split("/")
    for length in range(1, len(parts) + 1):
        folder = "/".join(parts[:length])
        if folder not in folders:
            drive.make_folder(folder)
            folders.add(folder)


def restore(drive: Drive, args: argparse.Namespace) -> Counter:
    """Gets all files of a folder of the drive. Files here that are the same are left alone, others are replaced."""
    top, directory, done = args.folder.strip("/"), args.directory.expanduser().resolve(), Counter()
    folders = [folder for folder in drive.folders() if f"{folder}/".startswith(f"{top}/")]
    if not folders:
        raise Refused(404, f"Folder '{top}' not found")
    for folder in folders:
        within(directory, folder[len(top) + 1 :]).mkdir(parents=True, exist_ok=True)
    for name, file in drive.files(top).items():
        with reporting(name, done):
            path = within(directory, name)
            if path.is_file() and path.stat().st_size == int(file["size"]) and sha256(path) == drive.sha256(file):
                done["unchanged"] += 1
            else:
                fetch(drive, file, path)
                done["restored"] += 1
                print(f"+ {path}")
    return done


def fetch(drive: Drive, file: dict, path: Path) -> None:
    """Downloads a file beside its place, checks it, and puts it there. Goes on where an earlier run has stopped."""
    name, content = (hashlib.sha256(text.encode()).hexdigest()[:12] for text in (path.name, drive.etag(file)))
    part = path.with_name(f".{name}-{content}.part")
    for stale in set(path.parent.glob(f".{name}-*.part")) - {part}:
        stale.unlink()
    drive.download(file, part, lambda received: progress(str(path), received, int(file["size"])))
    expected = drive.sha256(file)
    if expected and sha256(part) != expected:
        part.unlink()
        raise OSError("the bytes that came are not those that were stored")
    os.utime(part, (uploaded(file), uploaded(file)))
    os.replace(part, path)


def share(drive: Drive, args: argparse.Namespace) -> Counter:
    """Prints a link to the files that are directly in a folder."""
    options = {"expires_in": args.hours * 60 if args.hours else None, "decrypt": args.decrypt}
    print(drive.share(args.folder.strip("/"), options | ({"password": args.password} if args.password else {})))
    return Counter()


def within(directory: Path, name: str) -> Path:
    """A path in a directory. The names come from elsewhere, so none may lead out of it."""
    path = directory / name
    if not path.resolve().is_relative_to(directory):
        raise OSError("its name leads out of the directory")
    return path


def uploaded(file: dict) -> float:
    return datetime.fromisoformat(file["uploaded_at"]).replace(tzinfo=timezone.utc).timestamp()


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def reporting(name: str, done: Counter) -> Iterator[None]:
    """One file that cannot be copied does not keep the others from it: it is told, and counted."""
    try:
        yield
    except (Refused, OSError) as error:
        # Without the server, the account or room, no other file would fare better.
        if isinstance(error, requests.RequestException) or getattr(error, "status", 0) in (401, 403, 507):
            raise
        print(f"! {name}: {error}", file=sys.stderr)
        done["failed"] += 1


def progress(name: str, done: int, total: int) -> None:
    """How far a large file is, on a terminal."""
    if sys.stdout.isatty() and total > 1 << 20:
        print(f"\r\033[K{name} {done * 100 // total} %" if done < total else "\r\033[K", end="", flush=True)


def arguments() -> argparse.Namespace:
    told = os.environ.get
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--url", default=told("DRIVE_URL", "http://127.0.0.1:8000"), help="the server (DRIVE_URL)")
    parser.add_argument("--user", default=told("DRIVE_USER") or getpass.getuser(), help="the user (DRIVE_USER)")
    commands = parser.add_subparsers(required=True, metavar="backup|restore|share")

    command = commands.add_parser("backup", help=backup.__doc__)
    command.add_argument("folder", type=Path, help="a folder of this computer")
    command.add_argument("--into", help="the drive's folder; the same name unless told")
    command.add_argument("--encrypt", action="store_true", help="switch encryption on, and store plain copies anew")
    command.add_argument("--checksum", action="store_true", help="compare bytes, not times")
    command.add_argument("--delete", action="store_true", help="what is gone here goes to the drive's trash")
    command.set_defaults(run=backup)

    command = commands.add_parser("restore", help=restore.__doc__)
    command.add_argument("folder", help="a folder of the drive")
    command.add_argument("directory", type=Path, help="where to; made where it is missing")
    command.set_defaults(run=restore)

    command = commands.add_parser("share", help=share.__doc__)
    command.add_argument("folder", help="a folder of the drive")
    command.add_argument("--hours", type=int, default=24, help="until the link expires; 24; 0: never")
    command.add_argument("--password", help="what visitors have to send as X-Share-Password")
    command.add_argument("--decrypt", action="store_true", help="let visitors read encrypted files")
    command.set_defaults(run=share)
    return parser.parse_args()


def main() -> int:
    args = arguments()
    password = os.environ.get("DRIVE_PASSWORD") or getpass.getpass(f"Password of {args.user}: ")
    try:
        done = args.run(Drive(args.url, args.user, password, lambda: input("One-time password: ")), args)
    except (Refused, OSError) as error:
        print(f"backup: {error}", file=sys.stderr)
        return 1
    if done:
        print(", ".join(f"{count} {what}" for what, count in sorted(done.items())))
    return 1 if done["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
