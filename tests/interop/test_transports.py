import pytest
from telethon.network import (
    ConnectionTcpAbridged,
    ConnectionTcpFull,
    ConnectionTcpIntermediate,
    ConnectionTcpObfuscated,
)

from conftest import DEMO
from ramp import ramp

EACH = [ConnectionTcpFull, ConnectionTcpAbridged, ConnectionTcpIntermediate, ConnectionTcpObfuscated]


@pytest.mark.parametrize("connection", EACH, ids=lambda each: each.__name__)
async def test_every_transport_carries_small_and_large_messages(connect, connection):
    client = await connect(DEMO, connection=connection)
    assert len(await client.get_messages("me", limit=100)) > 70
    (file,) = await client.get_messages("me", search="eight-thousand-parts", limit=None)
    offset = 3 << 30
    async for chunk in client.iter_download(file.document, offset=offset, limit=2, request_size=512 * 1024):
        assert chunk == ramp(offset, len(chunk))
        offset += len(chunk)
    assert offset == (3 << 30) + (1 << 20)
