//! Comparing the database with Telegram: every row with its message, every message with its row, and on demand every byte.
//!
//! A deep check asks Telegram for the hashes of each document (`upload.getFileHashes`) and compares them with what was noted when it was sent: proof
//! that the bytes are still there, without downloading any.
//!
//! A repair may lose nothing. Messages without a row may be of an upload under way: they are deleted when the newest one of their content is older
//! than a day ([`config::Drive::orphan_age`](crate::config::Drive::orphan_age)), and only if no row names them when it is their turn ([`outbox`](super::outbox)). What seems to be missing is looked
//! for once more, since rows and messages are not read at the same moment.
//!
//! | part | what it does |
//! |---|---|
//! | [`finding`] | what a check may do, and what it tells |
//! | [`index`] | the rows, by what messages have to say |
//! | [`orphans`] | messages without a row, and which of them are old |
//! | [`compare`] | the check itself |

mod finding;
mod index;
mod orphans;

mod compare;

pub use finding::{CheckOptions, CheckProgress, Checked, Finding};
