//! Access hashes and file references: what proves that a client was shown a user, a channel or a file.
//!
//! Both are derived from a secret of this world, never stored. An access hash belongs to the one who looks: another account's is no use. A
//! file reference carries the epoch it was given in; when the epoch moves on, every older one is expired.

use std::sync::atomic::{AtomicU32, Ordering};

use sha2::{Digest, Sha256};

use super::phone::UserId;
use super::refusal::bad_request;
use crate::rpc::RpcError;

/// The secret and the epoch.
#[derive(Debug)]
pub struct Access {
    secret: [u8; 32],
    epoch: AtomicU32,
}

/// What an access hash is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A user.
    User,
    /// A channel or supergroup.
    Channel,
    /// A photo or document.
    File,
}

/// How every file reference starts.
const REFERENCE: u8 = 1;

impl Access {
    /// Access with a secret of 32 bytes, in an epoch.
    pub fn new(secret: [u8; 32], epoch: u32) -> Self {
        Self { secret, epoch: AtomicU32::new(epoch) }
    }

    /// What `viewer` needs to name the thing with this id.
    pub fn hash(&self, viewer: UserId, kind: Kind, id: i64) -> i64 {
        let digest = self.digest(&[&[kind as u8], &viewer.0.to_le_bytes(), &id.to_le_bytes()]);
        i64::from_le_bytes(digest[..8].try_into().expect("eight bytes are eight bytes"))
    }

    /// A fresh file reference.
    pub fn reference(&self, viewer: UserId, file: i64) -> Vec<u8> {
        self.reference_of(self.epoch.load(Ordering::Acquire), viewer, file)
    }

    /// Whether a file reference still opens the file.
    pub fn check_reference(&self, viewer: UserId, file: i64, reference: &[u8]) -> Result<(), RpcError> {
        if reference.is_empty() {
            return Err(bad_request("FILE_REFERENCE_EMPTY"));
        }
        let epoch = reference
            .get(1..5)
            .and_then(|bytes| bytes.try_into().ok())
            .map(u32::from_le_bytes)
            .filter(|epoch| reference == self.reference_of(*epoch, viewer, file))
            .ok_or_else(|| bad_request("FILE_REFERENCE_INVALID"))?;
        if epoch == self.epoch.load(Ordering::Acquire) { Ok(()) } else { Err(bad_request("FILE_REFERENCE_EXPIRED")) }
    }

    /// Lets every reference given so far expire, and says the new epoch.
    pub fn expire_references(&self) -> u32 {
        self.epoch.fetch_add(1, Ordering::AcqRel) + 1
    }

    fn reference_of(&self, epoch: u32, viewer: UserId, file: i64) -> Vec<u8> {
        let epoch = epoch.to_le_bytes();
        let digest = self.digest(&[b"reference", &epoch, &viewer.0.to_le_bytes(), &file.to_le_bytes()]);
        [&[REFERENCE], &epoch[..], &digest[..20]].concat()
    }

    fn digest(&self, parts: &[&[u8]]) -> [u8; 32] {
        let mut hasher = Sha256::new_with_prefix(self.secret);
        for part in parts {
            hasher.update(part);
        }
        hasher.finalize().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ANN: UserId = UserId(1);
    const BEN: UserId = UserId(2);

    #[test]
    fn hashes_belong_to_their_viewer_and_their_kind() {
        let access = Access::new([7; 32], 1);
        let hash = access.hash(ANN, Kind::File, 42);
        assert_eq!(hash, access.hash(ANN, Kind::File, 42));
        assert_ne!(hash, access.hash(BEN, Kind::File, 42));
        assert_ne!(hash, access.hash(ANN, Kind::User, 42));
    }

    #[test]
    fn references_expire_and_are_not_forged() {
        let access = Access::new([7; 32], 1);
        let reference = access.reference(ANN, 42);
        let refused = |reference: &[u8]| access.check_reference(ANN, 42, reference).map_err(|error| error.name);
        assert_eq!(refused(&reference), Ok(()));
        assert_eq!(refused(&[]), Err("FILE_REFERENCE_EMPTY".to_owned()));
        assert_eq!(refused(b"garbage"), Err("FILE_REFERENCE_INVALID".to_owned()));
        assert_eq!(refused(&access.reference(BEN, 42)), Err("FILE_REFERENCE_INVALID".to_owned()));
        access.expire_references();
        assert_eq!(refused(&reference), Err("FILE_REFERENCE_EXPIRED".to_owned()));
        assert_eq!(refused(&access.reference(ANN, 42)), Ok(()));
    }
}
