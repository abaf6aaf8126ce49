//! Telegram's errors by class, so that rules read as sentences: `Err(bad_request("PHONE_CODE_INVALID"))`.

use crate::rpc::RpcError;
use crate::store;

/// 400: the call itself is wrong.
pub fn bad_request(name: impl Into<String>) -> RpcError {
    RpcError::new(400, name)
}

/// 401: the key is not signed in, or not far enough.
pub fn unauthorized(name: impl Into<String>) -> RpcError {
    RpcError::new(401, name)
}

/// 303: another data centre answers this.
pub fn elsewhere(what: &str, dc: i32) -> RpcError {
    RpcError::new(303, format!("{what}_MIGRATE_{dc}"))
}

impl From<store::Error> for RpcError {
    fn from(error: store::Error) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "a call failed on the store");
        Self::new(500, "INTERNAL")
    }
}
