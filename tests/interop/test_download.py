import io
from pathlib import Path

import pytest
from telethon import errors, functions
from telethon.tl import types
from telethon.utils import get_input_location

from ramp import ramp

ASSETS = Path(__file__).parents[2] / "sandbox/assets"


async def named(client, name):
    found = [message async for message in client.iter_messages("me", search=name.rsplit(".", 1)[0])]
    return next(message for message in found if message.file and message.file.name == name)


async def test_a_photo_in_its_full_size(demo):
    (message,) = await demo.get_messages("me", search="First light", limit=None)
    picture = await demo.download_media(message, bytes)
    assert picture.startswith(b"\xff\xd8") and picture.endswith(b"\xff\xd9")
    largest = max(size.size for size in message.photo.sizes if isinstance(size, types.PhotoSize))
    assert len(picture) == largest


async def test_all_sizes_of_a_photo_and_its_placeholder(demo):
    (message,) = await demo.get_messages("me", search="The big one", limit=None)
    kinds = {size.type: size for size in message.photo.sizes}
    assert {"i", "s", "m", "x", "y", "w"} <= kinds.keys()
    assert (kinds["w"].w, kinds["w"].h) == (2560, 1707)
    for place, size in enumerate(message.photo.sizes):
        data = await demo.download_media(message, bytes, thumb=place)
        assert data.startswith(b"\xff\xd8"), size
        if isinstance(size, types.PhotoSize):
            assert len(data) == size.size


async def test_photos_of_other_data_centres(demo):
    photos = [message async for message in demo.iter_messages("me", filter=types.InputMessagesFilterPhotos)]
    for dc in (1, 3):
        message = next(message for message in photos if message.photo.dc_id == dc)
        assert (await demo.download_media(message, bytes)).startswith(b"\xff\xd8")


async def test_a_film_byte_for_byte_and_its_cover(demo):
    message = await named(demo, "crossing.mp4")
    assert await demo.download_media(message, bytes) == (ASSETS / "media/crossing.mp4").read_bytes()
    assert (await demo.download_media(message, bytes, thumb=-1)).startswith(b"\xff\xd8")
    assert message.file.duration == 28
    assert (message.file.width, message.file.height) == (480, 270)


async def test_64_mebibytes_from_another_data_centre(demo):
    message = await named(demo, "sixty-four-mebibytes.bin")
    assert message.document.dc_id == 3
    offset = 0
    async for chunk in demo.iter_download(message.document, request_size=512 * 1024):
        assert chunk == ramp(offset, len(chunk)), f"the bytes from {offset} on"
        offset += len(chunk)
    assert offset == 64 << 20


@pytest.mark.parametrize("offset", [0, 1 << 20, (8000 << 19) - (1 << 20), (8000 << 19) - 4096])
async def test_anywhere_in_eight_thousand_parts(demo, offset):
    message = await named(demo, "eight-thousand-parts.bin")
    async for chunk in demo.iter_download(message.document, offset=offset, limit=1, request_size=4096):
        assert chunk == ramp(offset, 4096)


async def get_file(client, message, offset, limit, precise=False):
    _, location = get_input_location(message.document)
    return await client(functions.upload.GetFileRequest(location, offset=offset, limit=limit, precise=precise))


@pytest.mark.parametrize(
    ("offset", "limit", "precise", "error"),
    [
        (1, 4096, False, errors.OffsetInvalidError),
        (1024, 4096, False, errors.OffsetInvalidError),
        (0, 1000, False, errors.LimitInvalidError),
        (0, 12 * 1024, False, errors.LimitInvalidError),
        (0, 2 << 20, False, errors.LimitInvalidError),
        ((1 << 20) - 4096, 8192, False, errors.LimitInvalidError),
        (512, 1024, True, errors.OffsetInvalidError),
        (0, 1000, True, errors.LimitInvalidError),
        ((1 << 20) - 1024, 2048, True, errors.LimitInvalidError),
    ],
)
async def test_reading_is_as_strict_as_telegrams(demo, offset, limit, precise, error):
    message = await named(demo, "eight-thousand-parts.bin")
    with pytest.raises((error, errors.OffsetInvalidError, errors.LimitInvalidError)):
        await get_file(demo, message, offset, limit, precise)


async def test_what_the_rules_allow_is_read(demo):
    message = await named(demo, "eight-thousand-parts.bin")
    for offset, limit, precise in [(0, 4096, False), (4096, 4096, False), (1 << 20, 1 << 20, False), (1024, 3072, True)]:
        assert (await get_file(demo, message, offset, limit, precise)).bytes == ramp(offset, limit)
    assert (await get_file(demo, message, 8000 << 19, 4096)).bytes == b""


async def test_a_file_reference_that_expired_is_told(demo, server):
    message = await named(demo, "eight-thousand-parts.bin")
    server.ask("POST", "/file-references/expire")
    with pytest.raises(errors.FileReferenceExpiredError):
        await get_file(demo, message, 0, 4096)
    fresh = await demo.get_messages("me", ids=message.id)
    assert (await get_file(demo, fresh, 0, 4096)).bytes == ramp(0, 4096)


async def test_downloading_into_a_file_object(demo):
    message = await named(demo, "notes.txt")
    out = io.BytesIO()
    await demo.download_media(message, out)
    assert "三回" in out.getvalue().decode()
