//! Forwarding without the author, and several messages at once.

use tl::enums::{InputPeer, Message, Update, Updates};

use super::chats::{forward, to};
use super::own_channels::updates_in;
use super::uploads::{download, photo, send_album, the_document, the_photo, upload_picture};
use super::*;
use crate::content::ramp;

/// The new messages in an answer, in order, and the `random_id`s to which their ids belong.
fn forwarded(updates: &Updates) -> (Vec<tl::types::Message>, Vec<i64>) {
    let messages = updates_in(updates).iter().filter_map(|update| match update {
        Update::NewMessage(new) => Some(&new.message),
        Update::NewChannelMessage(new) => Some(&new.message),
        _ => None,
    });
    let messages: Vec<_> = messages
        .map(|message| match message {
            Message::Message(message) => message.clone(),
            other => panic!("{other:?}"),
        })
        .collect();
    let random_id = |message: &tl::types::Message| {
        updates_in(updates).iter().find_map(|update| match update {
            Update::MessageId(it) if it.id == message.id => Some(it.random_id),
            _ => None,
        })
    };
    let random_ids = messages.iter().map(|message| random_id(message).unwrap()).collect();
    (messages, random_ids)
}

#[tokio::test]
async fn a_copy_has_the_same_document_and_no_author() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(EMPTY).await;
    let (storage, other) = (client.create("Storage", true).await, client.create("Copies", true).await);
    let one = client.post_document(&storage, "one", 1).await;
    let two = client.post_document(&storage, "two", 2).await;
    let text = client.write(&storage.peer, "a folder", 3).await;
    let several = |ids: Vec<i32>, random_ids: Vec<i64>| f::messages::ForwardMessages {
        drop_author: true,
        id: ids,
        random_id: random_ids,
        ..forward(&storage.peer, 0, &other.peer, 0)
    };
    // Missing messages and service messages are skipped.
    let request = several(vec![two.id, 1, one.id, 999, text], vec![21, 22, 23, 24, 25]);
    let (copies, random_ids) = forwarded(&client.call(&request).await.unwrap());
    assert_eq!(random_ids, [21, 23, 25]);
    let texts: Vec<_> = copies.iter().map(|copy| copy.message.as_str()).collect();
    assert_eq!(texts, ["two", "one", "a folder"]);
    assert_eq!(copies.iter().map(|copy| copy.id).collect::<Vec<_>>(), [2, 3, 4], "ids are those of the other channel");
    assert!(copies.iter().all(|copy| copy.fwd_from.is_none() && copy.grouped_id.is_none() && copy.post));
    assert_eq!(the_document(&copies[0]).id, the_document(&two).id);
    assert_eq!(client.refused(&request).await, "RANDOM_ID_DUPLICATE");
    assert_eq!(client.refused(&several(vec![one.id, two.id], vec![31, 31])).await, "RANDOM_ID_DUPLICATE");
    assert_eq!(client.refused(&several(vec![1, 999], vec![32, 33])).await, "MESSAGE_ID_INVALID");
    assert_eq!(client.refused(&several(vec![one.id], vec![34, 35])).await, "RANDOM_ID_INVALID");
    assert_eq!(client.refused(&several(Vec::new(), Vec::new())).await, "MESSAGE_IDS_EMPTY");
    let many = (several(vec![one.id; 101], (100..201).collect()), several(vec![one.id; 100], (300..400).collect()));
    assert_eq!(client.refused(&many.0).await, "RANDOM_ID_INVALID");
    assert_eq!(forwarded(&client.call(&many.1).await.unwrap()).0.len(), 100);

    let bare = f::messages::ForwardMessages { drop_media_captions: true, ..several(vec![one.id, text], vec![41, 42]) };
    let (copies, _) = forwarded(&client.call(&bare).await.unwrap());
    assert_eq!((copies[0].message.as_str(), copies[1].message.as_str()), ("", "a folder"));
    // The copy is its own message: it can be edited, and outlives the original.
    client.call(&edit(&other.peer, copies[0].id, "revision 2")).await.unwrap();
    let delete = f::channels::DeleteMessages { channel: storage.channel.clone(), id: vec![one.id] };
    client.call(&delete).await.unwrap();
    let copy = client.post(&other, copies[0].id).await;
    assert_eq!(download(&client, &the_document(&copy)).await, ramp(0, 3000));

    let (with_author, _) = forwarded(&client.call(&forward(&storage.peer, two.id, &other.peer, 51)).await.unwrap());
    let Some(tl::enums::MessageFwdHeader::Header(header)) = &with_author[0].fwd_from else { panic!("forwarded") };
    assert_eq!((header.channel_post, header.date), (Some(two.id), two.date));
    assert_eq!(client.refused(&edit(&other.peer, with_author[0].id, "mine")).await, "MESSAGE_ID_INVALID");
}

#[tokio::test]
async fn albums_stay_together() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(EMPTY).await;
    let mut media = Vec::new();
    for id in 1..=2 {
        let upload = upload_picture(&client, id, 60, 40).await;
        let request =
            f::messages::UploadMedia { business_connection_id: None, peer: InputPeer::PeerSelf, media: photo(upload) };
        let photo = the_photo(&client.call(&request).await.unwrap());
        let (id, access_hash, file_reference) = (photo.id, photo.access_hash, photo.file_reference);
        let id = tl::types::InputPhoto { id, access_hash, file_reference }.into();
        let (ttl_seconds, video) = (None, None);
        media.push(tl::types::InputMediaPhoto { spoiler: false, live_photo: false, id, ttl_seconds, video }.into());
    }
    let (album, _) = forwarded(&client.call(&send_album(media)).await.unwrap());
    let alone = client.say("alone", 3).await;
    let me = InputPeer::PeerSelf;
    let request = f::messages::ForwardMessages {
        drop_author: true,
        id: vec![album[0].id, album[1].id, alone],
        random_id: vec![11, 12, 13],
        ..forward(&me, 0, &me, 0)
    };
    let (copies, _) = forwarded(&client.call(&request).await.unwrap());
    let albums: Vec<_> = copies.iter().map(|copy| copy.grouped_id).collect();
    assert!(albums[0].is_some() && albums[0] == albums[1] && albums[2].is_none());
    assert_ne!(albums[0], album[0].grouped_id);
}

#[tokio::test]
async fn protected_chats_keep_their_messages() {
    let sandbox = Sandbox::start();
    let client = sandbox.signed_in(EMPTY).await;
    let guard = client.join("old_guard").await;
    let storage = client.create("Storage", true).await;
    let request = f::messages::ForwardMessages { drop_author: true, ..forward(&guard.peer, 1, &storage.peer, 1) };
    let refused = client.call(&request).await.unwrap_err();
    assert_eq!((refused.code, refused.name.as_str()), (406, "CHAT_FORWARDS_RESTRICTED"));
    let notices = client.join("harbour_notices").await;
    assert_eq!(client.refused(&forward(&storage.peer, 1, &notices.peer, 2)).await, "CHAT_ADMIN_REQUIRED");
    assert_eq!(client.refused(&to(&notices.peer, "hello", 3)).await, "CHAT_ADMIN_REQUIRED");
}
