//! What the tests of the drive's core stand on.

use std::ops::Range;
use std::sync::{Arc, Mutex};

use futures_util::TryStreamExt;
use futures_util::future::BoxFuture;
use heliograph::drive::Drive;
use heliograph::drive::content::{
    Captions, ContentWriter, NewContent, Orphans, SegmentFacts, StoredSegment, Totals, hashes,
};
use heliograph::drive::storage::Storage;
use heliograph::store::drive::segments::Segment;
use heliograph::store::drive::{MessageRef, SegmentId, UserId};
use heliograph::stream::ByteRange;
use heliograph::telegram::{Account, ByteSource, ChatId, Error, MessageId, PhoneNumber, Post};

use crate::harness::{Person, TestServer};

/// Telegram's parts of files have so many bytes.
pub const PART: usize = 512 << 10;

/// Signs the storage account in.
pub async fn sign_in(drive: &Drive, person: Person) {
    let (flow, phone) = (drive.sign_in_flow(), PhoneNumber::parse(person.phone).expect("a number"));
    flow.send_code(&phone).await.expect("a code");
    let attempt = flow.attempt().await.expect("a sign-in under way");
    attempt.sign_in(&phone, None, person.code, person.password).await.expect("the right code");
}

/// A drive whose segments have one part, signed in.
pub async fn drive(server: &TestServer, person: Person) -> (Drive, Storage) {
    let drive = server.drive(|settings| settings.segment = PART as u64);
    sign_in(&drive, person).await;
    let storage = drive.storage().await.expect("a channel");
    (drive, storage)
}

/// Captions that say everything.
pub struct Told;

impl Captions for Told {
    fn segment(&self, index: u32, segment: &SegmentFacts) -> String {
        let SegmentFacts { offset, plain_size, size, digest } = segment;
        format!("{index}: {plain_size} at {offset} as {size}, {:02x}", digest[0])
    }

    fn last(&self, index: u32, segment: &SegmentFacts, totals: &Totals) -> String {
        format!("{}, the last of {}", self.segment(index, segment), totals.segments)
    }
}

/// The orphans that were noted.
#[derive(Default)]
pub struct Noted(pub Mutex<Vec<(ChatId, Vec<MessageId>)>>);

impl Orphans for Noted {
    fn note(&self, chat: ChatId, messages: Vec<MessageId>) -> BoxFuture<'_, ()> {
        self.0.lock().expect("no holder panics").push((chat, messages));
        Box::pin(std::future::ready(()))
    }
}

/// A writer on that storage.
pub fn writer(
    drive: &Drive,
    storage: &Storage,
    content: impl FnOnce(&mut NewContent),
    noted: &Arc<Noted>,
) -> ContentWriter {
    let mut new =
        NewContent { name: "film.mkv".to_owned(), recipient: None, size: None, segment: drive.settings().segment };
    content(&mut new);
    ContentWriter::new(storage.clone(), new, Arc::new(Told), noted.clone())
}

/// The rows of segments.
pub fn rows(segments: &[StoredSegment]) -> Vec<Segment> {
    let row = |segment: &StoredSegment| Segment {
        id: SegmentId::random().expect("an id"),
        owner: UserId(1),
        message: MessageRef { chat: segment.chat.0, message: segment.message.0 },
        document: segment.document,
        size: segment.size,
        plain_size: segment.plain_size,
        header: segment.header.clone(),
        digest: hashes::digest(&segment.hashes).to_vec(),
    };
    segments.iter().map(row).collect()
}

/// The bytes of a range.
pub async fn read(source: &dyn ByteSource, range: Range<usize>) -> Result<Vec<u8>, Error> {
    let mut stream = source.read(ByteRange::new(range.start as u64..range.end as u64).expect("not empty")).await?;
    let mut bytes = Vec::new();
    while let Some(piece) = stream.try_next().await? {
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// The documents in a chat.
pub async fn documents(account: &Account, chat: ChatId) -> Vec<Post> {
    let posts = account.posts_after(chat, None).await.expect("a page").posts;
    posts.into_iter().filter(|post| post.document.is_some()).collect()
}
