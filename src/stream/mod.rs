//! The pure part of streaming: which bytes a reader asked for, and in which chunks they are fetched.
//!
//! Nothing here knows Rocket, grammers or SQL.

mod link;
mod pace;
mod plan;
mod range;

pub use link::Link;
pub use pace::Pace;
pub use plan::{FIRST, LARGEST, Piece, Plan, SMALLEST};
pub use range::ByteRange;
