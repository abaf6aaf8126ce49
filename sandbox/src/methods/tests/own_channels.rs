//! Channels that accounts create: creating, finding, changing and deleting them.

use std::time::Duration;

use tl::enums::{Chat, Message, MessageAction, Update, Updates};

use super::chats::{Named, forward, named, to};
use super::*;

/// A second account with nothing in it.
pub(super) const OTHER: (&str, &str) = ("+9996622002", "22222");

impl Client {
    /// Creates a channel or supergroup.
    pub(super) async fn create(&self, title: &str, broadcast: bool) -> Named {
        let updates = self.call(&create(title, "", broadcast)).await.unwrap();
        named(&the_channel(&updates))
    }

    pub(super) async fn full(&self, channel: &Named) -> tl::types::ChannelFull {
        let request = f::channels::GetFullChannel { channel: channel.channel.clone() };
        let tl::enums::messages::ChatFull::Full(full) = self.call(&request).await.unwrap();
        let tl::enums::ChatFull::ChannelFull(full) = full.full_chat else { panic!("a channel") };
        full
    }

    /// Messages of a channel by their ids.
    pub(super) async fn posts(&self, channel: &Named, ids: &[i32]) -> Vec<Message> {
        let id = ids.iter().map(|id| tl::types::InputMessageId { id: *id }.into()).collect();
        let request = f::channels::GetMessages { channel: channel.channel.clone(), id };
        match self.call(&request).await.unwrap() {
            tl::enums::messages::Messages::ChannelMessages(found) => found.messages,
            other => panic!("{other:?}"),
        }
    }

    pub(super) async fn post(&self, channel: &Named, id: i32) -> tl::types::Message {
        match self.posts(channel, &[id]).await.remove(0) {
            Message::Message(message) => message,
            other => panic!("{other:?}"),
        }
    }
}

pub(super) fn create(title: &str, about: &str, broadcast: bool) -> f::channels::CreateChannel {
    f::channels::CreateChannel {
        broadcast,
        megagroup: !broadcast,
        for_import: false,
        forum: false,
        title: title.to_owned(),
        about: about.to_owned(),
        geo_point: None,
        address: None,
        ttl_period: None,
    }
}

/// The updates of an answer.
pub(super) fn updates_in(updates: &Updates) -> &[Update] {
    match updates {
        Updates::Updates(all) => &all.updates,
        other => panic!("{other:?}"),
    }
}

/// The channel that updates come with.
fn the_channel(updates: &Updates) -> tl::types::Channel {
    let Updates::Updates(all) = updates else { panic!("{updates:?}") };
    match &all.chats[..] {
        [Chat::Channel(channel)] => channel.clone(),
        other => panic!("{other:?}"),
    }
}

async fn dialogs(client: &Client) -> Vec<tl::types::Dialog> {
    let all = f::messages::GetDialogs {
        exclude_pinned: false,
        folder_id: None,
        offset_date: 0,
        offset_id: 0,
        offset_peer: tl::enums::InputPeer::Empty,
        limit: 100,
        hash: 0,
    };
    let tl::enums::messages::Dialogs::Dialogs(all) = client.call(&all).await.unwrap() else { panic!("all") };
    let dialog = |dialog| match dialog {
        tl::enums::Dialog::Dialog(dialog) => dialog,
        other => panic!("{other:?}"),
    };
    all.dialogs.into_iter().map(dialog).collect()
}

