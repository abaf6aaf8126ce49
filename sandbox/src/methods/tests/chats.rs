//! Chats with others: who may do what, what reaches whom, and what a restart leaves.

use grammers_tl_types as tl;
use tl::enums::{InputChannel, InputPeer, Updates};
use tl::functions as f;

use super::{Client, DEMO, EMPTY, Sandbox, edit, text_message};

/// A second account with nothing in it.
const OTHER: (&str, &str) = ("+9996622002", "22222");

/// A channel as a client names it, found by its public name.
pub(super) struct Named {
    pub(super) channel: InputChannel,
    pub(super) peer: InputPeer,
    pub(super) id: i64,
}

impl Client {
    pub(super) async fn find(&self, name: &str) -> Named {
        let resolve = f::contacts::ResolveUsername { username: name.into(), referer: None };
        let tl::enums::contacts::ResolvedPeer::Peer(found) = self.call(&resolve).await.unwrap();
        let [tl::enums::Chat::Channel(it)] = &found.chats[..] else { panic!("a channel") };
        named(it)
    }

    pub(super) async fn find_person(&self, name: &str) -> InputPeer {
        let resolve = f::contacts::ResolveUsername { username: name.into(), referer: None };
        let tl::enums::contacts::ResolvedPeer::Peer(found) = self.call(&resolve).await.unwrap();
        let [tl::enums::User::User(user)] = &found.users[..] else { panic!("a person") };
        tl::types::InputPeerUser { user_id: user.id, access_hash: user.access_hash.unwrap() }.into()
    }

    pub(super) async fn join(&self, name: &str) -> Named {
        let it = self.find(name).await;
        self.call(&f::channels::JoinChannel { channel: it.channel.clone() }).await.unwrap();
        it
    }

    /// Writes in a chat; gives the message's id.
    pub(super) async fn write(&self, peer: &InputPeer, text: &str, random_id: i64) -> i32 {
        let updates = self.call(&to(peer, text, random_id)).await.unwrap();
        match updates {
            Updates::UpdateShortSentMessage(sent) => sent.id,
            Updates::Updates(all) => all
                .updates
                .iter()
                .find_map(|update| match update {
                    tl::enums::Update::MessageId(it) if it.random_id == random_id => Some(it.id),
                    _ => None,
                })
                .unwrap(),
            other => panic!("{other:?}"),
        }
    }

    pub(super) async fn newest(&self, peer: &InputPeer) -> tl::types::Message {
        let history = f::messages::GetHistory {
            peer: peer.clone(),
            offset_id: 0,
            offset_date: 0,
            add_offset: 0,
            limit: 1,
            max_id: 0,
            min_id: 0,
            hash: 0,
        };
        use tl::enums::messages::Messages as M;
        let messages = match self.call(&history).await.unwrap() {
            M::Messages(all) => all.messages,
            M::Slice(slice) => slice.messages,
            M::ChannelMessages(channel) => channel.messages,
            M::NotModified(_) => panic!("nothing was asked that could be unmodified"),
        };
        let Some(tl::enums::Message::Message(message)) = messages.into_iter().next() else { panic!("a message") };
        message
    }

    /// The caller's user id.
    pub(super) async fn me(&self) -> i64 {
        self.call(&f::users::GetUsers { id: vec![tl::enums::InputUser::UserSelf] }).await.unwrap()[0].id()
    }

    /// The private chat with an account, as this client names it.
    pub(super) async fn chat_with(&self, (phone, _): (&str, &str)) -> InputPeer {
        let resolve = f::contacts::ResolvePhone { phone: phone.to_owned() };
        let tl::enums::contacts::ResolvedPeer::Peer(found) = self.call(&resolve).await.unwrap();
        let [tl::enums::User::User(user)] = &found.users[..] else { panic!("{found:?}") };
        tl::types::InputPeerUser { user_id: user.id, access_hash: user.access_hash.unwrap() }.into()
    }
}

