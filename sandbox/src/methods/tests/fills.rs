//! Channels that a test filled, and what tests change by hand.

use tl::enums::{InputPeer, Message, Update};

use super::chats::{Named, forward};
use super::own_channels::updates_in;
use super::uploads::{download, the_document};
use super::*;
use crate::content::{FilledMessage, ramp};
use crate::world::{ChatRef, ControlError};

const COUNT: u32 = 100_000;

fn filled(index: u32) -> FilledMessage {
    match index % 10 {
        0 => FilledMessage::text(format!("folder {index}")),
        _ => FilledMessage::document(format!("manifest {index}"), format!("{index}.bin"), u64::from(index), 300),
    }
}

fn history(channel: &Named) -> f::messages::GetHistory {
    f::messages::GetHistory {
        peer: channel.peer.clone(),
        offset_id: 0,
        offset_date: 0,
        add_offset: 0,
        limit: 100,
        max_id: 0,
        min_id: 0,
        hash: 0,
    }
}

/// The messages of a page, and the number of all.
async fn page(client: &Client, request: f::messages::GetHistory) -> (Vec<Message>, i32) {
    match client.call(&request).await.unwrap() {
        tl::enums::messages::Messages::ChannelMessages(page) => (page.messages, page.count),
        other => panic!("{other:?}"),
    }
}

fn ids(messages: &[Message]) -> Vec<i32> {
    messages.iter().map(Message::id).collect()
}

