//! Reading the bytes and thumbnails of messages' files.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;

use super::library::Library;
use super::located::MessageLocation;
use crate::stream::{ByteRange, MIN_PIECE};
use crate::telegram::error::Error;
use crate::telegram::files::byte_source::{ByteSource, ByteStream};
use crate::telegram::files::download::{Download, Reading};
use crate::telegram::files::thumbnail::{ThumbnailSize, choose};
use crate::telegram::files::thumbnail_cache::Thumbnail;
use crate::telegram::ids::MessageId;

/// The file of a message, as a [`ByteSource`].
pub struct MessageBytes {
    library: Arc<Library>,
    location: MessageLocation,
    file_id: i64,
    size: u64,
    first_piece: u64,
}

impl ByteSource for MessageBytes {
    fn size(&self) -> u64 {
        self.size
    }

    fn read(&self, range: ByteRange) -> BoxFuture<'_, Result<ByteStream, Error>> {
        self.open(range, self.library.calls.limits.flood_waits.first_byte)
    }

    fn read_next(&self, range: ByteRange) -> BoxFuture<'_, Result<ByteStream, Error>> {
        self.open(range, self.library.calls.limits.flood_waits.transfer)
    }
}

impl MessageBytes {
    /// Telegram's id of the photo or document, the same for every account.
    pub fn file_id(&self) -> i64 {
        self.file_id
    }

    /// For a reader that can do nothing with fewer bytes ([`Plan::with_first_piece`](crate::stream::Plan::with_first_piece)).
    pub fn with_first_piece(self, length: u64) -> Self {
        Self { first_piece: length, ..self }
    }

    fn open(&self, range: ByteRange, max_wait: Duration) -> BoxFuture<'_, Result<ByteStream, Error>> {
        Box::pin(async move {
            let reading = Reading { range, first_piece: self.first_piece, max_wait };
            let download = self.library.download(self.location, reading).await?;
            Ok(Box::pin(download) as ByteStream)
        })
    }
}

impl Library {
    /// The message's file as a source of bytes.
    pub async fn bytes_of(self: &Arc<Self>, location: MessageLocation) -> Result<MessageBytes, Error> {
        let located = self.get_or_fetch(location).await?;
        let (file_id, size) = (located.file.id, located.file.size);
        Ok(MessageBytes { library: self.clone(), location, file_id, size, first_piece: MIN_PIECE })
    }

    /// SHA-256 of each 128 KiB of the message's file ([`Files::hashes`](crate::telegram::files::state::Files::hashes)).
    pub async fn file_hashes(self: &Arc<Self>, location: MessageLocation) -> Result<Vec<[u8; 32]>, Error> {
        let file = self.get_or_fetch(location).await?.file.clone();
        self.files.hashes(file, self.file_of(location)).await
    }

    /// Starts to read a range of the message's file ([`Files::download`](crate::telegram::files::state::Files::download)).
    pub async fn download(self: &Arc<Self>, location: MessageLocation, reading: Reading) -> Result<Download, Error> {
        let file = self.get_or_fetch(location).await?.file.clone();
        self.files.download(location.id, file, self.file_of(location), reading).await
    }

    /// The thumbnail of a message in Saved Messages that fits that size best. The thumbnails of the messages that follow in the list are
    /// prefetched.
    pub async fn listed_thumbnail(self: &Arc<Self>, id: MessageId, size: ThumbnailSize) -> Result<Thumbnail, Error> {
        let located = self.get_or_fetch(id).await?;
        let thumb = choose(&located.file.thumbs, size).ok_or(Error::NotFound)?;
        self.prefetch_after(id, size);
        self.files.thumbnail(self.file_of(id), thumb, true).await
    }

    /// The thumbnail of any message that fits that size best.
    pub async fn thumbnail(
        self: &Arc<Self>,
        location: MessageLocation,
        size: ThumbnailSize,
    ) -> Result<Thumbnail, Error> {
        let located = self.get_or_fetch(location).await?;
        let thumb = choose(&located.file.thumbs, size).ok_or(Error::NotFound)?;
        self.files.thumbnail(self.file_of(location), thumb, true).await
    }
}
