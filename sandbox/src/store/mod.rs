//! What survives a restart: one SQLite database, and beside it a folder of uploaded files.
//!
//! [`crate::world`] keeps what it works with in memory and writes every change through to here before it answers, so a process that is
//! killed loses nothing that a client was told. Without a data folder the database is in memory and file bytes are too ([`blobs`]).
//!
//! This is the only part of the sandbox that names the database. One file per table's operations.

mod accounts;
mod authorizations;
mod blobs;
mod codes;
mod files;
mod keys;
mod members;
mod messages;
mod schema;
mod settings;

use std::path::Path;

use rusqlite::Connection;
use std::sync::{Mutex, MutexGuard, PoisonError};

pub use accounts::AccountRow;
pub use authorizations::AuthorizationRow;
pub use blobs::{Blobs, Bytes, Parts};
pub use codes::CodeRow;
pub use files::{FileRow, SizeRow};
pub use members::MemberRow;
pub use messages::{EventRow, MessageRow};

/// The database and the folder of files.
pub struct Store {
    connection: Mutex<Connection>,
    blobs: Blobs,
}

/// Why something could not be kept or found again.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database refused.
    #[error("the sandbox's database failed")]
    Database(#[from] rusqlite::Error),
    /// A file could not be read or written.
    #[error("the sandbox's files failed")]
    Files(#[from] std::io::Error),
    /// A row holds what this version can't read.
    #[error("the sandbox's database holds an unreadable {0}")]
    Unreadable(&'static str),
}

impl Store {
    /// Opens the store in a folder, which is made if need be, or in memory.
    pub fn open(data: Option<&Path>) -> Result<Self, Error> {
        let connection = match data {
            Some(folder) => {
                std::fs::create_dir_all(folder)?;
                Connection::open(folder.join("world.sqlite"))?
            }
            None => Connection::open_in_memory()?,
        };
        schema::prepare(&connection)?;
        Ok(Self { connection: Mutex::new(connection), blobs: Blobs::open(data)? })
    }

    /// Where file bytes are.
    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    fn database(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