fn text(message: &Message) -> &str {
    match message {
        Message::Message(message) => &message.message,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_hundred_thousand_messages_are_paged_in_both_directions() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::start_in(Some(folder.path()));
    let client = sandbox.signed_in(EMPTY).await;
    let storage = client.create("Storage", true).await;
    let before = client.full(&storage).await.pts;
    let chat = ChatRef::Channel(storage.id);
    let begun = std::time::Instant::now();
    assert_eq!(sandbox.world.fill(chat, COUNT, &filled), Ok(2..=100_001));
    println!("filled in {:?}", begun.elapsed());
    let pushed = sandbox.pushed_to(&client);
    assert!(matches!(updates_in(pushed.last().unwrap()), [Update::ChannelTooLong(it)] if it.channel_id == storage.id));
    let newest = client.write(&storage.peer, "the newest", 1).await;
    assert_eq!(newest, 100_002);
    let missed = |pts| f::updates::GetChannelDifference {
        force: false,
        channel: storage.channel.clone(),
        filter: tl::enums::ChannelMessagesFilter::Empty,
        pts,
        limit: 100,
    };
    use tl::enums::updates::ChannelDifference as Difference;
    assert!(matches!(client.call(&missed(before)).await.unwrap(), Difference::TooLong(_)));
    let after = before + 100_000;
    assert!(
        matches!(client.call(&missed(after)).await.unwrap(), Difference::Difference(it) if it.new_messages.len() == 1)
    );
    drop(sandbox);

    let begun = std::time::Instant::now();
    let sandbox = Sandbox::start_in(Some(folder.path()));
    println!("loaded in {:?}", begun.elapsed());
    let client = Client { methods: Methods::new(sandbox.world.clone()), caller: client.caller };
    assert!(matches!(client.call(&missed(before)).await.unwrap(), Difference::TooLong(_)));
    let begun = std::time::Instant::now();
    let (mut seen, mut offset_id) = (Vec::new(), 0);
    loop {
        let (messages, count) = page(&client, f::messages::GetHistory { offset_id, ..history(&storage) }).await;
        assert_eq!(count, 100_002);
        let Some(last) = messages.last() else { break };
        offset_id = last.id();
        seen.extend(ids(&messages));
    }
    assert!(seen.into_iter().eq((1..=100_002).rev()));
    println!("read in {:?}", begun.elapsed());
    // From the oldest on, as `iter_messages(reverse=True)` of Telethon does.
    let oldest = f::messages::GetHistory { offset_id: 1, add_offset: -100, ..history(&storage) };
    assert_eq!(ids(&page(&client, oldest).await.0), (1..=100).rev().collect::<Vec<_>>());
    let later = f::messages::GetHistory { offset_id: 101, add_offset: -100, ..history(&storage) };
    assert_eq!(ids(&page(&client, later).await.0), (101..=200).rev().collect::<Vec<_>>());
    let between = f::messages::GetHistory { min_id: 50, max_id: 60, offset_id: 61, ..history(&storage) };
    assert_eq!(ids(&page(&client, between).await.0), (51..60).rev().collect::<Vec<_>>());

    let found = client.posts(&storage, &[2, 50_005, 100_001, 100_003]).await;
    assert_eq!([text(&found[0]), text(&found[1]), text(&found[2])], ["folder 0", "manifest 50003", "manifest 99999"]);
    assert!(matches!(found[3], Message::Empty(_)));
    let one = client.post(&storage, 50_005).await;
    assert!(one.post && one.out);
    let document = the_document(&one);
    assert_eq!((document.size, document.dc_id), (300, 2));
    assert_eq!(download(&client, &document).await, ramp(50_003, 300));
}

#[tokio::test]
async fn filled_messages_are_like_others() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::start_in(Some(folder.path()));
    let client = sandbox.signed_in(EMPTY).await;
    let storage = client.create("Storage", true).await;
    let chat = ChatRef::Channel(-1_000_000_000_000 - storage.id);
    sandbox.world.fill(chat, 50, &filled).unwrap();
    assert_eq!(sandbox.world.fill(chat, 30, &|index| FilledMessage::text(format!("again {index}"))), Ok(52..=81));
    client.call(&edit(&storage.peer, 5, "revision 2")).await.unwrap();
    let delete = f::channels::DeleteMessages { channel: storage.channel.clone(), id: vec![6, 52] };
    client.call(&delete).await.unwrap();
    let updates = client.call(&forward(&storage.peer, 7, &InputPeer::PeerSelf, 1)).await.unwrap();
    let Update::NewMessage(copy) = &updates_in(&updates)[1] else { panic!("{updates:?}") };
    let Message::Message(copy) = copy.message.clone() else { panic!("a message") };
    drop(sandbox);

    let sandbox = Sandbox::start_in(Some(folder.path()));
    let client = Client { methods: Methods::new(sandbox.world.clone()), caller: client.caller };
    let edited = client.post(&storage, 5).await;
    assert_eq!(edited.message, "revision 2");
    assert_eq!(download(&client, &the_document(&edited)).await, ramp(3, 300));
    let (all, count) = page(&client, history(&storage)).await;
    assert_eq!((count, text(&all[0])), (79, "again 29"));
    assert!(!ids(&all).contains(&6) && !ids(&all).contains(&52));
    let search = |q: &str| f::messages::Search {
        peer: storage.peer.clone(),
        q: q.into(),
        ..search(tl::enums::MessagesFilter::InputMessagesFilterEmpty)
    };
    for (q, expected) in [("manifest 7", vec![9]), ("7.bin", vec![9]), ("revision", vec![5]), ("again 3", vec![55])] {
        let tl::enums::messages::Messages::ChannelMessages(found) = client.call(&search(q)).await.unwrap() else {
            panic!("messages")
        };
        assert_eq!(ids(&found.messages), expected, "{q}");
    }
    assert_eq!(the_document(&copy).id, the_document(&client.post(&storage, 7).await).id);
    assert_eq!(client.write(&storage.peer, "the newest", 2).await, 82);
    let refused = |result| matches!(result, Err(ControlError::Refused(_)));
    assert!(refused(sandbox.world.fill(chat, 0, &filled)));
    assert!(refused(sandbox.world.fill(chat, 1, &|_| FilledMessage::document("", "a", 0, 0))));
    assert_eq!(sandbox.world.fill(ChatRef::SavedMessages(EMPTY.0), 1, &filled), Err(ControlError::Chat));
    assert_eq!(sandbox.world.fill(ChatRef::Channel(5), 1, &filled), Err(ControlError::Chat));
    assert!(sandbox.world.fill(ChatRef::Username("Slow_Tide"), 1, &filled).is_ok());
}

