import pytest
from telethon import functions
from telethon.tl import types


async def test_saved_messages_are_among_the_dialogs(demo):
    dialogs = await demo.get_dialogs()
    me = await demo.get_me()
    assert me.id in {dialog.entity.id for dialog in dialogs}
    assert all(dialog.name for dialog in dialogs)


async def test_history_is_newest_first_and_complete_over_its_pages(demo):
    messages = [message async for message in demo.iter_messages("me")]
    ids = [message.id for message in messages]
    assert ids == sorted(set(ids), reverse=True)
    dates = [message.date for message in messages]
    assert dates == sorted(dates, reverse=True)
    assert len(messages) == (await demo.get_messages("me", limit=0)).total
    assert len(messages) > 70


async def test_pages_by_offset_join_without_gap_or_repeat(demo):
    whole = [message.id for message in await demo.get_messages("me", limit=30)]
    first = [message.id for message in await demo.get_messages("me", limit=10)]
    rest = [message.id for message in await demo.get_messages("me", limit=20, offset_id=first[-1])]
    assert first + rest == whole


def is_photo(message):
    return message.photo is not None


def is_film(message):
    return message.video is not None and not message.gif and not message.video_note


def is_plain_document(message):
    special = (message.video, message.audio, message.voice, message.gif, message.video_note, message.sticker)
    return message.document is not None and not any(special)


@pytest.mark.parametrize(
    ("kind", "fits"),
    [
        (types.InputMessagesFilterPhotos, is_photo),
        (types.InputMessagesFilterVideo, is_film),
        (types.InputMessagesFilterPhotoVideo, lambda message: is_photo(message) or is_film(message)),
        (types.InputMessagesFilterDocument, is_plain_document),
        (types.InputMessagesFilterGif, lambda message: message.gif is not None),
        (types.InputMessagesFilterMusic, lambda message: message.audio is not None and not message.voice),
        (types.InputMessagesFilterVoice, lambda message: message.voice is not None),
        (types.InputMessagesFilterRoundVideo, lambda message: message.video_note is not None),
    ],
)
async def test_filters_find_exactly_what_they_name(demo, kind, fits):
    every = [message async for message in demo.iter_messages("me")]
    found = [message async for message in demo.iter_messages("me", filter=kind)]
    assert [message.id for message in found] == [message.id for message in every if fits(message)]
    assert found
    (counter,) = await demo(functions.messages.GetSearchCountersRequest("me", [kind()]))
    assert counter.count == len(found)


async def test_words_of_captions_and_file_names_are_found(demo):
    found = await demo.get_messages("me", search="ridge", limit=None)
    assert found
    assert all("ridge" in (message.message or "").lower() for message in found)
    (file,) = await demo.get_messages("me", search="eight-thousand-parts", limit=None)
    assert file.document.size == 8000 << 19


async def test_an_album_arrives_as_one(demo):
    photos = [message async for message in demo.iter_messages("me", filter=types.InputMessagesFilterPhotos)]
    groups = [message.grouped_id for message in photos if message.grouped_id]
    assert len(groups) == 4
    assert len(set(groups)) == 1


async def test_formatting_arrives_where_it_belongs(demo):
    (message,) = await demo.get_messages("me", search="First light", limit=None)
    spans = {type(entity): text for entity, text in message.get_entities_text()}
    assert spans[types.MessageEntityBold] == "First light"
    assert spans[types.MessageEntityHashtag] == "#dawn"


async def test_names_that_hurt_arrive_unharmed(demo):
    files = [message async for message in demo.iter_messages("me", filter=types.InputMessagesFilterDocument)]
    names = {message.file.name for message in files}
    assert "line one\r\nSet-Cookie: owned=1\r\n.txt" in names
    assert "holiday\u202egpj.exe" in names
    assert any(len(name) == 200 for name in names)


async def test_a_hundred_thousand_messages_take_one_search_for_a_page(connect, server):
    client = await connect("+9996623000")
    server.ask("DELETE", "/counters")
    page = await client.get_messages("me", limit=100, filter=types.InputMessagesFilterPhotos)
    assert len(page) == 100
    assert page.total == 75_000
    calls = server.counters()["methods"]
    assert calls["messages.search"]["calls"] == 1


async def test_messages_are_found_by_their_ids(demo):
    listed = await demo.get_messages("me", limit=5)
    again = await demo.get_messages("me", ids=[message.id for message in listed])
    assert [message.id for message in again] == [message.id for message in listed]
    assert await demo.get_messages("me", ids=999_999) is None
