import asyncio

import pytest
from telethon import errors, events, functions
from telethon.tl import types
from telethon.utils import get_peer_id

KEEPERS = "lighthouse_keepers"


async def joined(client, name):
    await client(functions.channels.JoinChannelRequest(name))
    return await client.get_entity(name)


async def test_every_kind_of_chat_is_among_the_dialogs(demo):
    dialogs = {dialog.name: dialog for dialog in await demo.get_dialogs()}
    assert dialogs["Harbour notices"].is_channel and not dialogs["Harbour notices"].is_group
    assert dialogs["Lighthouse keepers"].is_channel and dialogs["Lighthouse keepers"].is_group
    assert isinstance(dialogs["Stair painters"].entity, types.Chat)
    assert dialogs["Ines Faro"].is_user
    first = await demo.get_dialogs(limit=1)
    assert len(first) == 1 and first.total == len(dialogs)


async def test_messages_say_who_wrote_them_and_how(demo):
    messages = {message.id: message for message in await demo.get_messages(KEEPERS, limit=12)}
    group = await demo.get_entity(KEEPERS)
    assert messages[7].sender_id == get_peer_id(group), "written as the chat"
    assert (await messages[8].get_sender()).username == "yara_vega"
    assert (await demo.get_entity(messages[8].via_bot_id)).bot
    assert (await messages[9].get_reply_message()).id == 6
    assert messages[9].photo and messages[10].document.size == 8000 << 19
    assert messages[11].forward.chat.username == "harbour_notices"
    assert [name.username for name in (await messages[12].get_sender()).usernames][0] == "odile_lights"
    assert messages[1].pinned
    assert (await demo.get_entity("lumen")).first_name == "Odile"


async def test_a_message_is_sent_answered_edited_forwarded_and_deleted(connect, empty_number):
    client = await connect(empty_number)
    with pytest.raises(errors.ChatWriteForbiddenError):
        await client.send_message(KEEPERS, "from outside")
    await joined(client, KEEPERS)
    sent = await client.send_message(KEEPERS, "**frist**")
    answer = await client.send_message(KEEPERS, "and second", reply_to=sent)
    assert answer.reply_to.reply_to_msg_id == sent.id
    edited = await client.edit_message(KEEPERS, sent.id, "**first**")
    assert edited.text == "**first**"
    with pytest.raises(errors.MessageNotModifiedError):
        await client.edit_message(KEEPERS, sent.id, "**first**")
    with pytest.raises(errors.MessageAuthorRequiredError):
        await client.edit_message(KEEPERS, 2, "forged")
    with pytest.raises(errors.MessageIdInvalidError):
        await client.edit_message(KEEPERS, 99_999, "nothing")
    kept = await client.forward_messages("me", 9, KEEPERS)
    assert kept.photo and kept.forward.sender_id == 6_900_000_001
    (affected,) = await client.delete_messages(KEEPERS, [sent.id, answer.id])
    assert affected.pts_count == 2
    with pytest.raises(errors.MessageDeleteForbiddenError):
        await client.delete_messages(KEEPERS, [2])
    assert await client.get_messages(KEEPERS, ids=sent.id) is None


async def test_each_chat_has_its_rules(connect, empty_number):
    client = await connect(empty_number)
    for name, error in [
        ("harbour_notices", errors.ChatAdminRequiredError),
        ("silent_bell", errors.ChatWriteForbiddenError),
        ("old_guard", errors.UserBannedInChannelError),
    ]:
        await joined(client, name)
        with pytest.raises(error):
            await client.send_message(name, "hello")
    await joined(client, "slow_tide")
    await client.send_message("slow_tide", "one")
    with pytest.raises(errors.SlowModeWaitError) as slow:
        await client.send_message("slow_tide", "two")
    assert 1 <= slow.value.seconds <= 60
    with pytest.raises(errors.ChatForwardsRestrictedError):
        await client.forward_messages("me", 1, "old_guard")


