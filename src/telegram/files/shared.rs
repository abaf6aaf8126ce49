//! What the accounts of the process share for transferring files.

use std::sync::Arc;

use tokio::sync::Semaphore;

use super::hold_back::HoldBack;
use super::thumbnail_cache::ThumbnailCache;
use crate::cache::{Disk, PieceCache};
use crate::config;
use crate::stream::{BUDGET_PER_PROCESS, Budget};
use crate::telegram::error::{Error, SharedError};

/// The parts of files that may be under way in the process: 32 MiB.
const UPLOAD_PARTS: usize = 64;

/// What the accounts of the process share for transferring files: caches and limits.
pub struct SharedFiles {
    /// The cache of thumbnails.
    pub thumbnails: ThumbnailCache,
    /// The cache of pieces of files.
    pub pieces: Arc<PieceCache<SharedError>>,
    /// The bytes that all streams together may fetch ahead of their readers.
    pub budget: Arc<Budget>,
    /// One permit for each part of a file that may be under way.
    pub upload_parts: Arc<Semaphore>,
    /// The memory for the beginnings of uploads.
    pub held_back: Arc<HoldBack>,
}

impl SharedFiles {
    /// Empty caches of the configured sizes.
    pub fn new(config: &config::Config) -> Result<Self, Error> {
        Ok(Self {
            thumbnails: ThumbnailCache::default(),
            pieces: piece_cache(config)?,
            budget: Budget::new(BUDGET_PER_PROCESS),
            upload_parts: Arc::new(Semaphore::new(UPLOAD_PARTS)),
            held_back: HoldBack::new(config.time_limits.bodies.stall),
        })
    }
}

fn piece_cache(config: &config::Config) -> Result<Arc<PieceCache<SharedError>>, Error> {
    let config::Streaming { chunk_cache, disk_cache } = config.streaming;
    if disk_cache == 0 {
        return Ok(PieceCache::new(chunk_cache));
    }
    // The store has created or emptied this folder.
    let disk = Disk::open(&config.storage.data_dir.join("tmp"), disk_cache).map_err(|error| {
        tracing::error!(%error, "the disk cache (DISK_CACHE) cannot be created");
        Error::Unavailable("the disk cache cannot be created")
    })?;
    Ok(PieceCache::with_disk(chunk_cache, disk))
}
