"""A channel of one's own as a store of files: what the drive does with it, by Telethon."""

import asyncio
import hashlib
import io

import pytest
import pytest_asyncio
from telethon import TelegramClient, errors, events, functions
from telethon.tl import types
from telethon.utils import get_input_location

from ramp import ramp

PIECE = 128 * 1024


@pytest_asyncio.fixture
async def client(connect, empty_number) -> TelegramClient:
    return await connect(empty_number)


@pytest_asyncio.fixture
async def storage(client) -> types.Channel:
    """A private channel."""
    request = functions.channels.CreateChannelRequest("Storage", "what is stored", broadcast=True)
    updates = await client(request)
    return updates.chats[0]


async def post(client, storage, length: int, caption: str):
    stream = io.BytesIO(ramp(0, length))
    stream.name = "a.bin"
    return await client.send_file(storage, stream, caption=caption, force_document=True)


async def test_a_channel_is_created_and_listed(client, storage):
    assert storage.creator and storage.broadcast and storage.admin_rights.post_messages
    first = await client.get_messages(storage, ids=1)
    assert isinstance(first.action, types.MessageActionChannelCreate) and first.action.title == "Storage"
    assert storage.id in {dialog.entity.id for dialog in await client.get_dialogs()}
    full = await client(functions.channels.GetFullChannelRequest(storage))
    assert (full.full_chat.about, full.full_chat.participants_count) == ("what is stored", 1)
    with pytest.raises(errors.ChatTitleEmptyError):
        await client(functions.channels.CreateChannelRequest("", "", broadcast=True))
    with pytest.raises(errors.ChatAboutTooLongError):
        await client(functions.channels.CreateChannelRequest("Storage", "x" * 256, broadcast=True))
    await client(functions.channels.EditTitleRequest(storage, "Store"))
    assert (await client.get_entity(storage)).title == "Store"


async def test_nobody_else_sees_it(client, storage, connect):
    await post(client, storage, 10, "secret")
    other = await connect("+9996622998")
    with pytest.raises(errors.ChannelInvalidError):
        await other(functions.channels.GetChannelsRequest([types.InputChannel(storage.id, storage.access_hash)]))
    await client(functions.channels.DeleteChannelRequest(storage))
    with pytest.raises(errors.ChannelPrivateError):
        await client.get_messages(storage, limit=1)


async def test_a_document_is_posted_and_its_caption_edited(client, storage):
    posted = await post(client, storage, 300_000, "revision 1")
    assert posted.post and posted.out
    edited = await client.edit_message(storage, posted.id, "revision 2")
    assert (edited.id, edited.message, edited.document.id) == (posted.id, "revision 2", posted.document.id)
    assert edited.edit_date
    with pytest.raises(errors.MessageNotModifiedError):
        await client.edit_message(storage, posted.id, "revision 2")
    with pytest.raises(errors.MediaCaptionTooLongError):
        await client.edit_message(storage, posted.id, "x" * 1025)
    with pytest.raises(errors.MessageIdInvalidError):
        await client.edit_message(storage, 1, "a service message")
    assert await client.download_media(await client.get_messages(storage, ids=posted.id), bytes) == ramp(0, 300_000)


async def test_a_message_is_pinned_and_found_by_that(client, storage):
    manifest = await client.send_message(storage, "manifest")
    service = await client.pin_message(storage, manifest)
    assert isinstance(service.action, types.MessageActionPinMessage)
    assert service.reply_to.reply_to_msg_id == manifest.id
    found = await client.get_messages(storage, filter=types.InputMessagesFilterPinned(), limit=5)
    assert [message.id for message in found] == [manifest.id] and found[0].pinned
    full = await client(functions.channels.GetFullChannelRequest(storage))
    assert full.full_chat.pinned_msg_id == manifest.id
    assert (await client.get_messages(storage, ids=types.InputMessagePinned())).id == manifest.id
    await client.unpin_message(storage)
    assert not await client.get_messages(storage, filter=types.InputMessagesFilterPinned(), limit=5)