pub(super) fn named(channel: &tl::types::Channel) -> Named {
    let (channel_id, access_hash) = (channel.id, channel.access_hash.unwrap());
    Named {
        channel: tl::types::InputChannel { channel_id, access_hash }.into(),
        peer: tl::types::InputPeerChannel { channel_id, access_hash }.into(),
        id: channel_id,
    }
}

pub(super) fn to(peer: &InputPeer, text: &str, random_id: i64) -> f::messages::SendMessage {
    f::messages::SendMessage { peer: peer.clone(), ..text_message(text, random_id) }
}

pub(super) fn answer(id: i32) -> Option<tl::enums::InputReplyTo> {
    let answered = tl::types::InputReplyToMessage {
        reply_to_msg_id: id,
        top_msg_id: None,
        reply_to_peer_id: None,
        quote_text: None,
        quote_entities: None,
        quote_offset: None,
        monoforum_peer_id: None,
        todo_item_id: None,
        poll_option: None,
    };
    Some(answered.into())
}

pub(super) fn forward(from: &InputPeer, id: i32, to: &InputPeer, random_id: i64) -> f::messages::ForwardMessages {
    f::messages::ForwardMessages {
        silent: false,
        background: false,
        with_my_score: false,
        drop_author: false,
        drop_media_captions: false,
        noforwards: false,
        allow_paid_floodskip: false,
        from_ephemeral: false,
        from_peer: from.clone(),
        id: vec![id],
        random_id: vec![random_id],
        to_peer: to.clone(),
        top_msg_id: None,
        reply_to: None,
        schedule_date: None,
        schedule_repeat_period: None,
        send_as: None,
        quick_reply_shortcut: None,
        effect: None,
        video_timestamp: None,
        allow_paid_stars: None,
        suggested_post: None,
    }
}

fn members(channel: &InputChannel, offset: i32) -> f::channels::GetParticipants {
    let filter = tl::enums::ChannelParticipantsFilter::ChannelParticipantsRecent;
    f::channels::GetParticipants { channel: channel.clone(), filter, offset, limit: 200, hash: 0 }
}

#[tokio::test]
async fn members_write_and_all_members_get_updates() {
    let sandbox = Sandbox::start();
    let (ann, ben) = (sandbox.signed_in(DEMO).await, sandbox.signed_in(EMPTY).await);
    let there = ann.find("lighthouse_keepers").await;
    let here = ben.find("lighthouse_keepers").await;
    assert_eq!(ben.refused(&to(&here.peer, "hello", 1)).await, "CHAT_WRITE_FORBIDDEN");
    ben.join("lighthouse_keepers").await;
    let id = ben.write(&here.peer, "hello", 2).await;
    assert_eq!(ben.refused(&to(&here.peer, "hello", 2)).await, "RANDOM_ID_DUPLICATE");
    let told = sandbox.pushed_to(&ann);
    let [Updates::Updates(told)] = &told[..] else { panic!("{told:?}") };
    let [tl::enums::Update::NewChannelMessage(new)] = &told.updates[..] else { panic!("{told:?}") };
    let tl::enums::Message::Message(message) = &new.message else { panic!("a message") };
    assert_eq!((message.id, message.message.as_str(), message.out), (id, "hello", false));
    assert!(told.users.iter().any(|user| Some(user.id())
        == message.from_id.as_ref().map(|from| match from {
            tl::enums::Peer::User(user) => user.user_id,
            _ => 0,
        })));

    let missed = |pts| f::updates::GetChannelDifference {
        force: false,
        channel: there.channel.clone(),
        filter: tl::enums::ChannelMessagesFilter::Empty,
        pts,
        limit: 100,
    };
    let difference = ann.call(&missed(new.pts - 1)).await.unwrap();
    let tl::enums::updates::ChannelDifference::Difference(difference) = difference else { panic!("{difference:?}") };
    assert_eq!((difference.new_messages.len(), difference.pts), (1, new.pts));
    assert_eq!(ann.refused(&missed(new.pts + 1)).await, "PERSISTENT_TIMESTAMP_INVALID");

    let reply = f::messages::SendMessage { reply_to: answer(id), ..to(&there.peer, "welcome", 3) };
    ann.call(&reply).await.unwrap();
    let newest = ben.newest(&here.peer).await;
    let Some(tl::enums::MessageReplyHeader::Header(header)) = &newest.reply_to else { panic!("an answer") };
    assert_eq!((header.reply_to_msg_id, newest.out), (Some(id), false));
    let nowhere = f::messages::SendMessage { reply_to: answer(9999), ..to(&there.peer, "who?", 4) };
    assert_eq!(ann.refused(&nowhere).await, "REPLY_MESSAGE_ID_INVALID");

    assert_eq!(ann.refused(&edit(&there.peer, id, "mine")).await, "MESSAGE_AUTHOR_REQUIRED");
    assert_eq!(ben.refused(&edit(&here.peer, id, "hello")).await, "MESSAGE_NOT_MODIFIED");
    assert_eq!(ben.refused(&edit(&here.peer, 9999, "x")).await, "MESSAGE_ID_INVALID");
    ben.call(&edit(&here.peer, id, "hello again")).await.unwrap();
    let delete = |it: &Named, id| f::channels::DeleteMessages { channel: it.channel.clone(), id: vec![id] };
    assert_eq!(ann.refused(&delete(&there, id)).await, "MESSAGE_DELETE_FORBIDDEN");
    let tl::enums::messages::AffectedMessages::Messages(gone) = ben.call(&delete(&here, id)).await.unwrap();
    assert_eq!(gone.pts_count, 1);
    let tl::enums::messages::AffectedMessages::Messages(gone) = ben.call(&delete(&here, id)).await.unwrap();
    assert_eq!(gone.pts_count, 0);
    let leave = f::channels::LeaveChannel { channel: here.channel.clone() };
    ben.call(&leave).await.unwrap();
    assert_eq!(ben.refused(&leave).await, "USER_NOT_PARTICIPANT");
    assert_eq!(ben.refused(&to(&here.peer, "once more", 5)).await, "CHAT_WRITE_FORBIDDEN");
}