#[tokio::test]
async fn a_channel_is_created_and_survives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let (client, storage, post) = {
        let sandbox = Sandbox::start_in(Some(folder.path()));
        let (client, elsewhere) = (sandbox.signed_in(EMPTY).await, sandbox.signed_in(EMPTY).await);
        let updates = client.call(&create(" Storage ", "what is stored", true)).await.unwrap();
        let channel = the_channel(&updates);
        assert_eq!((channel.title.as_str(), channel.creator, channel.left), ("Storage", true, false));
        assert!(channel.broadcast && !channel.megagroup && channel.username.is_none());
        let Some(tl::enums::ChatAdminRights::Rights(rights)) = &channel.admin_rights else { panic!("rights") };
        assert!(rights.post_messages && rights.edit_messages && rights.delete_messages && rights.pin_messages);
        let [Update::Channel(first), Update::NewChannelMessage(new)] = updates_in(&updates) else {
            panic!("{updates:?}")
        };
        assert_eq!(first.channel_id, channel.id);
        let Message::Service(service) = &new.message else { panic!("{new:?}") };
        assert_eq!((service.id, service.post, service.out), (1, true, true));
        let MessageAction::ChannelCreate(action) = &service.action else { panic!("{service:?}") };
        assert_eq!(action.title, "Storage");
        assert_eq!(sandbox.pushed_to(&elsewhere).len(), 2, "the message, and the channel");
        let storage = named(&channel);
        let post = client.write(&storage.peer, "a first post", 7).await;
        assert_eq!(post, 2);
        client.call(&edit(&storage.peer, post, "an edited post")).await.unwrap();
        (client, storage, post)
    };
    let sandbox = Sandbox::start_in(Some(folder.path()));
    let client = Client { methods: Methods::new(sandbox.world.clone()), caller: client.caller };
    let dialogs = dialogs(&client).await;
    let peer = tl::types::PeerChannel { channel_id: storage.id }.into();
    assert!(dialogs.iter().any(|dialog| dialog.peer == peer && dialog.top_message == post));
    let full = client.full(&storage).await;
    assert_eq!((full.about.as_str(), full.participants_count), ("what is stored", Some(1)));
    assert!(full.can_delete_channel && full.can_view_participants && full.pinned_msg_id.is_none());
    let newest = client.newest(&storage.peer).await;
    assert_eq!((newest.id, newest.message.as_str(), newest.out, newest.post), (post, "an edited post", true, true));
    assert_eq!(newest.from_id, None, "posts don't tell who wrote them");
    assert_eq!(client.refused(&to(&storage.peer, "a first post", 7)).await, "RANDOM_ID_DUPLICATE");
    let other = client.create("Another", true).await;
    assert!(other.id > storage.id);
    let members = f::channels::GetParticipant { channel: other.channel, participant: tl::enums::InputPeer::PeerSelf };
    let tl::enums::channels::ChannelParticipant::Participant(me) = client.call(&members).await.unwrap();
    assert!(matches!(me.participant, tl::enums::ChannelParticipant::Creator(_)));
}

#[tokio::test]
async fn titles_and_descriptions_have_limits() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(EMPTY).await;
    assert_eq!(client.refused(&create(" ", "", true)).await, "CHAT_TITLE_EMPTY");
    assert_eq!(client.refused(&create("Storage", &"x".repeat(256), true)).await, "CHAT_ABOUT_TOO_LONG");
    let ttl = f::channels::CreateChannel { ttl_period: Some(86_400), ..create("Storage", "", true) };
    assert_eq!(client.refused(&ttl).await, "TTL_PERIOD_INVALID");
    let storage = client.create("Storage", true).await;
    let title = |title: &str| f::channels::EditTitle { channel: storage.channel.clone(), title: title.to_owned() };
    assert_eq!(client.refused(&title("")).await, "CHAT_TITLE_EMPTY");
    assert_eq!(client.refused(&title("Storage")).await, "CHAT_NOT_MODIFIED");
    let updates = client.call(&title("Store")).await.unwrap();
    assert_eq!(the_channel(&updates).title, "Store");
    let Update::NewChannelMessage(new) = &updates_in(&updates)[1] else { panic!("{updates:?}") };
    assert!(matches!(&new.message, Message::Service(it) if it.id == 2
        && matches!(&it.action, MessageAction::ChatEditTitle(it) if it.title == "Store")));
    let about = |about: &str| f::messages::EditChatAbout { peer: storage.peer.clone(), about: about.to_owned() };
    assert_eq!(client.refused(&about(&"x".repeat(256))).await, "CHAT_ABOUT_TOO_LONG");
    assert!(client.call(&about("for files")).await.unwrap());
    assert_eq!(client.refused(&about("for files")).await, "CHAT_ABOUT_NOT_MODIFIED");
    assert_eq!(client.full(&storage).await.about, "for files");
    let mine = f::messages::EditChatAbout { peer: tl::enums::InputPeer::PeerSelf, about: String::new() };
    assert_eq!(client.refused(&mine).await, "PEER_ID_INVALID");
}

