//! The interface between the protocol and the methods: callers, results, and how updates are sent.
//!
//! [`crate::protocol`] calls a [`Service`] and implements [`Push`]; [`crate::methods`] implements [`Service`], and [`crate::world`] uses
//! [`Push`]. Neither side knows anything else of the other.

use std::future::Future;

use grammers_tl_types as tl;

/// The lower 64 bits of an auth key's SHA-1, with which every encrypted message starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId(pub i64);

/// A client's MTProto session: chosen by the client, unique within its auth key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionId(pub i64);

/// Who makes a call: at which data centre, with which key.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The data centre (1 to 3).
    pub dc: i32,
    /// The auth key; it is valid at this data centre only.
    pub key: KeyId,
    /// From `invokeWithLayer`, if it was ever called.
    pub layer: Option<i32>,
    /// From `initConnection`, if it was ever called.
    pub device: Option<Device>,
}

/// A client, as it describes itself in `initConnection`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// The API id.
    pub api_id: i32,
    /// Device model.
    pub model: String,
    /// System version.
    pub system_version: String,
    /// App version.
    pub app_version: String,
}

/// An `rpc_error`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{code} {name}")]
pub struct RpcError {
    /// 303, 400, 401, 403, 404, 406, 420, 500.
    pub code: i32,
    /// Such as `FLOOD_WAIT_42`.
    pub name: String,
}

impl RpcError {
    pub fn new(code: i32, name: impl Into<String>) -> Self {
        Self { code, name: name.into() }
    }
}

/// What the protocol needs: answers to calls, and a store of auth keys.
pub trait Service: Send + Sync + 'static {
    /// Answers a call. `body` is the serialized request, starting with the method's constructor id, without wrappers
    /// (`invokeWithLayer`, `initConnection`, `invokeWithoutUpdates`, `invokeAfterMsg(s)`, `gzip_packed`). Returns the serialized result.
    fn call(&self, caller: &Caller, body: &[u8]) -> impl Future<Output = Result<Vec<u8>, RpcError>> + Send;

    /// The key with this id, if it was made at this data centre and not destroyed.
    fn auth_key(&self, dc: i32, id: KeyId) -> Option<[u8; 256]>;

    /// Stores a new key; it must survive a restart.
    fn keep_auth_key(&self, dc: i32, id: KeyId, key: [u8; 256]);

    /// Ends a key's authorization, since the key is used from two addresses at once. `false` if the key is not signed in.
    fn end_duplicated(&self, key: KeyId) -> bool;

    /// `destroy_auth_key`: removes a key and its authorization. `false` if there is no such key.
    fn destroy_auth_key(&self, dc: i32, id: KeyId) -> bool;
}

/// Sends updates to clients. Implemented by the protocol.
pub trait Push: Send + Sync + 'static {
    /// Sends updates to every connected session of these keys that wants them, except those of one key: the client that caused them.
    fn push(&self, keys: &[KeyId], except: Option<KeyId>, updates: &tl::enums::Updates);

    /// Closes every connection of a key whose authorization ended. The key stays valid; its calls are answered with 401.
    fn close(&self, key: KeyId);
}

/// 400: the call is wrong.
pub(crate) fn bad_request(name: impl Into<String>) -> RpcError {
    RpcError::new(400, name)
}

/// 401: the key is not signed in, or not completely.
pub(crate) fn unauthorized(name: impl Into<String>) -> RpcError {
    RpcError::new(401, name)
}

/// 303: another data centre answers this, as in `USER_MIGRATE_2`.
pub(crate) fn migrate(what: &str, dc: i32) -> RpcError {
    RpcError::new(303, format!("{what}_MIGRATE_{dc}"))
}
