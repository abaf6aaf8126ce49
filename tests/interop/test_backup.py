"""The program in examples/python-drive, run as its README says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from heliograph import Heliograph
from proxy import Proxy
from ramp import ramp

EXAMPLE = Path(__file__).parents[2] / "examples/python-drive"
sys.path.insert(0, str(EXAMPLE))
import drive as example  # noqa: E402

USER, PASSWORD = "user", "pass"
STORAGE = {"phone": "+9996622000", "code": "22222"}
#: Names as people have them.
NAMES = ["plain.txt", "with space.txt", "100 %25.txt", "ünïcödé – 灯台.txt", "#hash.txt", "nothing", "a/b/c/deep.bin"]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    server = Heliograph.start(tmp_path_factory.mktemp("server"))
    base = f"{server.url}/api/v1"
    assert requests.post(f"{base}/register", json={"username": USER, "password": PASSWORD}).ok
    assert requests.post(f"{base}/tgcloud/auth/phone", json={"phone": STORAGE["phone"]}).ok
    assert requests.post(f"{base}/tgcloud/auth/verify_code", json=STORAGE).json()["message"] == "Authenticated"
    yield server
    assert server.stop() == 0


@pytest.fixture
def start(server):
    """Starts the program."""

    def start(*arguments, url: str = server.url, password: str = PASSWORD) -> subprocess.Popen:
        environment = {"PATH": os.environ["PATH"], "DRIVE_URL": url, "DRIVE_USER": USER, "DRIVE_PASSWORD": password}
        command = [sys.executable, str(EXAMPLE / "backup.py"), *map(str, arguments)]
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    return start


@pytest.fixture
def run(start):
    """Runs the program; what it prints."""

    def run(*arguments, status: int = 0, **options) -> str:
        with start(*arguments, **options) as program:
            said, _ = program.communicate(timeout=60)
        assert program.returncode == status, said
        return said

    return run


@pytest.fixture
def drive(server) -> example.Drive:
    return example.Drive(server.url, USER, PASSWORD)


@pytest.fixture
def folder(tmp_path, request) -> Path:
    """A folder with something in it, which was written an hour ago. Its name is the test's."""
    folder = tmp_path / request.node.name
    for number, name in enumerate(NAMES):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"" if name == "nothing" else ramp(number * 1000, 70_000 * number + 1))
    (folder / "an empty folder").mkdir()
    (folder / "a link").symlink_to("plain.txt")
    for path in folder.rglob("*"):
        age(path)
    return folder


def age(path: Path) -> None:
    hour_ago = path.lstat().st_mtime - 3600
    os.utime(path, (hour_ago, hour_ago), follow_symlinks=False)


def contents(folder: Path) -> dict[str, bytes | None]:
    """What is in a folder, its links left out."""
    paths = [path for path in folder.rglob("*") if not path.is_symlink()]
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in paths}


def test_a_folder_comes_back_as_it_was(run, folder, tmp_path):
    assert "1 links and devices skipped, 7 stored" in run("backup", folder)
    assert "1 links and devices skipped, 7 unchanged" in run("backup", folder)
    assert "7 restored" in run("restore", folder.name, tmp_path / "again")
    assert contents(tmp_path / "again") == contents(folder)
    assert "7 unchanged" in run("restore", folder.name, tmp_path / "again")
    assert run("restore", "no folder", tmp_path / "none", status=1) == "backup: Folder 'no folder' not found\n"
    assert not (tmp_path / "none").exists()


def test_only_what_has_changed_is_stored(run, folder, drive, tmp_path):
    run("backup", folder)
    (folder / "plain.txt").write_text("changed just now")
    (folder / "with space.txt").touch()
    (folder / "a/b/c/deep.bin").unlink()
    (folder / "new.txt").write_text("new")
    assert "1 replaced, 1 stored, 5 unchanged" in run("backup", folder)
    assert {file["filename"] for file in drive.files(folder.name).values()} == {Path(name).name for name in [*NAMES, "new.txt"]}
    assert "1 to the trash, 7 unchanged" in run("backup", folder, "--delete")
    run("restore", folder.name, tmp_path / "again")
    assert contents(tmp_path / "again") == contents(folder)


def test_bytes_are_compared_where_that_is_asked_for(run, folder):
    run("backup", folder)
    path = folder / "plain.txt"
    path.write_bytes(b"X" * path.stat().st_size)
    age(path)
    assert "replaced" not in run("backup", folder), "by size and time it is the same"
    assert "1 replaced, 6 unchanged" in run("backup", folder, "--checksum")


