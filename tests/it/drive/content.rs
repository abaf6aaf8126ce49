//! Contents on their way to Telegram and back.

use std::sync::Arc;
use std::time::Duration;

use heliograph::drive::content::age::header::WRITTEN_BYTES;
use heliograph::drive::content::age::payload::{CHUNK, SEALED_CHUNK, TAG};
use heliograph::drive::content::age::{Identity, Recipient};
use heliograph::drive::content::{Captions, Content, SegmentFacts, Totals, source};
use heliograph::drive::storage::Storage;
use heliograph::drive::{Drive, Error};
use heliograph::telegram;
use sandbox::{Effect, Fault};
use sha2::{Digest, Sha256};
use tokio::time::timeout;
use tokio_util::bytes::Bytes;

use super::bench::{Noted, PART, Told, documents, drive, read, rows, writer};
use crate::harness::{EMPTY, TestServer, eventually, ramp};

/// Bytes of a content in a full segment that is encrypted.
const SEALED_PART: usize = (PART - WRITTEN_BYTES) / SEALED_CHUNK * CHUNK;
const MEBIBYTE: usize = 1 << 20;

/// How a content is sent.
#[derive(Clone, Copy, Debug)]
struct Way<'a> {
    recipient: Option<&'a Recipient>,
    announced: bool,
    step: usize,
}

async fn store(drive: &Drive, storage: &Storage, bytes: &[u8], way: Way<'_>) -> Result<Content, Error> {
    let content = |new: &mut heliograph::drive::content::NewContent| {
        new.recipient = way.recipient.copied();
        new.size = way.announced.then_some(bytes.len() as u64);
    };
    let mut writer = writer(drive, storage, content, &Arc::default());
    for piece in bytes.chunks(way.step) {
        writer.write(Bytes::copy_from_slice(piece)).await?;
    }
    writer.end().await?.post().await
}

