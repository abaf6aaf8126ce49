"""An account of the sandbox, signed in with Telethon. What both peers stand on.

The environment says where the sandbox is: SANDBOX_ADDRESS (host:port of data centre 2), SANDBOX_KEY (its RSA key's file), PHONE.
"""

import os

import cryptg  # noqa: F401  Telethon uses it where it is there; the comparison would not be fair without.
from telethon import TelegramClient
from telethon.crypto import rsa
from telethon.sessions import StringSession


async def sign_in() -> TelegramClient:
    with open(os.environ["SANDBOX_KEY"]) as key:
        rsa.add_key(key.read(), old=False)
    host, port = os.environ["SANDBOX_ADDRESS"].rsplit(":", 1)
    session = StringSession()
    session.set_dc(2, host, int(port))
    client = TelegramClient(session, api_id=1, api_hash="sandbox")
    await client.connect()
    phone = os.environ["PHONE"]
    await client.send_code_request(phone)
    await client.sign_in(phone, phone[6] * 5)
    return client


def byte_range(header: str | None, size: int) -> tuple[int, int]:
    """First and last byte that a Range header asks for."""
    if not header or not header.startswith("bytes="):
        return 0, size - 1
    first, _, last = header.removeprefix("bytes=").partition("-")
    return int(first), min(int(last), size - 1) if last else size - 1