#[tokio::test]
async fn each_chat_has_its_rules() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(EMPTY).await;
    let notices = client.join("harbour_notices").await;
    assert_eq!(client.refused(&to(&notices.peer, "hi", 1)).await, "CHAT_ADMIN_REQUIRED");
    assert_eq!(client.refused(&members(&notices.channel, 0)).await, "CHAT_ADMIN_REQUIRED");
    let bell = client.join("silent_bell").await;
    assert_eq!(client.refused(&to(&bell.peer, "hi", 2)).await, "CHAT_WRITE_FORBIDDEN");
    assert_eq!(client.refused(&members(&bell.channel, 0)).await, "CHAT_ADMIN_REQUIRED");
    let guard = client.join("old_guard").await;
    assert_eq!(client.refused(&to(&guard.peer, "hi", 3)).await, "USER_BANNED_IN_CHANNEL");
    let me = InputPeer::PeerSelf;
    assert_eq!(client.refused(&forward(&guard.peer, 1, &me, 4)).await, "CHAT_FORWARDS_RESTRICTED");
    let slow = client.join("slow_tide").await;
    client.write(&slow.peer, "one", 5).await;
    let wait = client.refused(&to(&slow.peer, "two", 6)).await;
    let seconds: i32 = wait.strip_prefix("SLOWMODE_WAIT_").unwrap().parse().unwrap();
    assert!((1..=60).contains(&seconds));
    let long = "x".repeat(4097);
    assert_eq!(client.refused(&to(&me, &long, 7)).await, "MESSAGE_TOO_LONG");
    assert_eq!(client.refused(&to(&me, " ", 8)).await, "MESSAGE_EMPTY");
    let forged = InputPeer::from(tl::types::InputPeerUser { user_id: 6_900_000_001, access_hash: 5 });
    assert_eq!(client.refused(&to(&forged, "hi", 9)).await, "PEER_ID_INVALID");
    let pin = |peer: &InputPeer, id| f::messages::UpdatePinnedMessage {
        silent: true,
        unpin: false,
        pm_oneside: false,
        peer: peer.clone(),
        id,
    };
    assert_eq!(client.refused(&pin(&notices.peer, 1)).await, "CHAT_ADMIN_REQUIRED");
    let id = client.write(&me, "note", 10).await;
    client.call(&pin(&me, id)).await.unwrap();
    assert_eq!(client.refused(&pin(&me, id)).await, "CHAT_NOT_MODIFIED");
    assert!(client.newest(&me).await.pinned);
    assert_eq!(client.refused(&f::messages::GetFullChat { chat_id: 2_800_001 }).await, "CHAT_ID_INVALID");
}

