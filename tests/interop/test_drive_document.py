"""docs/api/drive.md as a newcomer follows it: store, share, encrypt, lose the database, rebuild, and have everything back.

And the four lines of README.md that show the drive.
"""

import os
import re
import subprocess
from pathlib import Path

import requests
from telethon import TelegramClient
from telethon.crypto import rsa
from telethon.sessions import StringSession
from telethon.tl.types import DocumentAttributeFilename, InputMessagesFilterDocument

from heliograph import BINARY, Heliograph, free_port

ROOT = Path(__file__).parents[2]
STORAGE, CODE = "+9996622000", "22222"
STORAGE_SIGNED_OUT = "Telegram session not authorized. Please authenticate via /tgcloud/auth endpoints."


class Reader:
    """Somebody with a shell, in a folder of their own, who runs the blocks of a document one after the other."""

    def __init__(self, document: Path, folder: Path):
        self.text, self.folder = document.read_text(), folder
        self.port = free_port()
        (folder / "bin").mkdir()
        (folder / "bin/heliograph").symlink_to(BINARY)
        self.environment = {
            "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
            "ROCKET_PORT": str(self.port),
            "SANDBOX_CONTROL_PORT": str(free_port()),
        }
        #: What has been run so far and is true for what follows: variables, functions.
        self.variables = folder / "variables.sh"
        self.variables.touch()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v1"

    def server(self) -> Heliograph:
        return Heliograph.start(self.folder, self.environment)

    def run(self, heading: str) -> str:
        """Runs the block below a heading. What it prints."""
        _, below = self.text.split(f"\n## {heading}\n")
        (block,) = re.findall(r"```sh\n(.*?)```", below.split("\n## ")[0], re.S)
        block = block.replace("127.0.0.1:8000", f"127.0.0.1:{self.port}")
        script = f"set -euo pipefail\n. {self.variables}\n{block}\ndeclare -p BASE TOKEN >{self.variables}\ndeclare -f json >>{self.variables}\n"
        command = ["bash", "-c", script]
        said = subprocess.run(command, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=90)
        assert said.returncode == 0, said.stdout + said.stderr
        return said.stdout

    def token(self) -> str:
        return re.search(r'TOKEN="(.*)"', self.variables.read_text())[1]

    def holdings(self) -> dict[str, object]:
        """Everything that the user has, as the server tells it."""
        headers = {"Authorization": f"Bearer {self.token()}"}
        told = {path: requests.get(self.base + path, headers=headers).json() for path in ("/folders/", "/files/", "/trash/")}
        for file in told["/files/"]:
            path = f"/folders/{file['folder']}/files/{file['filename']}"
            told[path] = requests.get(f"{self.base}{path}/download", headers=headers).content
            told[f"{path}/versions"] = requests.get(f"{self.base}{path}/versions", headers=headers).json()
        return told


async def test_everything_is_back_after_the_database_is_lost(tmp_path):
    reader = Reader(ROOT / "docs/api/drive.md", tmp_path)
    with reader.server() as server:
        assert reader.run("In five minutes").count("hello world\n") == 2, "downloaded, and downloaded by the link"
        said = reader.run("Who")
        assert re.search(r"^alice +user ", said, re.M) and len(re.findall(r"^\S{24}$", said, re.M)) == 2
        said = reader.run("Encryption")
        assert '"encrypted":true' in said and "my secret\n" in said
        said = reader.run("Shares")
        assert '"filename":"secret.txt"' in said and "my secret\n" in said and '"Share token revoked"' in said
        before = reader.holdings()
        assert {before[path] for path in before if path.endswith(".txt")} == {b"hello world\n", b"my secret\n"}
        document = await document_in_channel(server)
    (tmp_path / "document").write_bytes(document)
    opened = subprocess.run(["age", "-d", "-i", "key.txt", "document"], cwd=tmp_path, capture_output=True)
    assert opened.stdout == b"my secret\n", opened.stderr

    for file in (tmp_path / "data").glob("heliograph.db*"):
        file.unlink()
    said = reader.run("When the database is lost")
    assert "1 users, 2 folders, 2 files with 2 contents" in said
    assert "2 documents compared\n0 findings" in said
    with reader.server():
        reader.variables.write_text(f'TOKEN="{sign_in(reader, "a new one")}"')
        assert reader.holdings() == before