fn stored_size(size: usize, capacity: usize, is_encrypted: bool) -> usize {
    let stored = |plain: usize| WRITTEN_BYTES + plain + plain.div_ceil(CHUNK) * TAG;
    let (full, rest) = (size / capacity, size % capacity);
    match is_encrypted {
        true => full * stored(capacity) + if rest > 0 { stored(rest) } else { 0 },
        false => size,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn contents_come_back_as_they_were() {
    let server = TestServer::start().await;
    let (drive, storage) = drive(&server, EMPTY).await;
    let identity = Identity::random();
    let recipient = identity.recipient();
    let whole = ramp(4 * PART);
    for (recipient, capacity) in [(None, PART), (Some(&recipient), SEALED_PART)] {
        let seams = [1, CHUNK, capacity - 1, capacity, capacity + 1, 2 * capacity, 2 * capacity + 1, 3 * capacity + 77];
        for (turn, size) in seams.into_iter().enumerate() {
            let plain = &whole[..size];
            let way = Way { recipient, announced: turn % 2 == 0, step: [100_003, PART, 4 * MEBIBYTE][turn % 3] };
            let content = store(&drive, &storage, plain, way).await.expect("stored");
            let count = size.div_ceil(capacity);
            let totals = Totals {
                size: size as u64,
                stored_size: stored_size(size, capacity, recipient.is_some()) as u64,
                sha256: Sha256::digest(plain).into(),
                segments: count as u32,
            };
            assert_eq!(content.totals, totals, "{size} bytes, {way:?}");
            check_messages(&storage, &content, recipient.is_some()).await;

            let segments = rows(&content.segments);
            let source = source(&storage.account, &segments, Some(&identity)).expect("readable");
            assert_eq!(source.size(), size as u64);
            assert!(read(&*source, 0..size).await.expect("whole") == plain, "{size} bytes, {way:?}");
            for seam in (1..=count).map(|number| number * capacity).filter(|seam| *seam < size) {
                let end = size.min(seam + CHUNK + 3);
                for range in [seam - 1..seam, seam - 1..seam + 1, seam..seam + 1, seam - CHUNK - 5..end] {
                    assert!(read(&*source, range.clone()).await.expect("inside") == plain[range.clone()], "{range:?}");
                }
            }
            assert!(matches!(read(&*source, 0..size + 1).await, Err(telegram::Error::NotFound)));
        }
    }
    server.finish().await;
}

/// What stands at Telegram: names, captions, and the hashes that it tells itself.
async fn check_messages(storage: &Storage, content: &Content, is_encrypted: bool) {
    let mut offset = 0;
    for (index, segment) in content.segments.iter().enumerate() {
        assert!(segment.size <= PART as u64);
        let post =
            storage.account.posts(segment.chat, &[segment.message]).await.expect("asked").pop().expect("it is there");
        let document = post.document.expect("a document");
        assert_eq!((document.id, document.size), (segment.document, segment.size));
        let expected = if index == 0 { "film.mkv".to_owned() } else { format!("film.mkv.{index:03}") };
        match is_encrypted {
            true => assert!(document.name.len() == 20 && document.name.ends_with(".age"), "{}", document.name),
            false => assert_eq!(document.name, expected),
        }
        let facts = SegmentFacts {
            offset,
            plain_size: segment.plain_size,
            size: segment.size,
            digest: Sha256::digest(&segment.hashes).into(),
        };
        let is_last = index + 1 == content.segments.len();
        let caption = match is_last {
            true => Told.last(index as u32, &facts, &content.totals),
            false => Told.segment(index as u32, &facts),
        };
        assert_eq!(post.text, caption);
        assert_eq!(segment.header.is_some(), is_encrypted);
        let told = storage.account.file_hashes(segment.chat, segment.message).await.expect("told");
        assert_eq!(told.concat(), segment.hashes);
        offset += segment.plain_size;
    }
    assert_eq!(offset, content.totals.size);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn large_segments_go_by_the_method_for_large_files() {
    let server = TestServer::start().await;
    let (_, storage) = drive(&server, EMPTY).await;
    let drive = server.drive(|settings| settings.segment = 11 * MEBIBYTE as u64 + 1);
    let identity = Identity::random();
    let plain = ramp(23 * MEBIBYTE + 5);
    for announced in [true, false] {
        let way = Way { recipient: Some(&identity.recipient()), announced, step: MEBIBYTE };
        let content = store(&drive, &storage, &plain, way).await.expect("stored");
        assert_eq!(content.totals.segments, 3);
        let segments = rows(&content.segments);
        let source = source(&storage.account, &segments, Some(&identity)).expect("readable");
        assert!(read(&*source, 0..plain.len()).await.expect("whole") == plain);
    }
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_empty_content_has_no_segment() {
    let server = TestServer::start().await;
    let (drive, storage) = drive(&server, EMPTY).await;
    let identity = Identity::random();
    for recipient in [None, Some(&identity.recipient())] {
        let way = Way { recipient, announced: true, step: 1 };
        let content = store(&drive, &storage, &[], way).await.expect("stored");
        let sha256 = Sha256::digest(b"").into();
        assert_eq!(content.totals, Totals { size: 0, stored_size: 0, sha256, segments: 0 });
        assert!(content.segments.is_empty());
        let source = source(&storage.account, &[], None).expect("readable");
        assert_eq!(source.size(), 0);
    }
    assert!(documents(&storage.account, storage.chat).await.is_empty());
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_what_is_read_is_looked_up() {
    let server = TestServer::start().await;
    let (drive, storage) = drive(&server, EMPTY).await;
    let identity = Identity::random();
    let plain = ramp(4 * SEALED_PART);
    let way = Way { recipient: Some(&identity.recipient()), announced: true, step: MEBIBYTE };
    let content = store(&drive, &storage, &plain, way).await.expect("stored");
    server.sandbox().reset_counters();
    let source = source(&storage.account, &rows(&content.segments), Some(&identity)).expect("readable");
    let asked = || server.sandbox().counters().methods.values().map(|count| count.calls).sum::<u64>();
    assert_eq!((source.size(), asked()), (plain.len() as u64, 0));
    let range = 2 * SEALED_PART + 10..2 * SEALED_PART + 20;
    assert!(read(&*source, range.clone()).await.expect("inside") == plain[range]);
    assert_eq!(server.calls("channels.getMessages"), 1);
    // One chunk lies in two of the pieces that a download begins with.
    assert!(server.calls("upload.getFile") <= 2);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_segment_that_is_not_what_the_row_says_is_not_read() {
    let server = TestServer::start().await;
    let (drive, storage) = drive(&server, EMPTY).await;
    let identity = Identity::random();
    let way = Way { recipient: Some(&identity.recipient()), announced: true, step: MEBIBYTE };
    let content = store(&drive, &storage, &ramp(100_000), way).await.expect("stored");
    let row = rows(&content.segments).remove(0);
    let open = |row: &heliograph::store::drive::segments::Segment, identity: Option<&Identity>| {
        source(&storage.account, std::slice::from_ref(row), identity)
    };
    assert!(matches!(open(&row, None).map(|_| ()), Err(Error::Encrypted)));
    let other = Identity::random();
    assert!(matches!(open(&row, Some(&other)).map(|_| ()), Err(Error::Telegram(telegram::Error::Protocol(_)))));
    let mut wrong = row.clone();
    wrong.plain_size -= 1;
    assert!(open(&wrong, Some(&identity)).is_err());
    let mut replaced = row.clone();
    replaced.document += 1;
    let replaced = open(&replaced, Some(&identity)).expect("it is not looked up yet");
    assert!(matches!(read(&*replaced, 0..1).await, Err(telegram::Error::NotFound)));
    // Whoever opens another segment's bytes with this header gets nothing.
    let second = store(&drive, &storage, &ramp(100_000), way).await.expect("stored");
    let mut mixed = rows(&second.segments).remove(0);
    mixed.header = row.header.clone();
    let mixed = open(&mixed, Some(&identity)).expect("it is not read yet");
    assert!(matches!(read(&*mixed, 0..1).await, Err(telegram::Error::Protocol(_))));
    storage.account.delete_posts(storage.chat, &[content.segments[0].message]).await.expect("deleted");
    let gone = open(&row, Some(&identity)).expect("it is not looked up yet");
    assert!(matches!(read(&*gone, 0..1).await, Err(telegram::Error::NotFound)));
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_given_up_leaves_no_message() {
    let server = TestServer::start().await;
    let (drive, storage) = drive(&server, EMPTY).await;
    let noted = Arc::<Noted>::default();
    let bytes = Bytes::from(ramp(3 * PART + 5));
    let posted = async || documents(&storage.account, storage.chat).await.len();

    // The sender went away.
    let mut dropped = writer(&drive, &storage, |_| {}, &noted);
    dropped.write(bytes.clone()).await.expect("taken");
    assert_eq!(posted().await, 3);
    drop(dropped);
    eventually("the segments are deleted", async || (posted().await == 0).then_some(())).await;

    // It sent less than announced, or more.
    let mut short = writer(&drive, &storage, |new| new.size = Some(bytes.len() as u64 + 1), &noted);
    short.write(bytes.clone()).await.expect("taken");
    assert!(matches!(short.end().await.map(|_| ()), Err(Error::Incomplete)));
    let mut long = writer(&drive, &storage, |new| new.size = Some(2 * PART as u64), &noted);
    long.write(bytes.slice(..2 * PART)).await.expect("taken");
    assert!(matches!(long.write(bytes.slice(..1)).await, Err(Error::Incomplete)));
    assert!(matches!(long.write(Bytes::new()).await, Err(Error::Incomplete)), "it stays refused");
    assert!(matches!(long.end().await.map(|_| ()), Err(Error::Incomplete)));
    eventually("the segments are deleted", async || (posted().await == 0).then_some(())).await;

    // Telegram refuses a part, a segment, or the last one.
    for (method, after) in [("upload.saveFilePart", 2), ("messages.sendMedia", 1), ("messages.sendMedia", 3)] {
        server.upset(Fault::error(method, "FILE_PARTS_INVALID").after(after));
        let mut refused = writer(&drive, &storage, |new| new.size = Some(bytes.len() as u64), &noted);
        let stored = async {
            refused.write(bytes.clone()).await?;
            refused.end().await?.post().await
        };
        assert!(matches!(stored.await.map(|_| ()), Err(Error::Telegram(_))), "{method} after {after}");
        eventually("the segments are deleted", async || (posted().await == 0).then_some(())).await;
    }

    // It is there already, or nobody decides.
    for discards in [true, false] {
        let mut known = writer(&drive, &storage, |_| {}, &noted);
        known.write(bytes.clone()).await.expect("taken");
        let ended = known.end().await.expect("whole");
        assert_eq!((posted().await, ended.last_segment().map(|(index, facts)| (index, facts.size))), (3, Some((3, 5))));
        if discards {
            ended.discard().await;
            assert_eq!(posted().await, 0);
        } else {
            drop(ended);
            eventually("the segments are deleted", async || (posted().await == 0).then_some(())).await;
        }
    }
    assert!(noted.0.lock().expect("no holder panics").is_empty());

    // What cannot be deleted is noted.
    let mut kept = writer(&drive, &storage, |_| {}, &noted);
    kept.write(bytes.clone()).await.expect("taken");
    server.upset(Fault::error("channels.deleteMessages", "FLOOD_WAIT_999"));
    let ended = kept.end().await.expect("whole");
    ended.discard().await;
    let left: Vec<_> = documents(&storage.account, storage.chat).await.iter().map(|post| post.id).collect();
    assert_eq!(*noted.0.lock().expect("no holder panics"), [(storage.chat, left)]);
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_segment_that_is_being_posted_when_its_writer_is_dropped_is_deleted() {
    let server = TestServer::start().await;
    let (drive, storage) = drive(&server, EMPTY).await;
    server.sandbox().reset_counters();
    // The post succeeds a second later, when nobody waits for it any more.
    server.upset(Fault::error("messages.sendMedia", "FLOOD_WAIT_1"));
    let mut writer = writer(&drive, &storage, |_| {}, &Arc::default());
    let writing = writer.write(ramp(PART + 1).into());
    timeout(Duration::from_millis(500), writing).await.expect_err("it waits for the post");
    drop(writer);
    eventually("it is posted and deleted", async || (server.calls("channels.deleteMessages") == 1).then_some(())).await;
    assert_eq!(server.calls("messages.sendMedia"), 2);
    assert!(documents(&storage.account, storage.chat).await.is_empty());
    server.finish().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_writer_takes_no_more_than_it_can_send() {
    let server = TestServer::start().await;
    let (_, storage) = drive(&server, EMPTY).await;
    let drive = server.drive(|settings| settings.segment = 512 * MEBIBYTE as u64);
    let identity = Identity::random();
    server.upset(Fault::new("upload.saveBigFilePart", Effect::Silence).forever());
    let block = Bytes::from(ramp(MEBIBYTE));
    // Twelve parts of one file under way, and of unknown size those of the first 10 MiB that are held back until the method is known.
    for (size, most) in [(Some(512 * MEBIBYTE as u64), 8), (None, 17)] {
        let new = |new: &mut heliograph::drive::content::NewContent| {
            new.size = size;
            new.recipient = Some(identity.recipient());
        };
        let mut writer = writer(&drive, &storage, new, &Arc::default());
        let taking = async {
            loop {
                writer.write(block.clone()).await.expect("taken");
            }
        };
        timeout(Duration::from_secs(2), taking).await.expect_err("Telegram takes nothing");
        let taken = writer.size() as usize / MEBIBYTE;
        assert!((5..=most).contains(&taken), "{taken} MiB were taken");
    }
    server.sandbox().clear_faults();
    assert!(storage.account.chats(1).await.is_ok(), "small calls go on");
    server.finish().await;
}
