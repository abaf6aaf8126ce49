//! The cache of thumbnails.

use std::time::Duration;

use moka::future::Cache;
use tokio_util::bytes::Bytes;

use super::remote_file::Thumb;
use crate::store::AccountId;
use crate::telegram::error::SharedError;

/// The capacity in bytes: about three thousand thumbnails of a page.
const CAPACITY: u64 = 64 * 1024 * 1024;
/// A thumbnail that is not requested for this time expires.
const TIME_TO_IDLE: Duration = Duration::from_secs(10 * 60);
/// How long it is cached that a thumbnail does not exist.
const MISSING_TIME_TO_LIVE: Duration = Duration::from_secs(30);
/// For how many thumbnails that is cached.
const MISSING_CAPACITY: u64 = 10_000;

/// A thumbnail.
#[derive(Clone, Debug)]
pub struct Thumbnail {
    /// The picture.
    pub bytes: Bytes,
    /// `image/jpeg`, `image/png` or `image/webp`, detected from the bytes.
    pub mime_type: &'static str,
}

/// Identifies a thumbnail: the file (or the cover) it belongs to, its size's letter, and its number of bytes.
pub type Key = (i64, String, u64);

/// The cache of thumbnails, which all accounts of the process share.
pub struct ThumbnailCache {
    /// The thumbnails.
    pub thumbnails: Cache<Key, Thumbnail>,
    /// Thumbnails that do not exist for an account.
    pub missing: Cache<(AccountId, Key), ()>,
}

/// A fetch that failed.
#[derive(Debug)]
pub struct FailedFetch {
    /// The account that made it.
    pub account: AccountId,
    /// Why it failed.
    pub error: SharedError,
}

impl Default for ThumbnailCache {
    fn default() -> Self {
        let weigh = |_: &Key, thumbnail: &Thumbnail| u32::try_from(thumbnail.bytes.len()).unwrap_or(u32::MAX);
        Self {
            thumbnails: Cache::builder().max_capacity(CAPACITY).weigher(weigh).time_to_idle(TIME_TO_IDLE).build(),
            missing: Cache::builder().max_capacity(MISSING_CAPACITY).time_to_live(MISSING_TIME_TO_LIVE).build(),
        }
    }
}

/// The key of a thumbnail.
pub fn key(thumb: &Thumb) -> Key {
    (thumb.of, thumb.letter(), thumb.size)
}
