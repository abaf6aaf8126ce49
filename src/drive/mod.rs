//! The drive: one Telegram account stores files for many users of this server. Knows no HTTP.
//!
//! Telegram keeps everything that cannot be made again: each piece of a file is a document in a channel (a *segment*), with a [`manifest`] in its
//! caption that says what it is a piece of, and each folder is a text message with its manifest. The database is an index of it, which
//! [`rebuild`] makes again. Passwords, shares and the audit are in the database alone.
//!
//! | part | what it does |
//! |---|---|
//! | [`people`] | users, passwords, tokens, sessions |
//! | [`storage`] | the account that stores, and its channel |
//! | [`tree`] | folders, files, trash, versions |
//! | [`content`] | bytes on their way in and out: segments, encryption |
//! | [`manifest`] | what the messages say |
//! | [`outbox`] | brings messages up to date with the rows |
//!
//! A content exists when its row is committed, together with the change of its file that points to it. Telegram comes first for contents (segments,
//! then the row), the row comes first for names (the row, then the edit, by the [`outbox`]): so names can be changed while Telegram is away, and no
//! crash leaves a file without its bytes.

mod actor;
mod category;
mod error;
mod node_name;
mod state;

pub mod content;
pub mod people;
pub mod storage;
pub mod tree;

mod download;
mod encryption;
mod search;
mod shares;
mod stats;
mod upload;

mod check;
mod existing;
mod export;
mod housekeeping;
mod import;
mod manifest;
mod outbox;
mod rebuild;

pub use actor::{Actor, ActorKind};
pub use category::Category;
pub use check::{CheckOptions, CheckProgress, Checked, Finding};
pub use error::{Error, ShareRefusal};
pub use export::{ExportOptions, Exported};
pub use housekeeping::DriveHousekeeping;
pub use import::Imported;
pub use node_name::NodeName;
pub use outbox::OutboxWorker;
pub use rebuild::{RebuildOptions, Rebuilt};
pub use search::{Cursor, Found, Search};
pub use shares::{NewShare, OpenShare, ShareEntry, ShareOptions};
pub use state::Drive;
pub use stats::Stats;
pub use upload::{FileUpload, NameTaken, NewFile};
