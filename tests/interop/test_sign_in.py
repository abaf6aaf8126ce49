import asyncio

import pytest
from telethon import errors, functions

from conftest import DEMO, PASSWORD, code_of


async def test_with_a_code(connect):
    client = await connect(DEMO)
    me = await client.get_me()
    assert me.is_self
    assert f"+{me.phone}" == DEMO


async def test_a_number_of_another_data_centre_is_followed_there(connect):
    client = await connect("+9996632500")
    assert client.session.dc_id == 3
    assert (await client.get_me()).phone == "9996632500"


async def test_a_wrong_code_is_refused_and_the_right_one_still_works(connect, empty_number):
    client = await connect()
    await client.send_code_request(empty_number)
    with pytest.raises(errors.PhoneCodeInvalidError):
        await client.sign_in(empty_number, "12345")
    assert not await client.is_user_authorized()
    await client.sign_in(empty_number, code_of(empty_number))
    assert await client.is_user_authorized()


async def test_with_a_password(connect, guarded_number):
    client = await connect()
    await client.send_code_request(guarded_number)
    with pytest.raises(errors.SessionPasswordNeededError):
        await client.sign_in(guarded_number, code_of(guarded_number))
    with pytest.raises(errors.PasswordHashInvalidError):
        await client.sign_in(password="something else")
    me = await client.sign_in(password=PASSWORD)
    assert f"+{me.phone}" == guarded_number


@pytest.mark.parametrize(
    ("phone", "error"),
    [
        ("+9996624000", errors.PhoneNumberBannedError),
        ("+4915112345678", errors.PhoneNumberInvalidError),
        ("+9996625000", errors.FloodWaitError),
    ],
)
async def test_numbers_that_get_no_code(connect, phone, error):
    client = await connect()
    with pytest.raises(error):
        await client.send_code_request(phone)


async def begin_to_wait(login):
    """Telethon listens for the acceptance only while it waits: an update that comes before is lost."""
    waiting = asyncio.create_task(login.wait(timeout=20))
    await asyncio.sleep(0)
    return waiting


async def test_by_qr_code_that_another_session_accepts(connect, empty_number):
    signed_in = await connect(empty_number)
    newcomer = await connect()
    login = await newcomer.qr_login()
    waiting = await begin_to_wait(login)
    await signed_in(functions.auth.AcceptLoginTokenRequest(login.token))
    user = await waiting
    assert f"+{user.phone}" == empty_number
    assert (await newcomer.get_me()).id == (await signed_in.get_me()).id


async def test_by_qr_code_of_an_account_in_another_data_centre(connect):
    signed_in = await connect("+9996612501")
    newcomer = await connect()
    login = await newcomer.qr_login()
    waiting = await begin_to_wait(login)
    await signed_in(functions.auth.AcceptLoginTokenRequest(login.token))
    assert (await waiting).phone == "9996612501"
    assert newcomer.session.dc_id == 1


async def test_signing_out_ends_the_session_for_good(connect, empty_number):
    client = await connect(empty_number)
    session = client.session.save()
    other = await connect(empty_number)
    assert await client.log_out()
    again = await connect(session=session)
    assert not await again.is_user_authorized()
    with pytest.raises(errors.AuthKeyUnregisteredError):
        await again.get_messages("me", limit=1)
    assert await other.is_user_authorized()


async def test_a_session_survives_in_the_clients_hands(connect, empty_number):
    first = await connect(empty_number)
    session = first.session.save()
    await first.disconnect()
    second = await connect(session=session)
    assert f"+{(await second.get_me()).phone}" == empty_number


async def test_all_sign_ins_of_an_account_are_listed_and_can_be_ended(connect, empty_number):
    one = await connect(empty_number, device_model="Mirror")
    two = await connect(empty_number, device_model="Lamp")
    listed = (await one(functions.account.GetAuthorizationsRequest())).authorizations
    assert {each.device_model for each in listed} == {"Mirror", "Lamp"}
    assert [each.device_model for each in listed if each.current] == ["Mirror"]
    lamp = next(each for each in listed if not each.current)
    # Telegram lets a fresh session end nobody: whichever answer it is, it is one that Telethon knows.
    try:
        await one(functions.account.ResetAuthorizationRequest(lamp.hash))
    except errors.FreshResetAuthorisationForbiddenError:
        assert await two.is_user_authorized()
    else:
        with pytest.raises((errors.AuthKeyUnregisteredError, errors.SessionRevokedError, ConnectionError)):
            await two.get_messages("me", limit=1)
