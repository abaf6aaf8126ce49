//! Documents in a channel: posting, editing and deleting them, and the limits of captions.

use std::time::Duration;

use tl::enums::{InputPeer, Message, Update};

use super::chats::{Named, to};
use super::own_channels::{OTHER, updates_in};
use super::uploads::{document, download, file, photo, save, send_album, send_media, the_document, upload_picture};
use super::*;
use crate::content::ramp;

/// An account with premium.
const PREMIUM: (&str, &str) = ("+9996620002", "22222");
const DAY: u64 = 86_400;

impl Client {
    /// Posts a document of 3,000 bytes.
    pub(super) async fn post_document(&self, channel: &Named, caption: &str, random_id: i64) -> tl::types::Message {
        save(self, random_id, 0, ramp(0, 3000)).await.unwrap();
        let media = document(file(random_id, 1), "application/octet-stream", "a.bin");
        let request = f::messages::SendMedia { peer: channel.peer.clone(), ..send_media(media, caption, random_id) };
        let updates = self.call(&request).await.unwrap();
        let new = updates_in(&updates).iter().find_map(|update| match update {
            Update::NewChannelMessage(new) => Some(new.message.clone()),
            _ => None,
        });
        match new {
            Some(Message::Message(message)) => message,
            other => panic!("{other:?}"),
        }
    }
}

fn delete(channel: &Named, ids: &[i32]) -> f::channels::DeleteMessages {
    f::channels::DeleteMessages { channel: channel.channel.clone(), id: ids.to_vec() }
}

#[tokio::test]
async fn captions_of_posts_can_be_edited_for_ever() {
    let sandbox = Sandbox::start();
    let (client, elsewhere) = (sandbox.signed_in(EMPTY).await, sandbox.signed_in(EMPTY).await);
    let storage = client.create("Storage", true).await;
    let posted = client.post_document(&storage, "revision 1", 1).await;
    let stored = the_document(&posted);
    assert_eq!((posted.post, posted.edit_date), (true, None));
    sandbox.world.clock().advance(Duration::from_secs(400 * DAY));
    let before = client.full(&storage).await.pts;
    let updates = client.call(&edit(&storage.peer, posted.id, "revision 2")).await.unwrap();
    let [Update::EditChannelMessage(update)] = updates_in(&updates) else { panic!("{updates:?}") };
    assert_eq!((update.pts, update.pts_count), (before + 1, 1));
    let edited = client.post(&storage, posted.id).await;
    assert_eq!((edited.message.as_str(), edited.date), ("revision 2", posted.date));
    assert!(edited.edit_date.unwrap() >= posted.date + 400 * DAY as i32);
    assert_eq!(the_document(&edited).id, stored.id, "the media stays");
    assert_eq!(download(&client, &the_document(&edited)).await, ramp(0, 3000));
    let told = sandbox.pushed_to(&elsewhere);
    assert!(matches!(updates_in(told.last().unwrap()), [Update::EditChannelMessage(it)] if it.pts == before + 1));

    assert_eq!(client.refused(&edit(&storage.peer, posted.id, "revision 2")).await, "MESSAGE_NOT_MODIFIED");
    assert_eq!(client.refused(&edit(&storage.peer, 1, "a service message")).await, "MESSAGE_ID_INVALID");
    assert_eq!(client.refused(&edit(&storage.peer, 99, "nothing")).await, "MESSAGE_ID_INVALID");
    let notices = client.join("harbour_notices").await;
    assert_eq!(client.refused(&edit(&notices.peer, 1, "forged")).await, "CHAT_ADMIN_REQUIRED");
    // A caption can be emptied, a text can't.
    client.call(&edit(&storage.peer, posted.id, "")).await.unwrap();
    let text = client.write(&storage.peer, "a folder", 2).await;
    assert_eq!(client.refused(&edit(&storage.peer, text, "")).await, "MESSAGE_EMPTY");
    assert!(matches!(
        &client.posts(&storage, &[posted.id, 1, 99]).await[..],
        [Message::Message(_), Message::Service(_), Message::Empty(_)]
    ));
    let ids = vec![tl::types::InputMessageId { id: posted.id }.into()];
    let tl::enums::messages::Messages::Messages(box_) =
        client.call(&f::messages::GetMessages { id: ids }).await.unwrap()
    else {
        panic!("messages")
    };
    assert!(matches!(&box_.messages[..], [Message::Empty(_)]), "ids of channels are not those of the message box");
    let none = f::channels::GetMessages { channel: storage.channel, id: Vec::new() };
    assert_eq!(client.refused(&none).await, "MESSAGE_IDS_EMPTY");
}

