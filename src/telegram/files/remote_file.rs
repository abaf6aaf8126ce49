//! Files at Telegram.

use futures_util::future::BoxFuture;
use grammers_client::media::{Downloadable, PhotoSize};
use grammers_tl_types as tl;
use tokio_util::bytes::Bytes;

use crate::telegram::error::Error;

/// A file at Telegram.
#[derive(Clone, Debug)]
pub struct RemoteFile {
    /// Telegram's id of the photo or document, the same for every account.
    pub id: i64,
    /// The file's size in bytes.
    pub size: u64,
    /// The data centre that stores it.
    pub dc: i32,
    /// The location for `upload.getFile`: the file (the largest size of a photo) and its file reference, which expires.
    pub location: tl::enums::InputFileLocation,
    /// Its thumbnails in Telegram's sizes; of a video also those of its cover.
    pub thumbs: Vec<Thumb>,
}

/// Fetches a file's description again when its file reference has expired. The layers above implement it by the message that contains the file.
pub trait FileSource: Send + Sync {
    /// Fetches the description of the file.
    fn refresh(&self) -> BoxFuture<'_, Result<RemoteFile, Error>>;

    /// The file with another location than `stale`, whose reference has expired. Concurrent calls fetch it once.
    fn renew<'a>(&'a self, stale: &'a tl::enums::InputFileLocation) -> BoxFuture<'a, Result<RemoteFile, Error>>;
}

/// A thumbnail that can be fetched.
#[derive(Clone, Debug)]
pub struct Thumb {
    /// Telegram's description.
    pub picture: PhotoSize,
    /// The id of the photo or document that it belongs to: the file itself, or a video's cover.
    pub of: i64,
    /// The data centre that stores it.
    pub dc: i32,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// The size in bytes; never 0.
    pub size: u64,
}

impl Thumb {
    /// `None` for a thumbnail that cannot be fetched, or whose size is not positive.
    pub fn new(picture: PhotoSize, of: i64, dc: i32) -> Option<Self> {
        let (width, height) = match &picture {
            PhotoSize::Size(size) => (size.width, size.height),
            PhotoSize::Progressive(size) => (size.width, size.height),
            PhotoSize::Cached(size) => (size.width, size.height),
            _ => return None,
        };
        // grammers converts a negative size to a huge one, which does not fit.
        let size =
            i32::try_from(picture.size()).ok().and_then(|size| u64::try_from(size).ok()).filter(|size| *size > 0)?;
        let pixels = |count| u32::try_from(count).unwrap_or(0);
        Some(Self { width: pixels(width), height: pixels(height), size, picture, of, dc })
    }

    /// Telegram's name for the size (`s`, `m`, `x`, …).
    pub fn letter(&self) -> String {
        self.picture.photo_type()
    }

    /// The bytes, if the message contains them.
    pub fn inline(&self) -> Option<Bytes> {
        self.picture.to_data().map(Bytes::from)
    }
}
