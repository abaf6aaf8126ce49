//! The error of a failed call.

use grammers_mtsender::RpcError;

use crate::telegram::error::Error;

/// The error of a failed call: an RPC error, which the caller may handle, or any other error.
#[derive(Debug)]
pub enum CallError {
    /// An RPC error. grammers removes the number from its name: `FILE_MIGRATE_2` is `FILE_MIGRATE` with the value 2.
    Rpc(RpcError),
    /// An error that is passed on.
    Final(Error),
}

impl CallError {
    /// Whether it is the RPC error with this name; a trailing `*` matches any ending.
    pub fn is(&self, name: &str) -> bool {
        matches!(self, Self::Rpc(error) if error.is(name))
    }

    /// The error as text, for the log.
    pub fn to_text(&self) -> String {
        match self {
            Self::Rpc(error) => format!("telegram answered {} {}", error.code, error.name),
            Self::Final(error) => error.to_string(),
        }
    }

    /// The number in the RPC error with this name.
    pub fn value_of(&self, name: &str) -> Option<u32> {
        match self {
            Self::Rpc(error) if error.is(name) => error.value,
            _ => None,
        }
    }
}

impl From<Error> for CallError {
    fn from(error: Error) -> Self {
        Self::Final(error)
    }
}

impl From<CallError> for Error {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Rpc(error) => Self::from_rpc(&error),
            CallError::Final(error) => error,
        }
    }
}