#[tokio::test]
async fn nobody_else_sees_it() {
    let sandbox = Sandbox::start();
    let (ann, ben) = (sandbox.signed_in(EMPTY).await, sandbox.signed_in(OTHER).await);
    let storage = ann.create("Storage", true).await;
    let post = ann.write(&storage.peer, "a secret", 1).await;
    let get = |it: &Named| f::channels::GetChannels { id: vec![it.channel.clone()] };
    assert!(ann.call(&get(&storage)).await.is_ok());
    assert_eq!(ben.refused(&get(&storage)).await, "CHANNEL_INVALID", "the access hash is ann's");
    let forged = tl::types::Channel { access_hash: Some(5), ..ann_channel(&ann, &storage).await };
    assert_eq!(ann.refused(&get(&named(&forged))).await, "CHANNEL_INVALID");

    // A forwarded post makes ben know the channel, but not its messages.
    let keepers = ann.join("lighthouse_keepers").await;
    ben.join("lighthouse_keepers").await;
    ann.call(&forward(&storage.peer, post, &keepers.peer, 2)).await.unwrap();
    let told = sandbox.pushed_to(&ben);
    let Some(Updates::Updates(told)) = told.last() else { panic!("{told:?}") };
    let found = told.chats.iter().find_map(|chat| match chat {
        Chat::Channel(channel) if channel.id == storage.id => Some(channel.clone()),
        _ => None,
    });
    let known = named(&found.unwrap());
    assert_eq!(ben.refused(&get(&known)).await, "CHANNEL_PRIVATE");
    assert_eq!(ben.refused(&f::channels::GetFullChannel { channel: known.channel.clone() }).await, "CHANNEL_PRIVATE");
    assert_eq!(ben.refused(&f::channels::JoinChannel { channel: known.channel.clone() }).await, "CHANNEL_PRIVATE");
    assert_eq!(ben.refused(&to(&known.peer, "hello", 3)).await, "CHANNEL_PRIVATE");
    assert_eq!(ben.refused(&edit(&known.peer, post, "mine")).await, "CHANNEL_PRIVATE");
}

async fn ann_channel(client: &Client, channel: &Named) -> tl::types::Channel {
    let request = f::channels::GetChannels { id: vec![channel.channel.clone()] };
    match client.call(&request).await.unwrap() {
        tl::enums::messages::Chats::Chats(found) => match &found.chats[..] {
            [Chat::Channel(channel)] => channel.clone(),
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn only_the_creator_changes_and_deletes_it() {
    let folder = tempfile::tempdir().unwrap();
    let (client, storage) = {
        let sandbox = Sandbox::start_in(Some(folder.path()));
        let client = sandbox.signed_in(EMPTY).await;
        let storage = client.create("Storage", true).await;
        let leave = f::channels::LeaveChannel { channel: storage.channel.clone() };
        assert_eq!(client.refused(&leave).await, "USER_CREATOR");
        let notices = client.join("harbour_notices").await;
        let delete = |it: &Named| f::channels::DeleteChannel { channel: it.channel.clone() };
        assert_eq!(client.refused(&delete(&notices)).await, "CHAT_ADMIN_REQUIRED");
        let rename = f::channels::EditTitle { channel: notices.channel, title: "Mine".into() };
        assert_eq!(client.refused(&rename).await, "CHAT_ADMIN_REQUIRED");
        let Updates::Updates(updates) = client.call(&delete(&storage)).await.unwrap() else { panic!("updates") };
        assert!(matches!(&updates.chats[..], [Chat::ChannelForbidden(it)] if it.id == storage.id && it.broadcast));
        assert_eq!(client.refused(&delete(&storage)).await, "CHANNEL_PRIVATE");
        (client, storage)
    };
    let sandbox = Sandbox::start_in(Some(folder.path()));
    let client = Client { methods: Methods::new(sandbox.world.clone()), caller: client.caller };
    assert_eq!(client.refused(&to(&storage.peer, "still there?", 1)).await, "CHANNEL_PRIVATE");
    assert_eq!(dialogs(&client).await.len(), 1, "only that of the other channel");
    assert!(client.create("Storage", true).await.id > storage.id, "ids are not used again");
}

#[tokio::test]
async fn a_supergroup_is_created_too() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(EMPTY).await;
    let group = client.create("Helpers", false).await;
    let channel = ann_channel(&client, &group).await;
    assert!(channel.megagroup && !channel.broadcast && channel.default_banned_rights.is_some());
    let id = client.write(&group.peer, "hello", 1).await;
    let message = client.post(&group, id).await;
    let me = tl::enums::Peer::from(tl::types::PeerUser { user_id: 7_000_022_001 });
    assert_eq!((message.post, message.from_id), (false, Some(me)));
    sandbox.world.clock().advance(Duration::from_secs(3 * 86_400));
    client.call(&edit(&group.peer, id, "who may pin may also edit for ever")).await.unwrap();
}
