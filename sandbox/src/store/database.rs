//! [`Store`]: the open database and folder.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;

use super::blobs::Blobs;
use super::error::Error;
use super::schema;

/// The database and the folder of files.
pub struct Store {
    connection: Mutex<Connection>,
    blobs: Blobs,
}

impl Store {
    /// Opens the store in a folder, which is created if missing, or in memory.
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

    /// The bytes of files.
    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    pub(super) fn database(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
