//! Reading a content: its segments as one, decrypted where they are encrypted.

use std::sync::Arc;

use futures_util::StreamExt;
use futures_util::future::{BoxFuture, try_join};
use tracing::warn;

use super::age::{self, Decrypted, Identity};
use crate::drive::Error;
use crate::store::drive::segments::Segment;
use crate::stream::ByteRange;
use crate::telegram::{self, Account, ByteSource, ByteStream, ChatId, Joined, MessageId};

/// A content as a source of bytes. Nothing is asked of Telegram until a range is read, and then only for the segments that it touches.
///
/// # Errors
///
/// [`Error::Encrypted`] when a segment is encrypted and there is no identity.
pub fn source(
    account: &Arc<Account>,
    segments: &[Segment],
    identity: Option<&Identity>,
) -> Result<Arc<dyn ByteSource>, Error> {
    let mut sources = Vec::with_capacity(segments.len());
    for segment in segments {
        sources.push(source_of(account, segment, identity)?);
    }
    match <[_; 1]>::try_from(sources) {
        Ok([single]) => Ok(single),
        Err(sources) => Ok(Arc::new(Joined::new(sources))),
    }
}

fn source_of(
    account: &Arc<Account>,
    segment: &Segment,
    identity: Option<&Identity>,
) -> Result<Arc<dyn ByteSource>, Error> {
    let document = Arc::new(StoredDocument {
        account: account.clone(),
        chat: ChatId(segment.message.chat),
        message: MessageId(segment.message.message),
        document: segment.document,
        size: segment.size,
        is_encrypted: segment.header.is_some(),
    });
    let source: Arc<dyn ByteSource> = match &segment.header {
        None => document,
        Some(header) => {
            let decrypted = Decrypted::new(document, header, identity.ok_or(Error::Encrypted)?);
            Arc::new(decrypted.map_err(|error| unreadable(segment, error))?)
        }
    };
    if source.size() != segment.plain_size {
        return Err(unreadable(segment, age::Error::Payload));
    }
    Ok(source)
}

/// The row is not as it was written, or the identity is not the owner's.
fn unreadable(segment: &Segment, error: age::Error) -> Error {
    warn!(segment = segment.id.0, %error, "a segment cannot be read");
    telegram::Error::Protocol("an encrypted segment cannot be read").into()
}

/// The first piece of an encrypted segment that is read. A chunk of age's is hardly larger.
const FIRST_PIECE: u64 = 64 * 1024;

/// The document of a segment, which is looked up when it is read.
struct StoredDocument {
    account: Arc<Account>,
    chat: ChatId,
    message: MessageId,
    document: i64,
    size: u64,
    is_encrypted: bool,
}

impl ByteSource for StoredDocument {
    fn size(&self) -> u64 {
        self.size
    }

    fn read(&self, range: ByteRange) -> BoxFuture<'_, Result<ByteStream, telegram::Error>> {
        Box::pin(async move {
            let file = self.look_up().await?;
            let Some((first, rest)) = self.first_piece(range) else { return file.read(range).await };
            let (first, rest) = try_join(file.read(first), file.read(rest)).await?;
            Ok(first.chain(rest).boxed() as ByteStream)
        })
    }

    fn read_next(&self, range: ByteRange) -> BoxFuture<'_, Result<ByteStream, telegram::Error>> {
        Box::pin(async move { self.look_up().await?.read_next(range).await })
    }
}

impl StoredDocument {
    /// Of an encrypted document: the first piece of a range, and the rest. A chunk of age's opens when all of it is there, and it lies in two pieces,
    /// since the header moves every chunk. Read as one, only the first piece would be fetched before what other readers have asked for already.
    fn first_piece(&self, range: ByteRange) -> Option<(ByteRange, ByteRange)> {
        let end = (range.start() / FIRST_PIECE + 1) * FIRST_PIECE;
        let first = ByteRange::new(range.start()..end).filter(|_| self.is_encrypted)?;
        Some((first, ByteRange::new(end..range.end())?))
    }

    /// The message's file, from the cache or from Telegram. [`telegram::Error::NotFound`] when it is gone, or another one.
    async fn look_up(&self) -> Result<telegram::MessageBytes, telegram::Error> {
        let chat = telegram::ChatRef::Id(self.chat);
        let file = self.account.bytes_of(&chat, self.message).await?;
        if (file.file_id(), file.size()) != (self.document, self.size) {
            warn!(chat = self.chat.0, message = self.message.0, "a stored document was replaced by another one");
            return Err(telegram::Error::NotFound);
        }
        Ok(if self.is_encrypted { file.with_first_piece(FIRST_PIECE) } else { file })
    }
}