#[tokio::test]
async fn messages_are_changed_and_removed_by_hand() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(EMPTY).await;
    let storage = client.create("Storage", true).await;
    let posted = client.post_document(&storage, "manifest", 1).await;
    let note = client.say("a note", 2).await;
    let (channel, saved) = (ChatRef::Channel(storage.id), ChatRef::SavedMessages(EMPTY.0));
    let world = &sandbox.world;
    for (chat, id) in [(channel, posted.id), (saved, note)] {
        assert_eq!(world.change_message(chat, id, "no manifest".into()), Ok(()));
        assert_eq!(world.change_message(chat, 99, "x".into()), Err(ControlError::Message));
        assert_eq!(world.remove_message(chat, 99), Err(ControlError::Message));
    }
    assert_eq!(client.post(&storage, posted.id).await.message, "no manifest");
    let channels = world.created_channels(EMPTY.0).unwrap();
    assert_eq!(channels.iter().map(|it| (it.id, it.title.as_str())).collect::<Vec<_>>(), [(storage.id, "Storage")]);
    let found = world.summaries(channel, 0, 100).unwrap();
    assert_eq!(found.iter().map(|it| (it.id, it.service)).collect::<Vec<_>>(), [(posted.id, false), (1, true)]);
    let document = found[0].document.as_ref().unwrap();
    assert_eq!((document.id, document.size), (the_document(&posted).id, 3000));
    assert_eq!(world.summaries(channel, posted.id, 100).unwrap()[..], found[1..]);
    assert_eq!(world.summaries(saved, 0, 1).unwrap()[0].text, "no manifest");
    assert_eq!(sandbox.pushed_to(&client).len(), 2, "all clients are told");
    assert_eq!(world.alter_document(saved, note, 0), Err(ControlError::Byte));
    for (chat, id) in [(channel, posted.id), (saved, note)] {
        assert_eq!(world.remove_message(chat, id), Ok(()));
        assert_eq!(world.remove_message(chat, id), Err(ControlError::Message));
    }
    assert!(matches!(client.posts(&storage, &[posted.id]).await[0], Message::Empty(_)));
}

#[tokio::test]
async fn a_byte_of_a_document_is_altered() {
    let folder = tempfile::tempdir().unwrap();
    let sandbox = Sandbox::start_in(Some(folder.path()));
    let client = sandbox.signed_in(EMPTY).await;
    let storage = client.create("Storage", true).await;
    let posted = client.post_document(&storage, "manifest", 1).await;
    let (chat, uploaded) = (ChatRef::Channel(storage.id), posted.id);
    let computed = *sandbox.world.fill(chat, 2, &filled).unwrap().end();
    for (id, length) in [(uploaded, 3000), (computed, 300)] {
        assert_eq!(sandbox.world.alter_document(chat, id, length), Err(ControlError::Byte));
        let whole = download(&client, &the_document(&client.post(&storage, id).await)).await;
        sandbox.world.alter_document(chat, id, 200).unwrap();
        let altered = download(&client, &the_document(&client.post(&storage, id).await)).await;
        let differs = |offset: &usize| whole[*offset] != altered[*offset];
        assert_eq!((0..whole.len()).filter(differs).collect::<Vec<_>>(), [200]);
    }
    drop(sandbox);
    let sandbox = Sandbox::start_in(Some(folder.path()));
    let client = Client { methods: Methods::new(sandbox.world.clone()), caller: client.caller };
    for (id, start, length) in [(uploaded, 0, 3000), (computed, 1, 300)] {
        let document = the_document(&client.post(&storage, id).await);
        assert_ne!(download(&client, &document).await, ramp(start, length));
        sandbox.world.alter_document(chat, id, 200).unwrap();
        assert_eq!(download(&client, &document).await, ramp(start, length), "restored");
    }
}