#[tokio::test]
async fn invites_are_valid_need_a_request_or_are_expired() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(EMPTY).await;
    let follow = |hash: &str| f::messages::ImportChatInvite { hash: hash.into() };
    assert_eq!(client.refused(&follow("")).await, "INVITE_HASH_EMPTY");
    assert_eq!(client.refused(&follow("a b")).await, "INVITE_HASH_INVALID");
    assert_eq!(client.refused(&follow("KeyUnderTheDoormat")).await, "INVITE_HASH_EXPIRED");
    assert_eq!(client.refused(&follow("NeverHeardOfIt")).await, "INVITE_HASH_EXPIRED");
    assert_eq!(client.refused(&follow("AskTheKeeperFirst")).await, "INVITE_REQUEST_SENT");
    let tl::enums::messages::ChatInviteJoinResult::Ok(joined) = client.call(&follow("LampRoom217Steps")).await.unwrap()
    else {
        panic!("joined")
    };
    let Updates::Updates(all) = &joined.updates else { panic!("updates") };
    let [tl::enums::Chat::Channel(channel)] = &all.chats[..] else { panic!("a channel") };
    assert!(!channel.left);
    assert_eq!(client.refused(&follow("LampRoom217Steps")).await, "USER_ALREADY_PARTICIPANT");
}

#[tokio::test]
async fn members_are_listed_in_pages() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(EMPTY).await;
    let harbour = client.join("endless_harbour").await;
    let mut ids = std::collections::HashSet::new();
    loop {
        let page = client.call(&members(&harbour.channel, i32::try_from(ids.len()).unwrap())).await.unwrap();
        let tl::enums::channels::ChannelParticipants::Participants(page) = page else { panic!("a page") };
        assert_eq!((page.count, page.participants.len()), (3001, page.users.len()));
        if page.participants.is_empty() {
            break;
        }
        ids.extend(page.users.iter().map(tl::enums::User::id));
    }
    assert_eq!(ids.len(), 3001);
    let search = tl::types::ChannelParticipantsSearch { q: "ines".into() };
    let found = f::channels::GetParticipants { filter: search.into(), ..members(&harbour.channel, 0) };
    let tl::enums::channels::ChannelParticipants::Participants(found) = client.call(&found).await.unwrap() else {
        panic!("a page")
    };
    assert!(
        matches!(&found.participants[..], [tl::enums::ChannelParticipant::Creator(it)] if it.user_id == 6_900_000_001)
    );
    let me = f::channels::GetParticipant { channel: harbour.channel.clone(), participant: InputPeer::PeerSelf };
    assert!(client.call(&me).await.is_ok());
    let stranger = client.find_person("tomas_mole").await;
    let other = f::channels::GetParticipant { channel: harbour.channel, participant: stranger };
    assert_eq!(client.refused(&other).await, "USER_NOT_PARTICIPANT");
}

