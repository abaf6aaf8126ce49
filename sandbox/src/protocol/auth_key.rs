//! An auth key and its id.

use sha1::{Digest, Sha1};

use crate::rpc::KeyId;

/// An auth key. Has no `Debug`: it is a secret.
#[derive(Clone)]
pub(crate) struct AuthKey {
    bytes: [u8; 256],
    id: KeyId,
}

impl AuthKey {
    pub(crate) fn new(bytes: [u8; 256]) -> Self {
        let hash = Sha1::digest(bytes);
        let id = i64::from_le_bytes(hash[12..20].try_into().expect("eight of twenty bytes"));
        Self { bytes, id: KeyId(id) }
    }

    pub(crate) fn id(&self) -> KeyId {
        self.id
    }

    pub(crate) fn bytes(&self) -> &[u8; 256] {
        &self.bytes
    }
}
