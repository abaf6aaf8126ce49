//! What all accounts of the process share for moving files.

use std::sync::Arc;

use tokio::sync::Semaphore;

use super::thumbnail_cache::ThumbnailCache;
use crate::cache::{ChunkCache, Disk};
use crate::config;
use crate::stream::{Budget, PER_PROCESS};
use crate::telegram::error::{Error, SharedError};

/// Parts under way in the whole process: 64 MiB.
const UPLOAD_PARTS: usize = 128;

/// What all accounts of the process share for moving files: caches and bounds.
pub struct SharedFiles {
    /// Thumbnails that were fetched lately.
    pub thumbnails: ThumbnailCache,
    /// Pieces of files that were fetched lately.
    pub chunks: Arc<ChunkCache<SharedError>>,
    /// Bytes that all streams together may have ahead of their readers.
    pub budget: Arc<Budget>,
    /// How many parts of files may be on their way to Telegram.
    pub upload_parts: Arc<Semaphore>,
}

impl SharedFiles {
    /// Empty caches of the sizes that the settings say.
    pub fn new(config: &config::Config) -> Result<Self, Error> {
        Ok(Self {
            thumbnails: ThumbnailCache::default(),
            chunks: chunk_cache(config)?,
            budget: Budget::new(PER_PROCESS),
            upload_parts: Arc::new(Semaphore::new(UPLOAD_PARTS)),
        })
    }
}

fn chunk_cache(config: &config::Config) -> Result<Arc<ChunkCache<SharedError>>, Error> {
    let config::Streaming { chunk_cache, disk_cache } = config.streaming;
    if disk_cache == 0 {
        return Ok(ChunkCache::new(chunk_cache));
    }
    // The store has made this folder, or emptied it.
    let disk = Disk::open(&config.storage.data_dir.join("tmp"), disk_cache).map_err(|error| {
        tracing::error!(%error, "the disk cache (DISK_CACHE) cannot be made");
        Error::Unavailable("the disk cache cannot be made")
    })?;
    Ok(ChunkCache::with_disk(chunk_cache, disk))
}
