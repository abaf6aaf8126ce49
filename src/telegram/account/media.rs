//! Saved Messages, and the files of any chat's messages.

use super::handle::Account;
use crate::stream::ByteRange;
use crate::telegram::error::Error;
use crate::telegram::files::download::{Download, WAIT_BEFORE_FIRST_BYTE, WAIT_INSIDE_STREAM};
use crate::telegram::files::part_sink::{PartProgress, PartSink};
use crate::telegram::files::stats::StreamStats;
use crate::telegram::files::thumbnail::ThumbnailSize;
use crate::telegram::files::thumbnail_cache::Thumbnail;
use crate::telegram::files::upload::Upload;
use crate::telegram::files::uploaded::{UploadHints, Uploaded};
use crate::telegram::ids::MessageId;
use crate::telegram::media::item::{Media, MediaKind};
use crate::telegram::media::message_bytes::MessageBytes;
use crate::telegram::media::query::{CalendarDay, MediaCounts, MediaPage, MediaQuery};
use crate::telegram::peers::reference::ChatRef;

impl Account {
    /// One page of the media of Saved Messages (`messages.search`).
    pub async fn list_media(&self, query: &MediaQuery) -> Result<MediaPage, Error> {
        self.library.list(query).await
    }

    /// Counts by kind (`messages.getSearchCounters`).
    pub async fn media_counts(&self) -> Result<MediaCounts, Error> {
        self.library.counts().await
    }

    /// Counts by day, newest first (`messages.getSearchResultsCalendar`).
    pub async fn media_calendar(&self, kind: Option<MediaKind>) -> Result<Vec<CalendarDay>, Error> {
        self.library.calendar(kind).await
    }

    /// The media of one message, asked of Telegram unless known already. [`Error::NotFound`] when there is no such message or it has none.
    pub async fn media(&self, id: MessageId) -> Result<Media, Error> {
        Ok(self.library.locate(id).await?.media.clone())
    }

    /// The same of a message in any chat. [`Error::NotFound`] also when this account sees no such chat.
    pub async fn media_in(&self, chat: &ChatRef, id: MessageId) -> Result<Media, Error> {
        let location = self.library.location(chat, id).await?;
        Ok(self.library.locate(location).await?.media.clone())
    }

    /// The media of several messages, in their order; what is not known yet is asked of Telegram a hundred at a time. [`Error::NotFound`] when
    /// there is no such message or it has none.
    pub async fn media_of(&self, ids: &[MessageId]) -> Result<Vec<Media>, Error> {
        self.library.media_of(ids).await
    }

    /// Replaces a message's caption (`messages.editMessage`) and returns the media as it is now.
    pub async fn edit_caption(&self, id: MessageId, caption: &str) -> Result<Media, Error> {
        self.library.edit_caption(id, caption).await
    }

    /// Deletes messages with media (`messages.deleteMessages`), and tells which of them were there. Messages without media are left alone.
    pub async fn delete(&self, ids: &[MessageId]) -> Result<Vec<MessageId>, Error> {
        self.library.delete(ids).await
    }

    /// Starts fetching. Resolves when the first chunk is there, so that errors come before anything is promised to the reader.
    /// [`Error::NotFound`] also when the range reaches past the file's end.
    pub async fn download(&self, id: MessageId, range: ByteRange) -> Result<Download, Error> {
        self.library.download(id.into(), range, WAIT_BEFORE_FIRST_BYTE).await
    }

    /// Starts fetching for a reader that has had bytes already: for it a longer flood wait is better than an error.
    pub async fn download_next(&self, id: MessageId, range: ByteRange) -> Result<Download, Error> {
        self.library.download(id.into(), range, WAIT_INSIDE_STREAM).await
    }

    /// Starts fetching the file of a message in any chat, as [`Account::download`] does in Saved Messages. Its size is in
    /// [`Account::message`]'s `media`.
    pub async fn download_from(&self, chat: &ChatRef, id: MessageId, range: ByteRange) -> Result<Download, Error> {
        let location = self.library.location(chat, id).await?;
        self.library.download(location, range, WAIT_BEFORE_FIRST_BYTE).await
    }

    /// The file of a message in any chat as bytes that can be read from any offset; several make one file
    /// ([`Joined`](crate::telegram::Joined)).
    pub async fn bytes_of(&self, chat: &ChatRef, id: MessageId) -> Result<MessageBytes, Error> {
        let location = self.library.location(chat, id).await?;
        self.library.bytes_of(location).await
    }

    /// The thumbnail nearest to that size (the next larger one if there is none). [`Error::NotFound`] when there is none at all.
    pub async fn thumbnail(&self, id: MessageId, size: ThumbnailSize) -> Result<Thumbnail, Error> {
        self.library.listed_thumbnail(id, size).await
    }

    /// The thumbnail of a message in any chat, as [`Account::thumbnail`] gives those of Saved Messages.
    pub async fn thumbnail_from(&self, chat: &ChatRef, id: MessageId, size: ThumbnailSize) -> Result<Thumbnail, Error> {
        let location = self.library.location(chat, id).await?;
        self.library.thumbnail(location, size).await
    }

    /// The largest file that Telegram takes of this account, in bytes: 4,000 parts, or 8,000 with premium.
    pub fn largest_upload(&self) -> u64 {
        self.files.largest_upload()
    }

    /// Starts an upload. Nothing is sent yet.
    pub fn upload(&self, hints: UploadHints) -> Upload {
        self.files.upload(hints)
    }

    /// A file that Telegram is given part by part, at any offsets: a new one, or one that was begun before.
    pub fn part_sink(&self, progress: PartProgress) -> PartSink {
        PartSink::new(&self.files, progress)
    }

    /// Sends the files to Saved Messages with one caption: one message, or an album when there are several (2 to 10; photos and videos
    /// together, documents and audio each among themselves; what cannot share an album is sent as messages of its own). Ids in the order
    /// of `files`.
    pub async fn send_files(&self, files: Vec<Uploaded>, caption: &str) -> Result<Vec<MessageId>, Error> {
        self.library.send(files, caption).await
    }

    /// The account's streams: those that run, the youngest first, then the last 32 that ended, the last first.
    pub fn stream_stats(&self) -> Vec<StreamStats> {
        self.files.stream_stats()
    }
}
