//! The account that stores, and its channels.

use heliograph::drive::{Drive, Error};
use heliograph::store::drive::channels::{self, Channel};
use heliograph::telegram::{Account, ChatId, ChatKind, ChatRef};

use super::bench::sign_in;
use crate::harness::{DEMO, EMPTY, TestServer};

async fn pinned(account: &Account, chat: ChatId) -> Vec<String> {
    account.pinned_posts(chat).await.expect("asked").into_iter().map(|post| post.text).collect()
}

fn manifest(chats: &[ChatId]) -> String {
    let chats: Vec<_> = chats.iter().map(ChatId::to_string).collect();
    format!("heliograph/1 {{\"kind\":\"channels\",\"channels\":[{}]}}", chats.join(","))
}

async fn unusable(drive: &Drive) -> &'static str {
    match drive.storage().await {
        Err(Error::StorageUnusable(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_drive_makes_one_channel() {
    let server = TestServer::start().await;
    let drive = server.drive(|_| {});
    assert!(matches!(drive.storage().await, Err(Error::StorageSignedOut)));
    assert!(matches!(drive.storage_account().await, Err(Error::StorageSignedOut)));
    sign_in(&drive, EMPTY).await;
    let (one, other, third) = tokio::join!(drive.storage(), drive.storage(), drive.storage());
    let storage = one.expect("a channel");
    assert_eq!([other.expect("a channel").chat, third.expect("a channel").chat], [storage.chat; 2]);
    assert_eq!(server.calls("channels.createChannel"), 1);
    let listed = storage.account.chats(10).await.expect("the list");
    let made = listed.iter().find(|chat| chat.id == storage.chat).expect("it is listed");
    assert_eq!((made.name.as_str(), made.kind), ("Heliograph drive", ChatKind::Channel));
    assert_eq!(pinned(&storage.account, storage.chat).await, [manifest(&[storage.chat])]);
    let rows = channels::list(server.store()).await.expect("a database");
    assert!(matches!(rows[..], [Channel { number: 1, manifest: Some(_), .. }]));
    assert_eq!(channels::current(server.store()).await.expect("a database"), Some(rows[0]));

    server.sandbox().reset_counters();
    assert_eq!(drive.storage().await.expect("known").chat, storage.chat);
    assert!(server.sandbox().counters().methods.is_empty(), "nothing is asked again");
    // Another process finds it in the database.
    let again = server.drive(|_| {});
    assert_eq!(again.storage().await.expect("known").chat, storage.chat);
    assert_eq!(server.calls("channels.createChannel"), 0);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_that_has_a_drive_is_given_no_second_one() {
    let server = TestServer::start().await;
    let drive = server.drive(|_| {});
    sign_in(&drive, EMPTY).await;
    let storage = drive.storage().await.expect("a channel");
    // The database was lost.
    server.execute("DELETE FROM drive_channels").await;
    let empty = server.drive(|_| {});
    assert!(matches!(empty.storage().await, Err(Error::StorageOccupied)));
    assert_eq!(empty.find_drive_channel(&storage.account).await.expect("asked"), Some(storage.chat));
    assert_eq!(server.calls("channels.createChannel"), 1);
    // A channel that has only the name is none.
    let message = storage.account.pinned_posts(storage.chat).await.expect("asked")[0].id;
    storage.account.edit_text(storage.chat, message, "something else").await.expect("edited");
    assert_ne!(empty.storage().await.expect("a channel").chat, storage.chat);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_channel_is_followed_by_another() {
    let server = TestServer::start().await;
    let small = || server.drive(|settings| settings.channel_messages = 10);
    let drive = small();
    sign_in(&drive, EMPTY).await;
    let first = drive.storage().await.expect("a channel");
    for number in 0..10 {
        first.account.post_text(first.chat, &number.to_string()).await.expect("posted");
    }
    let second = small().storage().await.expect("a further channel");
    assert_ne!(second.chat, first.chat);
    let both = manifest(&[first.chat, second.chat]);
    assert_eq!(pinned(&first.account, first.chat).await, [both.as_str()]);
    assert_eq!(pinned(&first.account, second.chat).await, [both.as_str()]);
    assert_eq!(small().storage().await.expect("it is not full").chat, second.chat);
    let numbers: Vec<_> =
        channels::list(server.store()).await.expect("a database").iter().map(|row| (row.chat, row.number)).collect();
    assert_eq!(numbers, [(first.chat.0, 1), (second.chat.0, 2)]);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_channel_that_was_left_half_made_is_completed() {
    let server = TestServer::start().await;
    let drive = server.drive(|_| {});
    sign_in(&drive, EMPTY).await;
    let storage = drive.storage().await.expect("a channel");
    server.execute("UPDATE drive_channels SET manifest_message_id = NULL").await;
    assert_eq!(server.drive(|_| {}).storage().await.expect("known").chat, storage.chat);
    assert!(channels::list(server.store()).await.expect("a database")[0].manifest.is_some());
    assert_eq!(pinned(&storage.account, storage.chat).await, [manifest(&[storage.chat]), manifest(&[storage.chat])]);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_chat_that_the_settings_name_is_used_if_it_can_be() {
    let server = TestServer::start().await;
    let drive = server.drive(|_| {});
    sign_in(&drive, DEMO).await;
    let account = drive.storage_account().await.expect("signed in");
    let named = |chat: i64| server.drive(|settings| settings.chat = Some(chat));
    let keepers = account.find_chat(&ChatRef::parse("@lighthouse_keepers").expect("a name")).await.expect("a chat");
    let own = account.user().expect("signed in").id;
    for chat in [keepers, ChatId(own)] {
        assert_eq!(named(chat.0).storage().await.expect("a chat").chat, chat);
    }
    let ines = account.find_chat(&ChatRef::parse("@ines_faro").expect("a name")).await.expect("a chat");
    assert!(unusable(&named(ines.0)).await.contains("a person"));
    assert!(unusable(&named(-42)).await.contains("no channel"));
    assert!(unusable(&named(-1_001_234_567_890)).await.contains("no access"));
    assert_eq!(server.calls("channels.createChannel"), 0);
    assert!(channels::list(server.store()).await.expect("a database").is_empty());
    // The channel of another account.
    let channel = Channel { chat: -1_001_234_567_890, number: 1, manifest: Some(1) };
    channels::insert(server.store(), channel).await.expect("a database");
    assert!(unusable(&drive).await.contains("no access"));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_channel_whose_row_was_not_written_is_used() {
    let server = TestServer::start().await;
    let drive = server.drive(|_| {});
    sign_in(&drive, EMPTY).await;
    let account = drive.storage_account().await.expect("it is signed in");
    // One with something in it is somebody's.
    let other = account.create_channel("Heliograph drive", "").await.expect("a channel");
    account.post_text(other, "mine").await.expect("posted");
    let left = account.create_channel("Heliograph drive", "").await.expect("a channel");
    assert_eq!(drive.storage().await.expect("a channel").chat, left);
    assert_eq!(server.calls("channels.createChannel"), 2);
    server.finish().await;
}
