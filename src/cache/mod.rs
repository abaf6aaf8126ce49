//! The cache of recently fetched pieces of files: in memory ([`PieceCache`]), and on a [`Disk`] if the settings ask for one.
//!
//! A piece is identified by its [`PieceKey`]. The cache does not know how pieces are fetched: its caller passes a future that does.

mod key;

mod room;

mod disk;

mod pieces;

pub use disk::Disk;
pub use key::PieceKey;
pub use pieces::{CacheCounters, CacheResult, FetchAborted, PieceCache};
