import asyncio
import io
from pathlib import Path

import pytest
from telethon import errors, events

from ramp import ramp

PHOTOS = Path(__file__).parents[2] / "sandbox/assets/photos"


def file(name: str, length: int, offset: int = 0) -> io.BytesIO:
    stream = io.BytesIO(ramp(offset, length))
    stream.name = name
    return stream


@pytest.mark.parametrize("length", [1, 4095, 4096, 524_288, 1_048_576, 1_048_577])
async def test_a_small_file_comes_back_as_it_was_sent(connect, empty_number, length):
    client = await connect(empty_number)
    sent = await client.send_file("me", file("small.bin", length, 77), caption="small 🪞", force_document=True)
    assert sent.file.size == length
    assert sent.file.name == "small.bin"
    (listed,) = await client.get_messages("me", limit=5)
    assert listed.message == "small 🪞"
    assert await client.download_media(listed, bytes) == ramp(77, length)


async def test_32_mebibytes_come_back_as_they_were_sent(connect, empty_number):
    client = await connect(empty_number)
    length = 32 << 20
    sent = await client.send_file("me", file("large.bin", length, 5), force_document=True)
    assert sent.file.size == length
    assert await client.download_media(sent, bytes) == ramp(5, length)


async def test_a_photo_gets_its_sizes(connect, empty_number):
    client = await connect(empty_number)
    sent = await client.send_file("me", PHOTOS / "alpine-valley.jpg", caption="the valley")
    assert sent.photo
    assert [size.type for size in sent.photo.sizes][-1] in "yw"
    assert (await client.download_media(sent, bytes)).startswith(b"\xff\xd8")


async def test_what_is_no_picture_is_no_photo(connect, empty_number):
    client = await connect(empty_number)
    with pytest.raises(errors.BadRequestError):
        await client.send_file("me", file("picture.jpg", 5000), force_document=False)


async def test_an_album(connect, empty_number):
    client = await connect(empty_number)
    names = ["album-spring", "album-summer", "album-autumn"]
    sent = await client.send_file("me", [PHOTOS / f"{name}.jpg" for name in names], caption=["one", "two", "three"])
    assert len(sent) == 3
    assert len({message.grouped_id for message in sent}) == 1 and sent[0].grouped_id
    assert [message.message for message in sent] == ["one", "two", "three"]


async def test_editing(connect, empty_number):
    client = await connect(empty_number)
    sent = await client.send_message("me", "**frist** words")
    edited = await client.edit_message("me", sent.id, "**first** words")
    assert (edited.id, edited.message, bool(edited.edit_date)) == (sent.id, "first words", True)
    with pytest.raises(errors.MessageNotModifiedError):
        await client.edit_message("me", sent.id, "**first** words")
    again = await client.get_messages("me", ids=sent.id)
    assert again.text == "**first** words"


async def test_deleting(connect, empty_number):
    client = await connect(empty_number)
    kept, gone = await client.send_message("me", "kept"), await client.send_message("me", "gone")
    (affected,) = await client.delete_messages("me", [gone.id])
    assert affected.pts_count == 1
    assert [message.id for message in await client.get_messages("me", limit=5)] == [kept.id]


@pytest.mark.parametrize(("text", "error"), [("", ValueError), ("x" * 4097, errors.MessageTooLongError)])
async def test_words_that_can_not_be_sent(connect, empty_number, text, error):
    client = await connect(empty_number)
    with pytest.raises(error):
        await client.send_message("me", text)


async def test_what_one_session_does_the_other_sees(connect, empty_number):
    here, there = await connect(empty_number), await connect(empty_number)
    seen: asyncio.Queue = asyncio.Queue()
    there.add_event_handler(seen.put, events.NewMessage)
    there.add_event_handler(seen.put, events.MessageEdited)
    there.add_event_handler(seen.put, events.MessageDeleted)
    await there.get_me()

    async def next_event():
        return await asyncio.wait_for(seen.get(), 20)

    sent = await here.send_message("me", "flash")
    event = await next_event()
    assert isinstance(event, events.NewMessage.Event)
    assert (event.message.id, event.message.message) == (sent.id, "flash")

    await here.edit_message("me", sent.id, "flash flash")
    event = await next_event()
    assert isinstance(event, events.MessageEdited.Event)
    assert event.message.message == "flash flash"

    await here.delete_messages("me", [sent.id])
    event = await next_event()
    assert isinstance(event, events.MessageDeleted.Event)
    assert event.deleted_ids == [sent.id]


async def test_a_message_from_outside_arrives(connect, empty_number, server):
    client = await connect(empty_number)
    arrived = asyncio.get_running_loop().create_future()
    client.add_event_handler(lambda event: asyncio.sleep(0, arrived.set_result(event)), events.NewMessage)
    await client.get_me()
    server.ask("POST", f"/accounts/{empty_number}/messages", {"text": "from the other hill"})
    event = await asyncio.wait_for(arrived, 20)
    assert event.message.message == "from the other hill"


async def test_what_was_missed_is_caught_up_with(connect, empty_number):
    here, there = await connect(empty_number), await connect(empty_number)
    await there.get_me()
    session = there.session
    await there.disconnect()
    sent = await here.send_message("me", "while you were away")
    seen: asyncio.Queue = asyncio.Queue()
    there.session = session
    there.add_event_handler(seen.put, events.NewMessage)
    await there.connect()
    await there.catch_up()
    event = await asyncio.wait_for(seen.get(), 20)
    assert event.message.id == sent.id