async def test_invites(connect, empty_number):
    client = await connect(empty_number)
    follow = functions.messages.ImportChatInviteRequest
    with pytest.raises(errors.InviteHashExpiredError):
        await client(follow("KeyUnderTheDoormat"))
    with pytest.raises(errors.InviteHashInvalidError):
        await client(follow("not a hash"))
    with pytest.raises(errors.InviteRequestSentError):
        await client(follow("AskTheKeeperFirst"))
    await client(follow("LampRoom217Steps"))
    with pytest.raises(errors.UserAlreadyParticipantError):
        await client(follow("LampRoom217Steps"))
    full = await client(functions.channels.GetFullChannelRequest(KEEPERS))
    assert "lamp" in full.full_chat.about
    await client.delete_dialog(KEEPERS)
    with pytest.raises(errors.ChatWriteForbiddenError):
        await client.send_message(KEEPERS, "gone")


async def test_members(demo, connect, empty_number):
    names = {user.first_name async for user in demo.iter_participants(KEEPERS)}
    assert {"Ines", "Tomas", "Yara", "Wim", "Odile", "Foghorn"} <= names
    crowd = await demo.get_participants("endless_harbour")
    assert len(crowd) == crowd.total == 3000
    assert len({user.id for user in crowd}) == 3000
    with pytest.raises(errors.ChatAdminRequiredError):
        await demo.get_participants("harbour_notices")
    (group,) = [dialog for dialog in await demo.get_dialogs() if dialog.name == "Stair painters"]
    assert len(await demo.get_participants(group.entity)) == 3
    contacts = await demo(functions.contacts.GetContactsRequest(hash=0))
    assert {user.username for user in contacts.users} == {"ines_faro", "tomas_mole"}
    stranger = await connect(empty_number)
    assert not (await stranger(functions.contacts.GetContactsRequest(hash=0))).users


async def test_a_long_chat_is_read_in_both_directions(demo):
    oldest = [message async for message in demo.iter_messages("endless_harbour", limit=250, reverse=True)]
    assert [message.id for message in oldest] == list(range(1, 251))
    later = [message.id async for message in demo.iter_messages("endless_harbour", reverse=True, min_id=99_900)]
    assert later == list(range(99_901, 100_001))
    newest = await demo.get_messages("endless_harbour", limit=150)
    assert [message.id for message in newest] == list(range(100_000, 99_850, -1))
    assert newest.total == 100_000
    found = await demo.get_messages("endless_harbour", search="99999 west", limit=5)
    assert [message.id for message in found] == [100_000]


async def test_pins(connect, empty_number):
    client = await connect(empty_number)
    note = await client.send_message("me", "remember")
    await client.pin_message("me", note)
    assert (await client.get_messages("me", ids=note.id)).pinned
    await client.unpin_message("me", note)
    assert not (await client.get_messages("me", ids=note.id)).pinned
    await joined(client, KEEPERS)
    with pytest.raises(errors.ChatAdminRequiredError):
        await client.pin_message(KEEPERS, 1)


async def test_a_group_hears_what_is_said_in_it(connect, empty_number, server):
    client = await connect(empty_number)
    heard: asyncio.Queue = asyncio.Queue()
    await joined(client, KEEPERS)
    client.add_event_handler(heard.put, events.NewMessage(incoming=True))
    await client.get_me()
    sent = server.ask("POST", f"/chats/{KEEPERS}/messages", {"text": "ahoy"})
    event = await asyncio.wait_for(heard.get(), 20)
    assert (event.message.id, event.message.message) == (sent["message_id"], "ahoy")
    assert (await event.get_sender()).first_name == "Odile"


async def test_private_messages_reach_the_other(connect, empty_number, demo):
    client = await connect(empty_number)
    heard: asyncio.Queue = asyncio.Queue()
    demo.add_event_handler(heard.put, events.NewMessage(incoming=True))
    await demo.get_me()
    await client.send_message("helio_graph_2", "good evening")
    event = await asyncio.wait_for(heard.get(), 20)
    assert event.is_private and event.message.message == "good evening"
    await event.reply("and to you")
    answer = (await client.get_messages("helio_graph_2", limit=1))[0]
    assert answer.message == "and to you" and not answer.out
    assert (await answer.get_reply_message()).message == "good evening"


async def test_profile_photos(demo):
    assert (await demo.download_profile_photo("me", bytes)).startswith(b"\xff\xd8")
    assert (await demo.download_profile_photo(KEEPERS, bytes)).startswith(b"\xff\xd8")
    assert await demo.download_profile_photo("harbour_notices", bytes) is None
