//! A call that failed.

use grammers_mtsender::RpcError;

use crate::telegram::error::Error;

/// A call that failed: with an RPC error that may mean something to the caller, or with an error that is final.
#[derive(Debug)]
pub enum Failed {
    /// Telegram's answer. grammers takes the number out of the name: `FILE_MIGRATE_2` is `FILE_MIGRATE` with the value 2.
    Rpc(RpcError),
    /// Nothing that the caller could handle.
    Final(Error),
}

impl Failed {
    /// Whether it is that RPC error; a trailing `*` stands for any ending.
    pub fn is(&self, name: &str) -> bool {
        matches!(self, Self::Rpc(error) if error.is(name))
    }

    /// The number in an RPC error of that name.
    pub fn value_of(&self, name: &str) -> Option<u32> {
        match self {
            Self::Rpc(error) if error.is(name) => error.value,
            _ => None,
        }
    }
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self::Final(error)
    }
}

impl From<Failed> for Error {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Rpc(error) => Self::from_rpc(&error),
            Failed::Final(error) => error,
        }
    }
}
