//! Reading any range of an encrypted file, from a source that is read asynchronously.

use std::sync::Arc;

use futures_util::future::BoxFuture;
use futures_util::{StreamExt, TryStreamExt, stream};
use tokio_util::bytes::{Bytes, BytesMut};

use super::payload::{CHUNK, ChunkPosition, PayloadKey, SEALED_CHUNK, plain_len};
use super::{Error, Identity, header};
use crate::stream::ByteRange;
use crate::telegram::{self, ByteSource, ByteStream};

const NOT_AUTHENTIC: telegram::Error = telegram::Error::Protocol("an encrypted file is not as it was written");

/// The plain bytes of an encrypted file. A range is one read of those chunks that it touches; each is authenticated before its bytes are passed on.
pub struct Decrypted {
    file: Arc<dyn ByteSource>,
    header: u64,
    key: PayloadKey,
    size: u64,
}

impl Decrypted {
    /// The plain bytes of `file`, which begins with that header. Nothing is read.
    pub fn new(file: Arc<dyn ByteSource>, header: &[u8], identity: &Identity) -> Result<Self, Error> {
        let key = header::open(header, identity)?;
        let header = header.len() as u64;
        let size = file.size().checked_sub(header).and_then(plain_len).ok_or(Error::Payload)?;
        Ok(Self { file, header, key, size })
    }

    fn open(&self, range: ByteRange, is_next: bool) -> BoxFuture<'_, Result<ByteStream, telegram::Error>> {
        Box::pin(async move {
            if range.end() > self.size {
                return Err(telegram::Error::NotFound);
            }
            let (chunk, sealed) = (CHUNK as u64, SEALED_CHUNK as u64);
            let (first, last) = (range.start() / chunk, (range.end() - 1) / chunk);
            let end = (self.header + (last + 1) * sealed).min(self.file.size());
            let chunks = ByteRange::new(self.header + first * sealed..end).ok_or(telegram::Error::NotFound)?;
            let file = if is_next { self.file.read_next(chunks).await? } else { self.file.read(chunks).await? };
            let mut chunks = Chunks {
                file,
                rest: chunks.len(),
                key: self.key.clone(),
                number: first,
                last: (self.size - 1) / chunk,
                buffer: BytesMut::with_capacity(SEALED_CHUNK),
                received: Bytes::new(),
                range,
            };
            // The first chunk is authenticated before a caller promises anything to its reader.
            let first = chunks.next().await?;
            let rest =
                stream::try_unfold(chunks, async |mut chunks| Ok(chunks.next().await?.map(|bytes| (bytes, chunks))));
            Ok(stream::iter(first.map(Ok)).chain(rest).boxed() as ByteStream)
        })
    }
}

impl ByteSource for Decrypted {
    fn size(&self) -> u64 {
        self.size
    }

    fn read(&self, range: ByteRange) -> BoxFuture<'_, Result<ByteStream, telegram::Error>> {
        self.open(range, false)
    }

    fn read_next(&self, range: ByteRange) -> BoxFuture<'_, Result<ByteStream, telegram::Error>> {
        self.open(range, true)
    }
}

/// The chunks of a range.
struct Chunks {
    file: ByteStream,
    /// Bytes of the file that are still to be received or decrypted.
    rest: u64,
    key: PayloadKey,
    /// The number of the next chunk, and of the last one of the file.
    number: u64,
    last: u64,
    /// The beginning of the next chunk.
    buffer: BytesMut,
    /// What was received after that.
    received: Bytes,
    range: ByteRange,
}

impl Chunks {
    /// The plain bytes of the next chunk that are in the range; `None` after the last one.
    async fn next(&mut self) -> Result<Option<Bytes>, telegram::Error> {
        if self.rest == 0 {
            return Ok(None);
        }
        let length = usize::try_from(self.rest).unwrap_or(SEALED_CHUNK).min(SEALED_CHUNK);
        while self.buffer.len() < length {
            if self.received.is_empty() {
                self.received = self.file.try_next().await?.ok_or(NOT_AUTHENTIC)?;
            }
            let missing = (length - self.buffer.len()).min(self.received.len());
            self.buffer.extend_from_slice(&self.received.split_to(missing));
        }
        self.rest -= length as u64;
        let mut chunk = std::mem::replace(&mut self.buffer, BytesMut::with_capacity(SEALED_CHUNK));
        let position = ChunkPosition { number: self.number, is_last: self.number == self.last };
        self.key.open(position, &mut chunk).map_err(|_| NOT_AUTHENTIC)?;
        let start = self.number * CHUNK as u64;
        self.number += 1;
        let within = |offset: u64| usize::try_from(offset.saturating_sub(start)).unwrap_or(CHUNK).min(chunk.len());
        let wanted = within(self.range.start())..within(self.range.end());
        Ok(Some(chunk.freeze().slice(wanted)))
    }
}
