//! The media of Saved Messages, and the files of messages in any chat.

use super::handle::Account;
use crate::stream::ByteRange;
use crate::telegram::error::Error;
use crate::telegram::files::download::{Download, Reading};
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
    /// A page of the media of Saved Messages (`messages.search`).
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

    /// The media of a message, from the cache or from Telegram. [`Error::NotFound`] when there is no such message or it has no media.
    pub async fn media(&self, id: MessageId) -> Result<Media, Error> {
        Ok(self.library.get_or_fetch(id).await?.media.clone())
    }

    /// The media of a message in any chat. [`Error::NotFound`] also when the account has no access to the chat.
    pub async fn media_in(&self, chat: &ChatRef, id: MessageId) -> Result<Media, Error> {
        let location = self.library.location(chat, id).await?;
        Ok(self.library.get_or_fetch(location).await?.media.clone())
    }

    /// The media of several messages, in the order of `ids`; those that are not cached are fetched in batches of a hundred. [`Error::NotFound`] when
    /// one of the messages does not exist or has no media.
    pub async fn media_of(&self, ids: &[MessageId]) -> Result<Vec<Media>, Error> {
        self.library.media_of(ids).await
    }

    /// Replaces a message's caption (`messages.editMessage`), and returns the changed media.
    pub async fn edit_caption(&self, id: MessageId, caption: &str) -> Result<Media, Error> {
        self.library.edit_caption(id, caption).await
    }

    /// Deletes messages with media (`messages.deleteMessages`), and returns those that existed. Messages without media are not deleted.
    pub async fn delete(&self, ids: &[MessageId]) -> Result<Vec<MessageId>, Error> {
        self.library.delete(ids).await
    }

    /// Starts to read a range of a message's file. Resolves when the first bytes have arrived, so that an error is known before a response is
    /// started. [`Error::NotFound`] also when the range reaches past the end of the file.
    pub async fn download(&self, id: MessageId, range: ByteRange) -> Result<Download, Error> {
        self.library.download(id.into(), Reading::new(range, self.calls.limits.flood_waits.first_byte)).await
    }

    /// Like [`Account::download`], but for a reader that has already received bytes, so that a longer flood wait is better than an error.
    pub async fn download_next(&self, id: MessageId, range: ByteRange) -> Result<Download, Error> {
        self.library.download(id.into(), Reading::new(range, self.calls.limits.flood_waits.transfer)).await
    }

    /// Like [`Account::download`], for a message in any chat. The file's size is in the `media` of [`Account::message`].
    pub async fn download_from(&self, chat: &ChatRef, id: MessageId, range: ByteRange) -> Result<Download, Error> {
        let location = self.library.location(chat, id).await?;
        self.library.download(location, Reading::new(range, self.calls.limits.flood_waits.first_byte)).await
    }

    /// The file of a message in any chat, as a source of bytes. Several can be [joined](crate::telegram::Joined).
    pub async fn bytes_of(&self, chat: &ChatRef, id: MessageId) -> Result<MessageBytes, Error> {
        let location = self.library.location(chat, id).await?;
        self.library.bytes_of(location).await
    }

    /// The smallest thumbnail of at least that size, or else the largest one. [`Error::NotFound`] when there is none.
    pub async fn thumbnail(&self, id: MessageId, size: ThumbnailSize) -> Result<Thumbnail, Error> {
        self.library.listed_thumbnail(id, size).await
    }

    /// Like [`Account::thumbnail`], for a message in any chat.
    pub async fn thumbnail_from(&self, chat: &ChatRef, id: MessageId, size: ThumbnailSize) -> Result<Thumbnail, Error> {
        let location = self.library.location(chat, id).await?;
        self.library.thumbnail(location, size).await
    }

    /// The largest file in bytes that this account may upload: 4,000 parts, or 8,000 with Telegram Premium.
    pub fn largest_upload(&self) -> u64 {
        self.files.largest_upload()
    }

    /// Starts an upload. Nothing is sent yet.
    pub fn upload(&self, hints: UploadHints) -> Upload {
        self.files.upload(hints)
    }

    /// Starts or resumes an upload in parts, at any offset.
    pub fn part_sink(&self, progress: PartProgress) -> PartSink {
        PartSink::new(&self.files, progress)
    }

    /// Sends files with one caption to Saved Messages, and returns the messages' ids in the order of `files`. Up to ten files of the same
    /// class (photos and videos, audio, or documents) become an album; the others are sent one by one.
    pub async fn send_files(&self, files: Vec<Uploaded>, caption: &str) -> Result<Vec<MessageId>, Error> {
        self.library.send(files, caption).await
    }

    /// The statistics of the account's streams: first those that run, then the last 32 that ended, the latest first in each group.
    pub fn stream_stats(&self) -> Vec<StreamStats> {
        self.files.stream_stats()
    }
}
