//! The pure part of streaming: which bytes a reader asked for, in which pieces they are fetched, how far ahead, and which are kept.
//!
//! A [`ByteRange`] becomes a [`Plan`] of pieces. A [`Reader`] fetches them ahead of whoever reads, as far as its [`Window`] and the [`Budget`]
//! allow, and hands them on in order. What was fetched stays in the [`ChunkCache`] for others, and on a [`Disk`] if
//! there is one. [`Pace`] keeps what flood waits teach.
//!
//! Nothing here knows Rocket, grammers or SQL.

mod plan;
mod range;

mod budget;
mod link;
mod reader;
mod window;

mod cache;
mod disk;
mod pace;

pub use budget::{Budget, PER_ACCOUNT, PER_PROCESS, Permit};
pub use cache::{CacheCounters, ChunkCache, ChunkKey, Lost, Origin};
pub use disk::Disk;
pub use link::Link;
pub use pace::Pace;
pub use plan::{LARGEST, Piece, Plan, SMALLEST};
pub use range::ByteRange;
pub use reader::{Asked, Chunks, Reader};
pub use window::Window;

#[cfg(test)]
mod tests;