#[tokio::test]
async fn a_private_message_is_in_both_message_boxes() {
    let sandbox = Sandbox::start();
    let (ann, ben) = (sandbox.signed_in(DEMO).await, sandbox.signed_in(OTHER).await);
    let to_ann = ben.find_person("helio_graph_2").await;
    let id = ben.write(&to_ann, "good evening", 1).await;
    let told = sandbox.pushed_to(&ann);
    let [Updates::Updates(told)] = &told[..] else { panic!("{told:?}") };
    let [tl::enums::Update::NewMessage(new)] = &told.updates[..] else { panic!("{told:?}") };
    let tl::enums::Message::Message(received) = &new.message else { panic!("a message") };
    assert_eq!((received.message.as_str(), received.out), ("good evening", false));
    assert!(
        matches!(&received.peer_id, tl::enums::Peer::User(peer) if told.users.iter().any(|user| user.id() == peer.user_id))
    );
    assert_ne!(received.id, id, "everybody counts for themselves");
    ben.call(&edit(&to_ann, id, "good night")).await.unwrap();
    let delete = f::messages::DeleteMessages { revoke: true, id: vec![id] };
    ben.call(&delete).await.unwrap();
    let told = sandbox.pushed_to(&ann);
    let kinds = told.iter().map(|updates| match updates {
        Updates::Updates(all) => match &all.updates[0] {
            tl::enums::Update::NewMessage(_) => "new",
            tl::enums::Update::EditMessage(_) => "edited",
            tl::enums::Update::DeleteMessages(it) if it.messages == [received.id] => "deleted",
            _ => "other",
        },
        _ => "other",
    });
    assert_eq!(kinds.collect::<Vec<_>>(), ["new", "edited", "deleted"]);

    let ines = ann.find_person("ines_faro").await;
    assert_eq!(ann.newest(&ines).await.message, "I left the key with Tomas.");
    let letter = ann.newest(&ines).await.id;
    assert_eq!(ann.refused(&edit(&ines, letter, "forged")).await, "MESSAGE_AUTHOR_REQUIRED");
    let stairs = InputPeer::from(tl::types::InputPeerChat { chat_id: 2_800_001 });
    let updates = ann.call(&forward(&ines, letter, &stairs, 2)).await.unwrap();
    assert!(matches!(updates, Updates::Updates(_)));
    let forwarded = ann.newest(&stairs).await;
    let Some(tl::enums::MessageFwdHeader::Header(header)) = &forwarded.fwd_from else { panic!("forwarded") };
    assert!(matches!(&header.from_id, Some(tl::enums::Peer::User(it)) if it.user_id == 6_900_000_001));
    assert_eq!(ann.refused(&forward(&ines, 9999, &stairs, 3)).await, "MESSAGE_ID_INVALID");
    let full = ann.call(&f::messages::GetFullChat { chat_id: 2_800_001 }).await.unwrap();
    let tl::enums::messages::ChatFull::Full(full) = full;
    assert_eq!(full.users.len(), 3);
    let contacts = ann.call(&f::contacts::GetContacts { hash: 0 }).await.unwrap();
    assert!(matches!(contacts, tl::enums::contacts::Contacts::Contacts(all) if all.users.len() == 2));
}

#[tokio::test]
async fn chats_survive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let (id, pts, channel) = {
        let sandbox = Sandbox::start_in(Some(folder.path()));
        let client = sandbox.signed_in(EMPTY).await;
        let slow = client.join("slow_tide").await;
        let id = client.write(&slow.peer, "still here?", 1).await;
        let full = client.call(&f::channels::GetFullChannel { channel: slow.channel.clone() }).await.unwrap();
        let tl::enums::messages::ChatFull::Full(full) = full;
        let tl::enums::ChatFull::ChannelFull(full) = full.full_chat else { panic!("a channel") };
        assert_eq!(full.slowmode_seconds, Some(60));
        (id, full.pts, slow.id)
    };
    let sandbox = Sandbox::start_in(Some(folder.path()));
    let client = sandbox.signed_in(EMPTY).await;
    let slow = client.find("slow_tide").await;
    let newest = client.newest(&slow.peer).await;
    assert_eq!((newest.id, newest.message.as_str(), newest.out, slow.id), (id, "still here?", true, channel));
    assert!(client.refused(&to(&slow.peer, "again", 2)).await.starts_with("SLOWMODE_WAIT_"), "a member, and slow");
    assert_eq!(client.refused(&to(&slow.peer, "still here?", 1)).await, "RANDOM_ID_DUPLICATE");
    let full = client.call(&f::channels::GetFullChannel { channel: slow.channel }).await.unwrap();
    let tl::enums::messages::ChatFull::Full(full) = full;
    assert!(matches!(full.full_chat, tl::enums::ChatFull::ChannelFull(full) if full.pts == pts));
}
