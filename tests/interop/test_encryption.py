"""What the drive has encrypted is opened by others: its documents are fetched by Telethon, and decrypted by age and by rage's library."""

import subprocess
from pathlib import Path

import pyrage
import pytest
import requests
from telethon import TelegramClient
from telethon.crypto import rsa
from telethon.sessions import StringSession

from heliograph import Heliograph
from ramp import ramp

STORAGE, CODE = "+9996622000", "22222"
SEGMENT = 512 * 1024
CHUNK = 64 * 1024
#: Bytes of the content in a full segment: whole chunks, each with its tag, after the header.
CAPACITY = (SEGMENT - 184) // (CHUNK + 16) * CHUNK


@pytest.fixture
def server(tmp_path):
    server = Heliograph.start(tmp_path, {"DRIVE_SEGMENT": "512KiB"})
    yield server
    assert server.stop() == 0


def api(server: Heliograph, method: str, path: str, token: str | None = None, **arguments) -> dict:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer = requests.request(method, f"{server.url}/api/v1{path}", headers=headers, **arguments)
    assert answer.status_code == 200, answer.text
    return answer.json()


def signed_in(server: Heliograph) -> str:
    """The token of a user who encrypts, on a drive whose storage account is signed in."""
    user = {"username": "alice", "password": "pass"}
    api(server, "POST", "/register", json=user)
    token = api(server, "POST", "/token", data=user)["access_token"]
    api(server, "POST", "/tgcloud/auth/phone", token, json={"phone": STORAGE})
    api(server, "POST", "/tgcloud/auth/verify_code", token, json={"phone": STORAGE, "code": CODE})
    api(server, "POST", "/encryption/on", token)
    return token


async def documents(server: Heliograph, folder: Path) -> list[Path]:
    """The documents in the storage channel, the oldest first, as whoever has the account gets them."""
    sandbox = server.sandbox()
    rsa.add_key(sandbox["public_key"], old=False)
    host, port = next(center["address"] for center in sandbox["data_centers"] if center["id"] == 2).rsplit(":", 1)
    session = StringSession()
    session.set_dc(2, host, int(port))
    client = TelegramClient(session, api_id=1, api_hash="x", connection_retries=1, request_retries=2, retry_delay=0)
    await client.connect()
    try:
        await client.send_code_request(STORAGE)
        await client.sign_in(STORAGE, CODE)
        (channel,) = [dialog.entity async for dialog in client.iter_dialogs() if dialog.is_channel]
        found = []
        async for message in client.iter_messages(channel, reverse=True):
            if message.document:
                assert message.file.name.endswith(".age") and "secret" not in message.file.name + message.message
                found.append(Path(await client.download_media(message, folder / message.file.name)))
        return found
    finally:
        await client.disconnect()


async def test_the_documents_open_with_the_key_that_is_handed_out(server: Heliograph, tmp_path: Path):
    token = signed_in(server)
    sizes = [1, CHUNK - 1, CHUNK, CHUNK + 1, CAPACITY - 1, CAPACITY, CAPACITY + 1, 2 * CAPACITY + CHUNK]
    expected = []
    for size in sizes:
        plain = ramp(0, size)
        api(server, "POST", "/folders/secret/files/", token, files={"file": (f"secret {size}.bin", plain)})
        expected += [plain[begin : begin + CAPACITY] for begin in range(0, size, CAPACITY)]

    handed = api(server, "POST", "/encryption/identity", token, json={"password": "pass"})["identity"]
    key = tmp_path / "key.txt"
    key.write_text(f"{handed}\n")
    identity = pyrage.x25519.Identity.from_str(handed)
    (tmp_path / "documents").mkdir()
    found = await documents(server, tmp_path / "documents")
    assert len(found) == len(expected)
    for document, plain in zip(found, expected):
        assert document.stat().st_size <= SEGMENT
        opened = subprocess.run(["age", "--decrypt", "--identity", key, document], capture_output=True, check=True)
        assert opened.stdout == plain, f"{len(plain)} bytes by age"
        assert pyrage.decrypt(document.read_bytes(), [identity]) == plain, f"{len(plain)} bytes by rage's library"

    other = tmp_path / "other.txt"
    other.write_text(str(pyrage.x25519.Identity.generate()))
    refused = subprocess.run(["age", "--decrypt", "--identity", other, found[0]], capture_output=True)
    assert refused.returncode != 0 and not refused.stdout
