//! The pure part of streaming: in which pieces a range of bytes is fetched, how far ahead of its reader, and how fast.
//!
//! A [`Plan`] divides a [`ByteRange`] into pieces. [`ReadAhead`] requests them before its reader needs them, as far as its [`Window`] and the
//! [`Budget`] allow, and delivers them in order. [`Pacer`] limits the rate of requests after flood waits.
//!
//! Nothing here starts a task, opens a file or reads a clock, or knows Rocket, grammers or SQL.

mod plan;
mod range;

mod budget;
mod link_speed;
mod read_ahead;
mod window;

mod pacer;

pub use budget::{BUDGET_PER_ACCOUNT, BUDGET_PER_PROCESS, Budget, Permit};
pub use link_speed::LinkSpeed;
pub use pacer::Pacer;
pub use plan::{MAX_PIECE, MIN_PIECE, Piece, Plan};
pub use range::ByteRange;
pub use read_ahead::{PieceFuture, PieceSource, ReadAhead};
pub use window::Window;

#[cfg(test)]
mod tests;
