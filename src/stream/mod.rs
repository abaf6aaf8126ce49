//! The pure part of streaming: which bytes a reader asked for, in which pieces they are fetched, and how far ahead.
//!
//! A [`ByteRange`] becomes a [`Plan`] of pieces. A [`Reader`] asks for them ahead of whoever reads, as far as its [`Window`] and the [`Budget`]
//! allow, and hands them on in order. [`Pace`] keeps what flood waits teach.
//!
//! Nothing here starts a task, opens a file or reads a clock, or knows Rocket, grammers or SQL.

mod plan;
mod range;

mod budget;
mod link_speed;
mod reader;
mod window;

mod pace;

pub use budget::{Budget, PER_ACCOUNT, PER_PROCESS, Permit};
pub use link_speed::LinkSpeed;
pub use pace::Pace;
pub use plan::{LARGEST, Piece, Plan, SMALLEST};
pub use range::ByteRange;
pub use reader::{Asked, Chunks, Reader};
pub use window::Window;

#[cfg(test)]
mod tests;
