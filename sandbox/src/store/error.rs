//! Errors of the store.

use crate::rpc::RpcError;

/// Why something could not be stored or loaded.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database failed.
    #[error("the sandbox's database failed")]
    Database(#[from] rusqlite::Error),
    /// A file could not be read or written.
    #[error("the sandbox's files failed")]
    Files(#[from] std::io::Error),
    /// A row can't be read by this version.
    #[error("the sandbox's database holds an unreadable {0}")]
    Unreadable(&'static str),
}

impl From<Error> for RpcError {
    fn from(error: Error) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "a call failed on the store");
        Self::new(500, "INTERNAL")
    }
}