#[tokio::test]
async fn other_messages_can_be_edited_for_two_days() {
    let sandbox = Sandbox::start();
    let (ann, ben) = (sandbox.signed_in(EMPTY).await, sandbox.signed_in(OTHER).await);
    let group = ann.join("lighthouse_keepers").await.peer;
    let stranger = ann.find_person("ines_faro").await;
    let me = InputPeer::PeerSelf;
    let mut sent = Vec::new();
    for (random_id, peer) in (1..).zip([&group, &stranger, &me]) {
        sent.push((peer, ann.write(peer, "first", random_id).await));
    }
    sandbox.world.clock().advance(Duration::from_secs(2 * DAY - 60));
    for (peer, id) in &sent {
        ann.call(&edit(peer, *id, "second")).await.unwrap();
    }
    sandbox.world.clock().advance(Duration::from_secs(60));
    for (peer, id) in &sent[..2] {
        assert_eq!(ann.refused(&edit(peer, *id, "third")).await, "MESSAGE_EDIT_TIME_EXPIRED");
    }
    ann.call(&edit(&me, sent[2].1, "third")).await.unwrap();
    let group = ben.join("lighthouse_keepers").await.peer;
    assert_eq!(ben.refused(&edit(&group, sent[0].1, "not mine")).await, "MESSAGE_AUTHOR_REQUIRED");
}

#[tokio::test]
async fn premium_accounts_have_longer_captions() {
    let sandbox = Sandbox::start();
    for (account, maximum) in [(EMPTY, 1024), (PREMIUM, 2048)] {
        let client = sandbox.signed_in(account).await;
        let storage = client.create("Storage", true).await;
        // Each of these letters is two UTF-16 code units; white space at the end does not count.
        let (longest, long) = ("🪞".repeat(maximum / 2), "🪞".repeat(maximum / 2) + "x");
        let posted = client.post_document(&storage, &format!("{longest}  \n"), 1).await;
        assert_eq!(posted.message, longest);
        assert_eq!(client.refused(&edit(&storage.peer, posted.id, &long)).await, "MEDIA_CAPTION_TOO_LONG");
        save(&client, 2, 0, ramp(0, 10)).await.unwrap();
        let media = document(file(2, 1), "application/octet-stream", "a.bin");
        assert_eq!(client.refused(&send_media(media, &long, 2)).await, "MEDIA_CAPTION_TOO_LONG");
        let upload = upload_picture(&client, 3, 60, 40).await;
        let mut album = send_album(vec![photo(upload)]);
        let tl::enums::InputSingleMedia::Media(single) = &mut album.multi_media[0];
        single.message = long;
        assert_eq!(client.refused(&album).await, "MEDIA_CAPTION_TOO_LONG");
        let text = "🪞".repeat(2048);
        client.write(&storage.peer, &text, 4).await;
        assert_eq!(client.refused(&to(&storage.peer, &(text + "x"), 5)).await, "MESSAGE_TOO_LONG");
    }
}

#[tokio::test]
async fn the_creator_deletes_up_to_a_hundred_at_once() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(EMPTY).await;
    let storage = client.create("Storage", true).await;
    for random_id in 1..=105 {
        client.write(&storage.peer, "a folder", random_id).await;
    }
    let before = client.full(&storage).await.pts;
    let gone = async |ids: &[i32]| {
        let tl::enums::messages::AffectedMessages::Messages(gone) = client.call(&delete(&storage, ids)).await.unwrap();
        (gone.pts, gone.pts_count)
    };
    assert_eq!(client.refused(&delete(&storage, &[1, 2])).await, "MESSAGE_DELETE_FORBIDDEN");
    assert_eq!(gone(&[2, 999, 3, 2]).await, (before + 2, 2), "unknown ones and repetitions don't count");
    assert_eq!(gone(&[2, 3]).await, (before + 2, 0));
    let rest: Vec<_> = (4..=106).collect();
    assert_eq!(gone(&rest).await, (before + 102, 100));
    let left = client.posts(&storage, &[103, 104, 105, 106]).await;
    assert!(matches!(&left[..], [Message::Empty(_), Message::Message(_), Message::Message(_), Message::Message(_)]));

    let missed = f::updates::GetChannelDifference {
        force: false,
        channel: storage.channel.clone(),
        filter: tl::enums::ChannelMessagesFilter::Empty,
        pts: before,
        limit: 100,
    };
    let difference = client.call(&missed).await.unwrap();
    let tl::enums::updates::ChannelDifference::Difference(difference) = difference else { panic!("{difference:?}") };
    let deleted = difference.other_updates.iter().map(|update| match update {
        Update::DeleteChannelMessages(it) => (it.channel_id, it.messages.len(), it.pts_count),
        other => panic!("{other:?}"),
    });
    assert_eq!(deleted.collect::<Vec<_>>(), [(storage.id, 2, 2), (storage.id, 100, 100)]);

    // The same for the message box.
    let mut ids = Vec::new();
    for random_id in 201..=302 {
        ids.push(client.say("a note", random_id).await);
    }
    let all = f::messages::DeleteMessages { revoke: true, id: ids };
    let tl::enums::messages::AffectedMessages::Messages(gone) = client.call(&all).await.unwrap();
    assert_eq!(gone.pts_count, 100);
}
