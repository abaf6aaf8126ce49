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
