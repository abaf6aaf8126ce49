//! What survives a restart: an SQLite database, and a folder of uploaded files ([`blobs`]).
//!
//! [`crate::world`] works in memory and writes every change to the store before it answers, so that a killed process loses nothing that a
//! client was told. Without a data folder, database and files are in memory.
//!
//! Only this module names the database. Each file has the operations on one table.

mod accounts;
mod altered_bytes;
mod auth_keys;
mod authorizations;
mod blobs;
mod channels;
mod codes;
mod database;
mod dialogs;
mod error;
mod files;
mod fills;
mod members;
mod messages;
mod schema;
mod settings;
mod upload_parts;

pub use accounts::AccountRow;
pub use authorizations::AuthorizationRow;
pub use blobs::{Blobs, FileBytes, UploadParts};
pub use channels::ChannelRow;
pub use codes::CodeRow;
pub use database::Store;
pub use dialogs::DialogRow;
pub use error::Error;
pub use files::{FileRow, SizeRow};
pub use fills::FillRow;
pub use members::MemberRow;
pub use messages::{EventRow, MessageRow};
pub use upload_parts::UploadPartRow;
