//! Pieces of files that were fetched lately: in memory ([`ChunkCache`]), and on a [`Disk`] where the settings ask for one.
//!
//! A piece is known by its [`ChunkKey`]. Nothing here knows where pieces come from: the cache is given a future that fetches one.

mod key;

mod disk;

mod chunks;

pub use chunks::{CacheCounters, ChunkCache, Lost, Origin};
pub use disk::Disk;
pub use key::ChunkKey;