def test_refusals_are_those_that_are_told(tmp_path):
    document = (ROOT / "docs/api/drive.md").read_text()
    table = document.split("## Refusals")[1].split("\n## ")[0]
    rows = [row.split(" | ", 1) for row in re.findall(r"^\| (\d.*) \|$", table, re.M)]
    told = {int(status): row for statuses, row in rows for status in statuses.split(", ")}
    seen = set()
    with Heliograph.start(tmp_path) as server:
        base = f"{server.url}/api/v1"
        session = requests.Session()

        def refused(status: int, sentence: str | None, method: str, path: str, **request) -> requests.Response:
            answer = session.request(method, base + path, **request)
            detail = answer.json()["detail"]
            assert (answer.status_code, detail) == (status, sentence or detail)
            assert sentence is None or f"`{sentence}`" in told[status], f"{status} {sentence} is not told"
            seen.add(status)
            return answer

        def done(method: str, path: str, **request) -> dict:
            answer = session.request(method, base + path, **request)
            assert answer.status_code == 200, answer.text
            return answer.json()

        account = {"username": "user", "password": "pass"}
        done("POST", "/register", json=account)
        refused(401, "Not authenticated", "GET", "/me")
        refused(401, "Could not validate credentials", "GET", "/me", headers={"Authorization": "Bearer x"})
        refused(401, "Incorrect login credentials", "POST", "/token", data=account | {"password": "wrong"})
        refused(422, None, "POST", "/register", json={})
        refused(413, None, "POST", "/register", json=account | {"password": "x" * 70_000})
        session.headers["Authorization"] = f"Bearer {done('POST', '/token', data=account)['access_token']}"
        refused(400, "Username already registered", "POST", "/register", json=account)
        refused(401, STORAGE_SIGNED_OUT, "POST", "/folders/b/files/", files={"file": ("a", b"0123456789")})
        wait = refused(429, None, "POST", "/tgcloud/auth/phone", json={"phone": "+9996625001"})
        assert wait.json()["retry_after"] == int(wait.headers["Retry-After"]) > 0
        done("POST", "/tgcloud/auth/phone", json={"phone": STORAGE})
        done("POST", "/tgcloud/auth/verify_code", json={"phone": STORAGE, "code": CODE})
        refused(400, "Invalid name 'a:b': contains invalid characters", "POST", "/folders/", json={"folder": "a:b"})
        done("POST", "/folders/", json={"folder": "a"})
        refused(409, "Folder 'a' already exists", "POST", "/folders/", json={"folder": "a"})
        refused(409, "A folder cannot be moved into itself", "POST", "/folders/a/move", json={"dest_folder": "a"})
        done("DELETE", "/folders/a/")
        refused(404, "Folder 'a' not found", "DELETE", "/folders/a/")
        done("PUT", "/users/user/quota", json={"quota": 10})
        done("POST", "/folders/b/files/", files={"file": ("a", b"0123456789")})
        refused(507, "The quota of 10 bytes is used up", "POST", "/folders/b/files/", files={"file": ("c", b"more")})
        done("PUT", "/users/user/quota", json={"quota": None})
        done("POST", "/folders/b/files/", files={"file": ("c", b"more")})
        refused(409, "File 'a' already exists in 'b' folder", "PUT", "/folders/b/files/a/rename", json={"new_name": "c"})
        download = "/folders/b/files/a/download"
        refused(416, "The range is outside of the file", "GET", download, headers={"Range": "bytes=10-"})
        refused(412, "The file is not the expected one", "GET", download, headers={"If-Match": '"x"'})
        link = done("POST", "/folders/b/files/a/share", json={"password": "sesame"})["message"].removeprefix("/api/v1")
        refused(401, "Share password required", "GET", link)
        refused(400, "Invalid share token", "GET", link.replace("/file/", "/folder/"), headers={"X-Share-Password": "sesame"})
        token = link.rpartition("/")[2]
        done("POST", f"/access/revoke/{token}")
        refused(401, "Share token revoked or not found", "GET", link)
        expired = done("POST", "/folders/b/files/a/share", json={"expires_in": 0})["message"].removeprefix("/api/v1")
        refused(401, "Share token expired", "GET", expired)
        done("DELETE", "/folders/b/files/a")
        refused(404, "File 'a' not found", "GET", "/folders/b/files/a")
        password = done("POST", "/app-passwords", json={"name": "x"})["password"]
        del session.headers["Authorization"]
        refused(403, "App passwords are for files only", "GET", "/sessions", auth=("user", password))
    # 503 takes a lost database, which the test above has.
    assert told.keys() - seen == {503}


def test_the_readmes_four_lines_work_as_they_stand(tmp_path):
    readme = (ROOT / "README.md").read_text()
    (lines,) = re.findall(r"\n\n((?:    .*/api/v1.*\n(?:    .*\n)+))", readme)
    assert lines.count("\n") == 4
    with Heliograph.start(tmp_path) as server:
        script = lines.replace("127.0.0.1:8000", server.address)
        said = subprocess.run(["bash", "-euc", script], cwd=ROOT, capture_output=True, text=True, timeout=30)
    assert said.returncode == 0, said.stderr
    assert said.stdout.endswith(readme), "README.md goes up, and comes down as it was"


def sign_in(reader: Reader, password: str) -> str:
    return requests.post(f"{reader.base}/token", data={"username": "user", "password": password}).json()["access_token"]


async def document_in_channel(server: Heliograph) -> bytes:
    """What Telegram's own app saves: the newest document of the storage account's channel."""
    sandbox = server.sandbox()
    rsa.add_key(sandbox["public_key"], old=False)
    host, port = next(center["address"] for center in sandbox["data_centers"] if center["id"] == 2).rsplit(":", 1)
    session = StringSession()
    session.set_dc(2, host, int(port))
    client = TelegramClient(session, 1, "sandbox", connection_retries=1, request_retries=2, retry_delay=0, timeout=10)
    await client.connect()
    try:
        await client.send_code_request(STORAGE)
        await client.sign_in(STORAGE, CODE)
        (channel,) = [dialog async for dialog in client.iter_dialogs() if dialog.is_channel]
        (message,) = await client.get_messages(channel, limit=1, filter=InputMessagesFilterDocument())
        names = [it.file_name for it in message.document.attributes if isinstance(it, DocumentAttributeFilename)]
        assert "secret.txt" not in names
        return await client.download_media(message, bytes)
    finally:
        await client.disconnect()
