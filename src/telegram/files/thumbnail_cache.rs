//! Thumbnails that were fetched lately, for all accounts of the process.

use std::time::Duration;

use moka::future::Cache;
use tokio_util::bytes::Bytes;

use super::remote_file::Thumb;
use crate::store::AccountId;
use crate::telegram::error::SharedError;

/// Bytes kept: some three thousand of a grid's pictures.
const KEPT: u64 = 64 * 1024 * 1024;
/// How long one is kept without being asked for.
const IDLE: Duration = Duration::from_secs(10 * 60);
/// How long it is remembered that there is none, so that a page that asks again and again costs nothing.
const MISSING: Duration = Duration::from_secs(30);
/// How many of those are remembered.
const MISSING_ENTRIES: u64 = 10_000;

/// A thumbnail, whole.
#[derive(Clone, Debug)]
pub struct Thumbnail {
    /// The picture.
    pub bytes: Bytes,
    /// `image/jpeg`, `image/png` or `image/webp`, told by the bytes themselves.
    pub mime_type: &'static str,
}

/// Which picture: of which file (or of which cover), in which size, of how many bytes.
pub type Key = (i64, String, u64);

/// Thumbnails that were fetched lately, by whichever account.
pub struct ThumbnailCache {
    /// Pictures by what they are of.
    pub kept: Cache<Key, Thumbnail>,
    /// Pictures of which an account was told that there are none.
    pub missing: Cache<(AccountId, Key), ()>,
}

/// A fetch that failed, and which account made it.
#[derive(Debug)]
pub struct FailedFetch {
    /// The account that fetched.
    pub by: AccountId,
    /// Why it failed.
    pub error: SharedError,
}

impl Default for ThumbnailCache {
    fn default() -> Self {
        let weigh = |_: &Key, thumbnail: &Thumbnail| u32::try_from(thumbnail.bytes.len()).unwrap_or(u32::MAX);
        Self {
            kept: Cache::builder().max_capacity(KEPT).weigher(weigh).time_to_idle(IDLE).build(),
            missing: Cache::builder().max_capacity(MISSING_ENTRIES).time_to_live(MISSING).build(),
        }
    }
}

/// What the picture is kept under.
pub fn key(thumb: &Thumb) -> Key {
    (thumb.of, thumb.letter(), thumb.size)
}
