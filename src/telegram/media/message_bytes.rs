//! The bytes and thumbnails of a message's file.

use std::sync::Arc;
use std::time::Duration;

use futures_util::future::BoxFuture;

use super::library::Library;
use super::located::MessageLocation;
use crate::stream::ByteRange;
use crate::telegram::error::Error;
use crate::telegram::files::byte_source::{ByteSource, ByteStream};
use crate::telegram::files::download::{Download, WAIT_BEFORE_FIRST_BYTE};
use crate::telegram::files::thumbnail::{ThumbnailSize, choose};
use crate::telegram::files::thumbnail_cache::Thumbnail;
use crate::telegram::ids::MessageId;

/// A message's file as bytes that can be read from any offset.
pub struct MessageBytes {
    library: Arc<Library>,
    location: MessageLocation,
    size: u64,
}

impl ByteSource for MessageBytes {
    fn size(&self) -> u64 {
        self.size
    }

    fn read(&self, range: ByteRange) -> BoxFuture<'_, Result<ByteStream, Error>> {
        Box::pin(async move {
            let download = self.library.download(self.location, range, WAIT_BEFORE_FIRST_BYTE).await?;
            Ok(Box::pin(download) as ByteStream)
        })
    }
}

impl Library {
    /// The message's file as bytes that can be read from any offset.
    pub async fn bytes_of(self: &Arc<Self>, location: MessageLocation) -> Result<MessageBytes, Error> {
        let size = self.locate(location).await?.file.size;
        Ok(MessageBytes { library: self.clone(), location, size })
    }

    /// Starts fetching a range of the message's file ([`Files::download`](crate::telegram::files::state::Files::download)).
    pub async fn download(
        self: &Arc<Self>,
        location: MessageLocation,
        range: ByteRange,
        patience: Duration,
    ) -> Result<Download, Error> {
        let file = self.locate(location).await?.file.clone();
        self.files.download(location.id, file, self.file_of(location), range, patience).await
    }

    /// The thumbnail of a message in Saved Messages that is nearest to that size; those that follow it in the list are fetched ahead.
    pub async fn listed_thumbnail(self: &Arc<Self>, id: MessageId, size: ThumbnailSize) -> Result<Thumbnail, Error> {
        let located = self.locate(id).await?;
        let thumb = choose(&located.file.thumbs, size).ok_or(Error::NotFound)?;
        self.prefetch_after(id, size);
        self.files.thumbnail(self.file_of(id), thumb, true).await
    }

    /// The thumbnail of any message that is nearest to that size.
    pub async fn thumbnail(
        self: &Arc<Self>,
        location: MessageLocation,
        size: ThumbnailSize,
    ) -> Result<Thumbnail, Error> {
        let located = self.locate(location).await?;
        let thumb = choose(&located.file.thumbs, size).ok_or(Error::NotFound)?;
        self.files.thumbnail(self.file_of(location), thumb, true).await
    }
}
