//! The seam between the wire and the methods: who calls, what comes back, and how updates go out.
//!
//! `protocol` owns connections, keys' handshakes, messages and acknowledgements; [`crate::methods`] answers calls on
//! [`crate::world`]. Neither knows the other's insides.

use std::future::Future;

use grammers_tl_types as tl;

/// The lower 64 bits of an auth key's SHA-1, little-endian, as every encrypted message starts with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyId(pub i64);

/// A client's MTProto session: chosen by the client, unique within its auth key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SessionId(pub i64);

/// Who makes a call: which data centre was asked, and with which key.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The data centre whose address was connected to (1 to 3).
    pub dc: i32,
    /// The auth key; it belongs to that data centre alone.
    pub key: KeyId,
    /// The session within the key.
    pub session: SessionId,
    /// From `invokeWithLayer`, once said.
    pub layer: Option<i32>,
    /// From `initConnection`, once said.
    pub device: Option<Device>,
}

/// What a client says of itself in `initConnection`.
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
    /// An error by code and name.
    pub fn new(code: i32, name: impl Into<String>) -> Self {
        Self { code, name: name.into() }
    }
}

/// What the wire needs from whoever answers calls.
pub trait Service: Send + Sync + 'static {
    /// Answers one call. `body` starts with the method's constructor id; wrappers (`invokeWithLayer`, `initConnection`,
    /// `invokeWithoutUpdates`, `invokeAfterMsg(s)`) are off already, as are faults, counters and gzip. The answer is the serialized
    /// result, its constructor id first.
    fn call(&self, caller: &Caller, body: &[u8]) -> impl Future<Output = Result<Vec<u8>, RpcError>> + Send;

    /// The key with that id at that data centre, if it was made there and not destroyed.
    fn auth_key(&self, dc: i32, id: KeyId) -> Option<[u8; 256]>;

    /// Keeps a key that a handshake made; it must survive a restart.
    fn keep_auth_key(&self, dc: i32, id: KeyId, key: [u8; 256]);

    /// Destroys a key and all that it was authorized for (`destroy_auth_key`). `false` if that can't be done.
    fn destroy_auth_key(&self, dc: i32, id: KeyId) -> bool;
}

/// How the world reaches clients unasked. Implemented by the wire.
pub trait Push: Send + Sync + 'static {
    /// Sends updates to every connected session of these keys (at any data centre) that wants updates, but not to `except`.
    fn push(&self, keys: &[KeyId], except: Option<(KeyId, SessionId)>, updates: &tl::enums::Updates);

    /// Closes every connection of a key (its authorization ended); the key itself stays known, and its calls answer 401.
    fn close(&self, key: KeyId);
}
