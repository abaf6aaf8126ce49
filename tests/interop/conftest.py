"""A sandbox for all tests, and clients that connect to it.

Each test that changes anything has an account of its own; the demo account is only read. At the end the sandbox must not have been
asked for a single method that it does not know, and must stop cleanly.
"""

import itertools
from collections.abc import Awaitable, Callable

import pytest
import pytest_asyncio
from telethon import TelegramClient
from telethon.crypto import rsa
from telethon.network import ConnectionTcpFull
from telethon.sessions import StringSession

from heliograph import Heliograph
from server import Server

DEMO = "+9996620001"
PASSWORD = "sandbox"

_numbers = itertools.count()


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    server = Server.start(tmp_path_factory.mktemp("sandbox"))
    rsa.add_key(server.key, old=False)
    yield server
    unknown = server.counters()["unknown_methods"]
    assert server.stop() == 0
    assert unknown == {}


@pytest.fixture
def heliograph(tmp_path):
    """The whole server, with a sandbox of its own."""
    heliograph = Heliograph.start(tmp_path)
    yield heliograph
    assert heliograph.stop() == 0


@pytest.fixture
def empty_number() -> str:
    """A number whose account has nothing in it."""
    return f"+9996622{next(_numbers):03}"


@pytest.fixture
def guarded_number() -> str:
    """A number whose account has a second factor."""
    return f"+9996621{next(_numbers):03}"


def code_of(phone: str) -> str:
    """The login code: the digit of the home data centre, five times."""
    return phone[6] * 5


Connect = Callable[..., Awaitable[TelegramClient]]


@pytest_asyncio.fixture
async def connect(server):
    """Makes connected clients, signed in where a number is given; all are disconnected when the test ends."""
    clients = []

    async def connect(phone: str | None = None, *, session: str = "", connection=ConnectionTcpFull, **options):
        stored = StringSession(session)
        if not session:
            stored.set_dc(2, *server.data_centers[2])
        client = TelegramClient(
            stored,
            api_id=1,
            api_hash="sandbox",
            connection=connection,
            connection_retries=1,
            request_retries=2,
            retry_delay=0,
            flood_sleep_threshold=0,
            timeout=10,
            **options,
        )
        clients.append(client)
        await client.connect()
        if phone:
            await client.send_code_request(phone)
            await client.sign_in(phone, code_of(phone))
        return client

    yield connect
    for client in clients:
        await client.disconnect()


@pytest_asyncio.fixture
async def demo(connect) -> TelegramClient:
    """A client of the demo account."""
    return await connect(DEMO)
