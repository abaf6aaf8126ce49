//! The location of a file that is being fetched, which changes while its requests are under way: file references expire, and a data centre may refer
//! to another one.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use grammers_tl_types as tl;

use super::remote_file::{FileSource, RemoteFile};
use crate::telegram::error::Error;

/// Where a file is.
#[derive(Clone)]
pub struct FileLocation {
    /// The location for `upload.getFile`, with its file reference.
    pub location: tl::enums::InputFileLocation,
    /// The data centre.
    pub dc: i32,
}

/// The latest location of one file, for all requests that fetch it.
pub struct CurrentLocation {
    file_id: i64,
    size: u64,
    source: Arc<dyn FileSource>,
    current: Mutex<FileLocation>,
}

impl CurrentLocation {
    /// The location in the file's description.
    pub fn new(file: RemoteFile, source: Arc<dyn FileSource>) -> Self {
        let current = Mutex::new(FileLocation { location: file.location, dc: file.dc });
        Self { file_id: file.id, size: file.size, source, current }
    }

    /// Telegram's id of the file.
    pub fn file_id(&self) -> i64 {
        self.file_id
    }

    /// The file's size in bytes.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The location now.
    pub fn get(&self) -> FileLocation {
        self.lock().clone()
    }

    /// The file is at another data centre.
    pub fn set_dc(&self, dc: i32) {
        self.lock().dc = dc;
    }

    /// Renews the file reference, unless it is no longer that of `stale`.
    pub async fn renew(&self, stale: &tl::enums::InputFileLocation) -> Result<(), Error> {
        if self.get().location != *stale {
            return Ok(());
        }
        let fresh = self.source.renew(stale).await?;
        if fresh.id != self.file_id || fresh.size != self.size {
            // The message's file was replaced: what follows would be of another file.
            return Err(Error::NotFound);
        }
        self.lock().location = fresh.location;
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, FileLocation> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
