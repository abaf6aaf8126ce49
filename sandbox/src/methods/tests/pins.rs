//! Pinned messages of a channel.

use tl::enums::MessagesFilter as Filter;
use tl::enums::{InputPeer, Message, MessageAction, MessageReplyHeader, Update};

use super::chats::Named;
use super::own_channels::{OTHER, updates_in};
use super::*;

fn pin(channel: &Named, id: i32, unpin: bool) -> f::messages::UpdatePinnedMessage {
    f::messages::UpdatePinnedMessage { silent: true, unpin, pm_oneside: false, peer: channel.peer.clone(), id }
}

fn unpin_all(peer: &InputPeer) -> f::messages::UnpinAllMessages {
    f::messages::UnpinAllMessages { peer: peer.clone(), top_msg_id: None, saved_peer_id: None }
}

async fn pinned(client: &Client, channel: &Named) -> Vec<i32> {
    let request = f::messages::Search { peer: channel.peer.clone(), ..search(Filter::InputMessagesFilterPinned) };
    match client.call(&request).await.unwrap() {
        tl::enums::messages::Messages::ChannelMessages(found) => found.messages.iter().map(Message::id).collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn posts_are_pinned_found_and_unpinned() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::start_in(Some(folder.path()));
    let (client, elsewhere) = (sandbox.signed_in(EMPTY).await, sandbox.signed_in(EMPTY).await);
    let storage = client.create("Storage", true).await;
    let first = client.write(&storage.peer, "the manifest", 1).await;
    let second = client.write(&storage.peer, "another", 2).await;
    let updates = client.call(&pin(&storage, first, false)).await.unwrap();
    let [Update::PinnedChannelMessages(update), Update::NewChannelMessage(new)] = updates_in(&updates) else {
        panic!("{updates:?}")
    };
    assert_eq!((update.pinned, &update.messages[..], update.pts + 1), (true, &[first][..], new.pts));
    let Message::Service(service) = &new.message else { panic!("{new:?}") };
    let Some(MessageReplyHeader::Header(header)) = &service.reply_to else { panic!("{service:?}") };
    assert_eq!((service.id, header.reply_to_msg_id), (second + 1, Some(first)));
    assert_eq!(service.action, MessageAction::PinMessage);
    assert_eq!(updates_in(sandbox.pushed_to(&elsewhere).last().unwrap()).len(), 2);

    assert_eq!(client.full(&storage).await.pinned_msg_id, Some(first));
    assert!(client.post(&storage, first).await.pinned && !client.post(&storage, second).await.pinned);
    assert_eq!(client.refused(&pin(&storage, first, false)).await, "CHAT_NOT_MODIFIED");
    assert_eq!(client.refused(&pin(&storage, 99, false)).await, "MESSAGE_ID_INVALID");
    assert_eq!(client.refused(&pin(&storage, 1, false)).await, "MESSAGE_ID_INVALID", "a service message");
    client.call(&pin(&storage, second, false)).await.unwrap();
    assert_eq!(pinned(&client, &storage).await, [second, first]);
    let newest =
        f::channels::GetMessages { channel: storage.channel.clone(), id: vec![tl::enums::InputMessage::Pinned] };
    let tl::enums::messages::Messages::ChannelMessages(found) = client.call(&newest).await.unwrap() else {
        panic!("messages")
    };
    assert_eq!(found.messages[0].id(), second);

    let sandbox = Sandbox::start_in(Some(folder.path()));
    let client = Client { methods: Methods::new(sandbox.world.clone()), caller: client.caller };
    assert_eq!(pinned(&client, &storage).await, [second, first]);
    let updates = client.call(&pin(&storage, second, true)).await.unwrap();
    assert!(matches!(updates_in(&updates), [Update::PinnedChannelMessages(it)] if !it.pinned), "no service message");
    client.call(&pin(&storage, second, false)).await.unwrap();
    let before = client.full(&storage).await.pts;
    let tl::enums::messages::AffectedHistory::History(affected) = client.call(&unpin_all(&storage.peer)).await.unwrap();
    assert_eq!((affected.pts, affected.pts_count, affected.offset), (before + 2, 2, 0));
    assert!(pinned(&client, &storage).await.is_empty());
    assert_eq!(client.full(&storage).await.pinned_msg_id, None);
    assert_eq!(client.refused(&unpin_all(&storage.peer)).await, "CHAT_NOT_MODIFIED");
}

#[tokio::test]
async fn private_messages_are_pinned_for_both_or_for_one() {
    let sandbox = Sandbox::start();
    let (ann, ben) = (sandbox.signed_in(EMPTY).await, sandbox.signed_in(OTHER).await);
    let (to_ben, to_ann) = (ann.chat_with(OTHER).await, ben.chat_with(EMPTY).await);
    let found = async |client: &Client, peer: &InputPeer| {
        let request = f::messages::Search { peer: peer.clone(), ..search(Filter::InputMessagesFilterPinned) };
        client.search(request).await.count
    };
    for (random_id, pm_oneside) in [(1, false), (2, true)] {
        let id = ann.write(&to_ben, "remember", random_id).await;
        let request =
            f::messages::UpdatePinnedMessage { silent: true, unpin: false, pm_oneside, peer: to_ben.clone(), id };
        ann.call(&request).await.unwrap();
    }
    assert_eq!((found(&ann, &to_ben).await, found(&ben, &to_ann).await), (2, 1));
    assert!(matches!(updates_in(sandbox.pushed_to(&ben).last().unwrap()), [Update::NewMessage(_)]));
}

#[tokio::test]
async fn only_admins_pin_in_channels() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(EMPTY).await;
    let keepers = client.join("lighthouse_keepers").await;
    assert_eq!(pinned(&client, &keepers).await, [1]);
    assert_eq!(client.refused(&pin(&keepers, 2, false)).await, "CHAT_ADMIN_REQUIRED");
    assert_eq!(client.refused(&unpin_all(&keepers.peer)).await, "CHAT_ADMIN_REQUIRED");
    let id = client.say("a note", 1).await;
    let mine = f::messages::UpdatePinnedMessage { peer: InputPeer::PeerSelf, ..pin(&keepers, id, false) };
    let updates = client.call(&mine).await.unwrap();
    assert_eq!(updates_in(&updates).len(), 1, "no service message in one's own chat");
    assert_eq!(client.search(search(Filter::InputMessagesFilterPinned)).await.ids(), [id]);
    client.call(&unpin_all(&InputPeer::PeerSelf)).await.unwrap();
    assert_eq!(client.search(search(Filter::InputMessagesFilterPinned)).await.count, 0);
}
