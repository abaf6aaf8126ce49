use std::collections::HashSet;

use sandbox::content::{self, ramp};
use sandbox::faults::{Effect, Fault};
use sha2::{Digest, Sha256};
use tokio_util::bytes::Bytes;

use super::bench::{Bench, DEMO, EMPTY};
use crate::telegram::limits::HASHED_BYTES;
use crate::telegram::{
    Account, ChatId, ChatKind, ChatRef, ChatRefusal, Error, MessageId, Post, Rejected, UploadHints, Uploaded,
};

async fn upload(account: &Account, name: &str, bytes: &[u8]) -> Uploaded {
    let mut upload = account.upload(UploadHints { name: name.to_owned(), ..UploadHints::default() });
    upload.write(Bytes::copy_from_slice(bytes)).await.expect("taken");
    upload.finish().await.expect("complete")
}

async fn channel(account: &Account) -> ChatId {
    account.create_channel("Lamp room", "What the lamps say").await.expect("a channel")
}

async fn all(account: &Account, chat: ChatId) -> Vec<Post> {
    let (mut posts, mut after) = (Vec::new(), None);
    loop {
        let page = account.posts_after(chat, after).await.expect("a page");
        posts.extend(page.posts);
        match page.next {
            Some(next) => after = Some(next),
            None => return posts,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_is_made_and_known_at_once() {
    let bench = Bench::start().await;
    let account = bench.sign_in(EMPTY).await;
    let chat = channel(&account).await;
    assert_eq!(bench.calls("messages.getDialogs"), 0);
    assert!(all(&account, chat).await.is_empty(), "service messages are none");
    assert!(account.newest_message(chat).await.expect("asked").is_some());
    let chats = account.chats(10).await.expect("the list");
    let listed = chats.iter().find(|listed| listed.id == chat).expect("it is listed");
    assert_eq!((listed.kind, listed.name.as_str()), (ChatKind::Channel, "Lamp room"));
    // Another process does not know it yet.
    let other = bench.sign_in(EMPTY).await;
    assert!(all(&other, chat).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_channel_is_not_made_twice_when_the_answer_is_lost() {
    let bench = Bench::start().await;
    let account = bench.sign_in(EMPTY).await;
    bench.sandbox().add_fault(Fault::new("channels.createChannel", Effect::Drop)).expect("a fault");
    let lost = account.create_channel("Lamp room", "").await;
    assert!(matches!(lost, Err(Error::Unavailable(_))), "{lost:?}");
    assert_eq!(bench.calls("channels.createChannel"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_are_posted_as_they_are_by_one_call() {
    let bench = Bench::start().await;
    let account = bench.sign_in(EMPTY).await;
    let chat = channel(&account).await;
    let picture = content::demo().iter().find(|item| item.kind == content::ContentKind::Photo).expect("a photo");
    let picture = picture.bytes.read(0, usize::MAX);
    bench.sandbox().reset_counters();
    for (name, bytes) in [("one.bin", ramp(1, 1)), ("photo.jpg", picture.into_owned()), ("big.mp4", ramp(2, 11 << 20))]
    {
        let file = upload(&account, name, &bytes).await;
        let posted = account.post_document(chat, file, &format!("of {name}")).await.expect("posted");
        assert_eq!(posted.size, bytes.len() as u64);
        let post = account.posts(chat, &[posted.message]).await.expect("asked").pop().expect("it is there");
        let document = post.document.expect("it has a document");
        assert_eq!((post.text, document.id, document.size), (format!("of {name}"), posted.document, posted.size));
        assert_eq!((document.name.as_str(), document.mime_type.as_str()), (name, "application/octet-stream"));
    }
    assert_eq!((bench.calls("messages.uploadMedia"), bench.calls("messages.sendMedia")), (0, 3));
    let long = account.post_document(chat, upload(&account, "a", b"a").await, &"x".repeat(5000)).await;
    assert!(matches!(long, Err(Error::Rejected(Rejected::CaptionTooLong))), "{long:?}");
    let elsewhere = account.post_document(ChatId(-1_001_234_567_890), upload(&account, "a", b"a").await, "").await;
    assert!(matches!(elsewhere, Err(Error::NotFound)));
}

#[tokio::test(flavor = "multi_thread")]
async fn saved_messages_take_posts_as_well() {
    let bench = Bench::start().await;
    let account = bench.sign_in(EMPTY).await;
    let saved = ChatId::user(account.user().expect("signed in").id);
    let text = account.post_text(saved, "a text").await.expect("posted");
    let posted = account.post_document(saved, upload(&account, "a.bin", &ramp(1, 700_000)).await, "a file").await;
    let posted = posted.expect("posted");
    account.edit_text(saved, text, "another").await.expect("edited");
    let posts = all(&account, saved).await;
    let texts: Vec<_> = posts.iter().map(|post| (post.id, post.text.as_str())).collect();
    assert_eq!(texts, [(text, "another"), (posted.message, "a file")]);
    account.delete_posts(saved, &[text, posted.message]).await.expect("deleted");
    assert!(all(&account, saved).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_posts_nothing_twice() {
    let bench = Bench::start().await;
    let account = bench.sign_in(EMPTY).await;
    let chat = channel(&account).await;
    let (bytes, other) = (ramp(3, 700_000), ramp(4, 700_000));
    for fault in [Effect::Drop, Effect::Error("FLOOD_WAIT_1".into()), Effect::Error("INTERNAL".into())] {
        bench.sandbox().add_fault(Fault::new("messages.sendMedia", fault.clone())).expect("a fault");
        account.post_document(chat, upload(&account, "a.bin", &bytes).await, "1").await.expect("posted");
        bench.sandbox().add_fault(Fault::new("messages.sendMessage", fault)).expect("a fault");
        account.post_text(chat, "a text").await.expect("posted");
    }
    let before = all(&account, chat).await;
    assert_eq!(before.len(), 6);
    // The first call posted it, and its answer was lost: the sandbox then knows the random id.
    let expected = account.post_document(chat, upload(&account, "b.bin", &bytes).await, "2").await.expect("posted");
    account.post_document(chat, upload(&account, "b.bin", &other).await, "3").await.expect("posted");
    for name in ["RANDOM_ID_DUPLICATE", "FILE_PART_0_MISSING"] {
        bench.sandbox().add_fault(Fault::error("messages.sendMedia", name)).expect("a fault");
        let found = account.post_document(chat, upload(&account, "b.bin", &bytes).await, "2").await;
        assert_eq!(found.expect("found"), expected);
    }
    bench.sandbox().add_fault(Fault::error("messages.sendMedia", "FILE_PART_0_MISSING")).expect("a fault");
    let lost = account.post_document(chat, upload(&account, "c.bin", &bytes).await, "4").await;
    assert!(matches!(lost, Err(Error::Unavailable(_))), "{lost:?}");
    let expected = account.post_text(chat, "another text").await.expect("posted");
    bench.sandbox().add_fault(Fault::error("messages.sendMessage", "RANDOM_ID_DUPLICATE")).expect("a fault");
    assert_eq!(account.post_text(chat, "another text").await.expect("found"), expected);
    assert_eq!(all(&account, chat).await.len(), 9);
}

#[tokio::test(flavor = "multi_thread")]
async fn texts_are_edited_by_one_call_and_the_same_text_is_no_error() {
    let bench = Bench::start().await;
    let account = bench.sign_in(EMPTY).await;
    let chat = channel(&account).await;
    let text = account.post_text(chat, "*before* https://example.org/").await.expect("posted");
    let file = account.post_document(chat, upload(&account, "a.bin", b"abc").await, "before").await.expect("posted");
    bench.sandbox().reset_counters();
    for (message, text) in [(text, "after"), (text, "after"), (file.message, "after"), (file.message, "")] {
        account.edit_text(chat, message, text).await.expect("edited");
    }
    let methods = bench.sandbox().counters().methods;
    let called: HashSet<_> =
        methods.iter().filter(|(_, count)| count.calls > 0).map(|(name, _)| name.as_str()).collect();
    assert_eq!((called, bench.calls("messages.editMessage")), (HashSet::from(["messages.editMessage"]), 4));
    let posts = all(&account, chat).await;
    assert_eq!(posts.iter().map(|post| post.text.as_str()).collect::<Vec<_>>(), ["after", ""]);
    let gone = account.edit_text(chat, MessageId(9999), "x").await;
    assert!(matches!(gone, Err(Error::Rejected(Rejected::Chat(ChatRefusal::MessageInvalid)))), "{gone:?}");
    let long = account.edit_text(chat, file.message, &"x".repeat(5000)).await;
    assert!(matches!(long, Err(Error::Rejected(Rejected::CaptionTooLong))), "{long:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn posts_are_deleted_a_hundred_at_a_time() {
    let bench = Bench::start().await;
    let account = bench.sign_in(EMPTY).await;
    let chat = channel(&account).await;
    let mut ids = Vec::new();
    for number in 0..205 {
        ids.push(account.post_text(chat, &number.to_string()).await.expect("posted"));
    }
    let texts: Vec<_> = all(&account, chat).await.into_iter().map(|post| post.text).collect();
    assert_eq!(texts, (0..205).map(|number| number.to_string()).collect::<Vec<_>>());
    assert_eq!(account.posts(chat, &ids).await.expect("asked").len(), 205);
    let kept = ids.remove(7);
    bench.sandbox().reset_counters();
    account.delete_posts(chat, &ids).await.expect("deleted");
    let methods = bench.sandbox().counters().methods;
    assert_eq!(methods.values().map(|count| count.calls).sum::<u64>(), 3);
    account.delete_posts(chat, &ids[..5]).await.expect("they are gone already");
    assert_eq!(all(&account, chat).await.iter().map(|post| post.id).collect::<Vec<_>>(), [kept]);
    account.delete_posts(chat, &[]).await.expect("nothing to do");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_chat_is_read_page_by_page() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    let harbour = account.find_chat(&ChatRef::parse("@endless_harbour").expect("a name")).await.expect("a chat");
    let first = account.posts_after(harbour, None).await.expect("a page");
    assert_eq!((first.posts.len(), first.posts[0].id, first.next), (100, MessageId(1), Some(MessageId(100))));
    bench.sandbox().add_fault(Fault::error("messages.getHistory", "FLOOD_WAIT_1")).expect("a fault");
    let second = account.posts_after(harbour, first.next).await.expect("a page after a wait");
    assert_eq!(second.posts[0].id, MessageId(101));
    let last = account.posts_after(harbour, Some(MessageId(99_950))).await.expect("a page");
    assert_eq!((last.posts.len(), last.posts[0].id), (50, MessageId(99_951)));
    assert_eq!(last.next, Some(MessageId(100_000)), "a page that is not full is not the last one");
    let none = account.posts_after(harbour, last.next).await.expect("a page");
    assert!(none.posts.is_empty() && none.next.is_none());
    assert_eq!(account.newest_message(harbour).await.expect("asked"), Some(MessageId(100_000)));
}

#[tokio::test(flavor = "multi_thread")]
async fn pinned_posts_are_found_newest_first() {
    let bench = Bench::start().await;
    let account = bench.sign_in(EMPTY).await;
    let chat = channel(&account).await;
    let mut ids = Vec::new();
    for text in ["one", "two", "three"] {
        ids.push(account.post_text(chat, text).await.expect("posted"));
    }
    assert!(account.pinned_posts(chat).await.expect("asked").is_empty());
    for id in [ids[0], ids[2], ids[0]] {
        account.pin_post(chat, id).await.expect("pinned");
    }
    let texts: Vec<_> = account.pinned_posts(chat).await.expect("asked").into_iter().map(|post| post.text).collect();
    assert_eq!(texts, ["three", "one"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn documents_are_posted_again_without_their_bytes() {
    let bench = Bench::start().await;
    let account = bench.sign_in(EMPTY).await;
    let (from, to) = (channel(&account).await, channel(&account).await);
    let file = upload(&account, "a.bin", &ramp(1, 1000)).await;
    let original = account.post_document(from, file, "one").await.expect("posted");
    let post = account.posts(from, &[original.message]).await.expect("asked").pop().expect("it is there");
    bench.sandbox().reset_counters();
    let again = account.post_again(from, &post, to, "another").await.expect("posted");
    assert_eq!((again.document, again.size), (original.document, 1000));
    let message = account.message(&ChatRef::Id(to), again.message).await.expect("it is there");
    assert!(message.forwarded_from.is_none());
    bench.sandbox().add_fault(Fault::error("messages.sendMedia", "RANDOM_ID_DUPLICATE")).expect("a fault");
    assert_eq!(account.post_again(from, &post, to, "another").await.expect("found"), again);
    bench.sandbox().expire_file_references();
    let third = account.post_again(from, &post, to, "a third").await.expect("posted with a fresh reference");
    assert_eq!(third.document, original.document);
    let texts: Vec<_> = all(&account, to).await.into_iter().map(|post| post.text).collect();
    assert_eq!(texts, ["another", "a third"]);
    assert_eq!(bench.calls("upload.saveFilePart"), 0);
    account.delete_posts(from, &[original.message]).await.expect("deleted");
    bench.sandbox().expire_file_references();
    assert!(matches!(account.post_again(from, &post, to, "gone").await, Err(Error::NotFound)));
}

#[tokio::test(flavor = "multi_thread")]
async fn hashes_of_documents_are_told_without_a_download() {
    let bench = Bench::start().await;
    let account = bench.sign_in(EMPTY).await;
    let chat = channel(&account).await;
    let piece = HASHED_BYTES as usize;
    for length in [1, piece - 1, piece, piece + 1, 20 * piece + 7] {
        let bytes = ramp(5, length);
        let posted = account.post_document(chat, upload(&account, "a.bin", &bytes).await, "").await.expect("posted");
        let expected: Vec<[u8; 32]> = bytes.chunks(piece).map(|piece| Sha256::digest(piece).into()).collect();
        for trouble in [None, Some("FILE_REFERENCE_EXPIRED"), Some("FLOOD_WAIT_1"), Some("TIMEOUT")] {
            if let Some(name) = trouble {
                bench.sandbox().add_fault(Fault::error("upload.getFileHashes", name)).expect("a fault");
            }
            let hashes = account.file_hashes(chat, posted.message).await.expect("told");
            assert_eq!(hashes, expected, "{length} bytes, {trouble:?}");
        }
    }
    assert_eq!(bench.calls("upload.getFile"), 0);
    let text = account.post_text(chat, "no file").await.expect("posted");
    assert!(matches!(account.file_hashes(chat, text).await, Err(Error::NotFound)));
}

#[tokio::test(flavor = "multi_thread")]
async fn hashes_are_told_by_the_data_centre_that_has_the_file() {
    let bench = Bench::start().await;
    let account = bench.sign_in(DEMO).await;
    let saved = ChatId::user(account.user().expect("signed in").id);
    let other = super::bench::all_items(&account).await.into_iter().filter(|media| media.size > HASHED_BYTES);
    for media in other.filter(|media| media.size < 4 << 20).take(6) {
        let bytes = super::bench::read(&account, media.id, 0..media.size).await.expect("bytes");
        let expected: Vec<[u8; 32]> = bytes.chunks(HASHED_BYTES as usize).map(|it| Sha256::digest(it).into()).collect();
        let other_dc =
            bench.sandbox().data_centers().iter().map(|center| center.id).find(|id| *id != 2).expect("another");
        bench
            .sandbox()
            .add_fault(Fault::error("upload.getFileHashes", format!("FILE_MIGRATE_{other_dc}")))
            .expect("a fault");
        let hashes = account.file_hashes(saved, media.id).await;
        assert_eq!(hashes.expect("found where it is"), expected, "{}", media.name);
    }
}