def test_encrypted_files_are_restored_and_shared(run, folder, drive, tmp_path):
    run("backup", folder)
    said = run("backup", folder, "--encrypt")
    assert "Encryption is on for this account from now on." in said and "7 replaced" in said
    try:
        files = drive.files(folder.name)
        assert len(files) == 7 and all(file["encrypted"] for file in files.values())
        assert "7 unchanged" in run("backup", folder, "--encrypt")
        run("restore", folder.name, tmp_path / "again")
        assert contents(tmp_path / "again") == contents(folder)
        shut = run("share", folder.name).strip()
        assert requests.get(f"{shut}/plain.txt/download").status_code == 403
        opened = run("share", folder.name, "--decrypt", "--password", "sesame", "--hours", 0).strip()
        assert requests.get(opened).json() == {"detail": "Share password required"}
        headers = {"X-Share-Password": "sesame"}
        assert "plain.txt" in [file["filename"] for file in requests.get(opened, headers=headers).json()]
        assert requests.get(f"{opened}/plain.txt/download", headers=headers).content == (folder / "plain.txt").read_bytes()
    finally:
        drive.call("POST", "/encryption/off")
    assert "This file is encrypted. Please enable encryption" in run("restore", folder.name, tmp_path / "third", status=1)


def test_names_that_the_drive_does_not_take_are_told(run, folder):
    (folder / "a:b.txt").write_text("a name that Windows does not take")
    said = run("backup", folder, status=1)
    assert "! a:b.txt: Invalid name 'a:b.txt': contains invalid characters" in said
    assert "1 failed, 1 links and devices skipped, 7 stored" in said


def test_an_app_password_is_enough(run, folder, drive):
    password = drive.call("POST", "/app-passwords", json={"name": "laptop"}).json()["password"]
    assert "7 stored" in run("backup", folder, password=password)
    assert run("backup", folder, "--encrypt", status=1, password=password) == "backup: App passwords are for files only\n"
    assert run("backup", folder, status=1, password="wrong") == "backup: Incorrect login credentials\n"


def test_downloads_go_on_where_they_broke_off(run, tmp_path, server):
    folder = tmp_path / "big"
    folder.mkdir()
    size = 6 << 20
    (folder / "big.bin").write_bytes(ramp(7, size))
    run("backup", folder)
    # Each connection breaks after two mebibytes: the program asks for the rest.
    with Proxy.before(server.address, after=2 << 20) as proxy:
        assert "1 restored" in run("restore", "big", tmp_path / "again", url=proxy.url)
        assert proxy.passed < size * 1.1, "nothing comes twice"
    assert contents(tmp_path / "again") == contents(folder)


def test_a_download_that_was_stopped_goes_on_and_is_checked(run, start, tmp_path, server):
    folder = tmp_path / "stopped"
    folder.mkdir()
    (folder / "big.bin").write_bytes(ramp(7, 3 << 20))
    run("backup", folder)
    with Proxy.before(server.address, after=1 << 20, once=True) as proxy:
        with start("restore", "stopped", tmp_path / "again", url=proxy.url) as program:
            assert proxy.returned.wait(20)
            program.kill()
    (part,) = (tmp_path / "again").glob(".*.part")
    assert 500_000 < part.stat().st_size < 1 << 20
    # Its bytes are used, and that these are not the file's any more is found out.
    with part.open("r+b") as file:
        file.write(b"?")
    said = run("restore", "stopped", tmp_path / "again", status=1)
    assert "! big.bin: the bytes that came are not those that were stored" in said
    assert contents(tmp_path / "again") == {}
    assert "1 restored" in run("restore", "stopped", tmp_path / "again")
    assert contents(tmp_path / "again") == contents(folder)


def test_a_token_that_ends_is_replaced(server, drive):
    other = example.Drive(server.url, USER, PASSWORD)
    other.call("DELETE", "/sessions")
    assert drive.folders() == other.folders()


def test_a_pause_is_kept(drive, monkeypatch):
    class Paused(Exception):
        pass

    def pause(seconds):
        raise Paused(seconds)

    monkeypatch.setattr(example.time, "sleep", pause)
    with pytest.raises(Paused, match="42"):
        drive.call("POST", "/tgcloud/auth/phone", json={"phone": "+9996625001"})


def test_the_readme_can_be_pasted(server, drive, tmp_path):
    readme = (EXAMPLE / "README.md").read_text()
    blocks = "".join(re.findall(r"```sh\n(.*?)```", readme, re.S))
    script = blocks.replace("pip install -r requirements.txt\n", "").replace("http://127.0.0.1:8000", server.url)
    for folder in ("photos", "papers"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "one.txt").write_text(folder)
    environment = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(tmp_path)}
    command = ["bash", "-euo", "pipefail", "-c", script]
    try:
        ended = subprocess.run(command, cwd=EXAMPLE, env=environment, capture_output=True, text=True, timeout=60)
    finally:
        drive.call("POST", "/encryption/off")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert contents(tmp_path / "photos-again") == {"one.txt": b"photos"}
    (link,) = re.findall(r"^http://.*/api/v1/access/folder/\S+$", ended.stdout, re.M)
    assert [file["filename"] for file in requests.get(link).json()] == ["one.txt"]
    assert '"password":"hga_' in ended.stdout


def test_the_readme_tells_of_every_option(run):
    readme = (EXAMPLE / "README.md").read_text()
    for command in ("backup", "restore", "share"):
        assert f"python backup.py {command} " in readme
    options = set(re.findall(r"`?(--[a-z]+)", readme)) - {"--json", "--help"}
    helps = "".join(run(command, "--help") for command in ("backup", "restore", "share"))
    assert options <= set(re.findall(r"--[a-z]+", helps))
