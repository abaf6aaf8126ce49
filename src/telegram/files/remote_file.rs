//! A file at Telegram: where its bytes are, and the pictures of it.

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
    /// Bytes.
    pub size: u64,
    /// The data centre that has it.
    pub dc: i32,
    /// What `upload.getFile` takes: the file (of a photo its largest size) and a file reference, the proof that this account saw it lately.
    pub location: tl::enums::InputFileLocation,
    /// Pictures of it in Telegram's sizes; those of a video's cover as well.
    pub thumbs: Vec<Thumb>,
}

/// Where a file is found again when its reference has expired. Implemented above, by the message that carries it.
pub trait FileSource: Send + Sync {
    /// The file as Telegram tells it now.
    fn refresh(&self) -> BoxFuture<'_, Result<RemoteFile, Error>>;

    /// The file with another location than `stale`, which was refused. However many ask, Telegram is asked once.
    fn renew<'a>(&'a self, stale: &'a tl::enums::InputFileLocation) -> BoxFuture<'a, Result<RemoteFile, Error>>;
}

/// One picture that can be fetched.
#[derive(Clone, Debug)]
pub struct Thumb {
    /// The picture as Telegram describes it.
    pub picture: PhotoSize,
    /// The photo or document that it belongs to: the file itself, or a video's cover.
    pub of: i64,
    /// The data centre that has it.
    pub dc: i32,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Bytes; more than none.
    pub size: u64,
}

impl Thumb {
    /// `None` for a picture that cannot be fetched, or that has no size worth believing.
    pub fn new(picture: PhotoSize, of: i64, dc: i32) -> Option<Self> {
        let (width, height) = match &picture {
            PhotoSize::Size(size) => (size.width, size.height),
            PhotoSize::Progressive(size) => (size.width, size.height),
            PhotoSize::Cached(size) => (size.width, size.height),
            _ => return None,
        };
        // Below zero is nonsense, which grammers tells as a huge number.
        let size =
            i32::try_from(picture.size()).ok().and_then(|size| u64::try_from(size).ok()).filter(|size| *size > 0)?;
        let pixels = |count| u32::try_from(count).unwrap_or(0);
        Some(Self { width: pixels(width), height: pixels(height), size, picture, of, dc })
    }

    /// Telegram's name for the size (`s`, `m`, `x`, …).
    pub fn letter(&self) -> String {
        self.picture.photo_type()
    }

    /// The bytes themselves where the message carries them.
    pub fn inline(&self) -> Option<Bytes> {
        self.picture.to_data().map(Bytes::from)
    }
}
