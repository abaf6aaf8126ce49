//! `drive_…`: the index of the drive. What Telegram keeps (contents, names, folders) can be made again from there; users' passwords, shares and the
//! audit are here alone.
//!
//! | file | tables |
//! |---|---|
//! | [`users`], [`sessions`], [`app_passwords`] | who stores, and how they sign in |
//! | [`storage`], [`channels`] | the account that stores for everybody, and its channels |
//! | [`nodes`], [`search`], [`sums`], [`revisions`], [`segments`] | the tree, the contents of its files, and the documents that these consist of |
//! | [`outbox`] | messages at Telegram that are not yet as the rows say |
//! | [`messages`] | which messages the rows need |
//! | [`shares`] | links to files and folders |
//! | [`audit`] | who did what |

pub(super) mod entity;

mod ids;
mod kinds;
mod numbers;

pub mod app_passwords;
pub mod audit;
pub mod channels;
pub mod messages;
pub mod nodes;
pub mod outbox;
pub mod revisions;
pub mod search;
pub mod segments;
pub mod sessions;
pub mod shares;
pub mod storage;
pub mod sums;
pub mod users;
pub mod whole;

pub use ids::{AppPasswordId, NodeId, RevisionId, SegmentId, SessionId, ShareId, UserId};
pub use kinds::{NodeKind, OutboxKind};
pub use segments::{MessageRef, Segment};

/// How many rows one statement names at most: databases limit the parameters of a statement.
const ROWS_AT_ONCE: usize = 500;
