from telethon import TelegramClient
from telethon.crypto import rsa
from telethon.sessions import StringSession

from conftest import code_of
from server import Server


async def test_sign_ins_and_messages_outlive_a_killed_process(tmp_path):
    phone = "+9996622999"

    async def client_of(server, session=""):
        stored = StringSession(session)
        stored.set_dc(2, *server.data_centers[2])
        client = TelegramClient(stored, api_id=1, api_hash="sandbox", connection_retries=1)
        await client.connect()
        return client

    first = Server.start(tmp_path)
    try:
        rsa.add_key(first.key, old=False)
        client = await client_of(first)
        await client.send_code_request(phone)
        await client.sign_in(phone, code_of(phone))
        sent = await client.send_message("me", "still here?")
        auth_key = client.session.save()
        await client.disconnect()
    finally:
        first.kill()

    second = Server.start(tmp_path)
    try:
        assert second.key == first.key
        client = await client_of(second, auth_key)
        (found,) = await client.get_messages("me", limit=5)
        assert (found.id, found.message) == (sent.id, "still here?")
        await client.disconnect()
    finally:
        assert second.stop() == 0


def test_a_process_that_just_listens_can_be_asked_to_stop(tmp_path):
    for _ in range(5):
        assert Server.start(tmp_path).stop() == 0
