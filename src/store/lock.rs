//! The lock on an SQLite database: one process has it open, for as long as its [`Store`](super::Store) lives.
//!
//! It is the kernel's, so it ends with the process however that ends, also by a power cut. Whoever gets it knows that no other process is
//! there, and that every lease in the database is a dead one's. PostgreSQL serves several processes and has no such lock; there
//! a dead process's leases run out.

use std::fs::{File, OpenOptions, TryLockError};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use super::Error;

/// Takes the lock that stands beside a database: `heliograph.db.lock`.
///
/// # Errors
///
/// [`Error::InUse`] when another process has it.
pub(super) fn take(database: &Path) -> Result<File, Error> {
    let mut path = database.as_os_str().to_owned();
    path.push(".lock");
    let path = Path::new(&path);
    let file_error = |source| Error::File { path: path.to_owned(), source };
    let file =
        OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path).map_err(file_error)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::InUse(database.to_owned())),
        Err(TryLockError::Error(error)) => Err(file_error(error)),
    }
}
