"""A session that Telethon made goes on in the stateless API."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import requests
from telethon import TelegramClient
from telethon.crypto import rsa
from telethon.sessions import StringSession

from heliograph import Heliograph

API = {"api_id": 1, "api_hash": "0123456789abcdef0123456789abcdef"}
DEMO, CODE = "+9996620001", "22222"


@asynccontextmanager
async def connected(session: StringSession) -> AsyncIterator[TelegramClient]:
    client = TelegramClient(session, **API, connection_retries=1, request_retries=2, retry_delay=0, timeout=10)
    await client.connect()
    try:
        yield client
    finally:
        await client.disconnect()


async def test_telethons_own_string_is_imported(heliograph: Heliograph):
    sandbox = heliograph.sandbox()
    rsa.add_key(sandbox["public_key"], old=False)
    host, port = next(center["address"] for center in sandbox["data_centers"] if center["id"] == 2).rsplit(":", 1)
    stored = StringSession()
    stored.set_dc(2, host, int(port))
    async with connected(stored) as telethon:
        await telethon.send_code_request(DEMO)
        me = await telethon.sign_in(DEMO, CODE)
        string = telethon.session.save()

    for imported in (string, f"{string}:what the original program put behind a colon"):
        answer = requests.post(f"{heliograph.url}/auth/import", json={"session_string": imported, **API})
        assert answer.status_code == 200, answer.text
        assert answer.json()["next_step"] == "completed"
    headers = {"X-Session-String": answer.json()["session_string"]}
    chats = requests.get(f"{heliograph.url}/chats", headers=headers).json()["chats"]
    assert "lighthouse_keepers" in [chat["username"] for chat in chats]
    text = {"chat_id": "me", "text": "moved over"}
    sent = requests.post(f"{heliograph.url}/messages/send", headers=headers, json=text)
    assert sent.json()["success"], sent.text

    assert requests.delete(f"{heliograph.url}/auth/logout", headers=headers).status_code == 200
    assert requests.get(f"{heliograph.url}/chats", headers=headers).status_code == 401
    async with connected(StringSession(string)) as telethon:
        assert not await telethon.is_user_authorized(), f"{me.id} is logged out at Telegram"