async def test_copies_have_no_author_and_the_same_document(client, storage, server):
    posted = [await post(client, storage, 1000 + index, f"number {index}") for index in range(3)]
    uploads = server.counters()["methods"]["upload.saveFilePart"]["calls"]
    copies = await client.forward_messages(storage, [message.id for message in posted], storage, drop_author=True)
    assert [copy.message for copy in copies] == ["number 0", "number 1", "number 2"]
    assert [copy.document.id for copy in copies] == [message.document.id for message in posted]
    assert all(copy.forward is None for copy in copies)
    assert server.counters()["methods"]["upload.saveFilePart"]["calls"] == uploads
    deleted, mixed = posted[0], [posted[0].id, posted[1].id]
    (affected,) = await client.delete_messages(storage, [deleted.id, 9999])
    assert affected.pts_count == 1
    missing, kept = await client.forward_messages("me", mixed, storage, drop_author=True)
    assert missing is None and kept.message == "number 1"
    assert await client.download_media(copies[0], bytes) == ramp(0, 1000), "a copy outlives the original"


async def test_hashes_prove_that_the_bytes_are_there(client, storage, server):
    length = 10 * PIECE + 77
    posted = await post(client, storage, length, "manifest")

    async def hashes():
        _, location = get_input_location(posted)
        found = {}
        while True:
            end = max((hash.offset + hash.limit for hash in found.values()), default=0)
            if end == length:
                return found
            pieces = await client(functions.upload.GetFileHashesRequest(location, end))
            assert len(pieces) <= 8
            found |= {hash.offset: hash for hash in pieces}

    found = await hashes()
    assert [hash.limit for hash in found.values()] == [PIECE] * 10 + [77]
    for offset, hash in found.items():
        assert hash.hash == hashlib.sha256(ramp(offset, hash.limit)).digest()
    server.ask("POST", f"/chats/{storage.id}/messages/{posted.id}/alter", {"offset": 3 * PIECE + 5})
    altered = await hashes()
    assert [offset for offset in found if found[offset].hash != altered[offset].hash] == [3 * PIECE]


async def test_what_is_done_by_hand_arrives(client, storage, server):
    posted = await post(client, storage, 10, "manifest")
    number = (await client.get_me()).phone
    assert server.ask("GET", f"/accounts/{number}/channels")[0]["id"] == storage.id
    newest, created = server.ask("GET", f"/chats/{storage.id}/messages")
    assert (newest["id"], newest["text"]) == (posted.id, "manifest") and created["service"]
    assert newest["document"] == {"id": posted.document.id, "name": "a.bin", "size": 10}
    seen: asyncio.Queue = asyncio.Queue()
    client.add_event_handler(seen.put, events.MessageEdited)
    client.add_event_handler(seen.put, events.MessageDeleted)
    server.ask("PUT", f"/chats/{storage.id}/messages/{posted.id}", {"text": "no manifest"})
    event = await asyncio.wait_for(seen.get(), 20)
    assert isinstance(event, events.MessageEdited.Event) and event.message.message == "no manifest"
    server.ask("DELETE", f"/chats/-100{storage.id}/messages/{posted.id}")
    event = await asyncio.wait_for(seen.get(), 20)
    assert isinstance(event, events.MessageDeleted.Event) and event.deleted_ids == [posted.id]


async def test_a_filled_channel_is_read_in_both_directions(client, storage, server):
    document = {"name": "{index}.bin", "length": 300}
    filled = server.ask(
        "POST", f"/chats/{storage.id}/fill", {"count": 100_000, "text": "manifest {index}", "document": document}
    )
    assert filled == {"first_id": 2, "last_id": 100_001}
    newest = await client.get_messages(storage, limit=250)
    assert [message.id for message in newest] == list(range(100_001, 99_751, -1)) and newest.total == 100_001
    oldest = [message async for message in client.iter_messages(storage, reverse=True, min_id=1, limit=250)]
    assert [message.message for message in oldest] == [f"manifest {index}" for index in range(250)]
    some = await client.get_messages(storage, ids=[50_000, 7])
    assert [message.file.name for message in some] == ["49998.bin", "5.bin"]
    assert await client.download_media(some[0], bytes) == ramp(49_998, 300)
    (affected,) = await client.delete_messages(storage, range(2, 102))
    assert affected.pts_count == 100
    assert (await client.get_messages(storage, limit=1)).total == 99_901
