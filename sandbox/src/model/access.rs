//! Access hashes and file references, which prove that a client has seen a user, channel or file.
//!
//! Both are derived from the world's secret and not stored. Access hashes differ for every account. A file reference contains the epoch in
//! which it was issued; when the epoch is increased, all older ones are expired.

use std::sync::atomic::{AtomicU32, Ordering};

use sha2::{Digest, Sha256};

use super::phone::UserId;
use crate::rpc::{RpcError, bad_request};

/// Issues and checks them.
#[derive(Debug)]
pub(crate) struct Access {
    secret: [u8; 32],
    epoch: AtomicU32,
}

/// What has an access hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ObjectKind {
    User,
    Channel,
    /// A photo or document.
    File,
}

/// The first byte of a file reference.
const REFERENCE: u8 = 1;

impl Access {
    pub(crate) fn new(secret: [u8; 32], epoch: u32) -> Self {
        Self { secret, epoch: AtomicU32::new(epoch) }
    }

    /// The access hash of an object for `viewer`.
    pub(crate) fn hash(&self, viewer: UserId, kind: ObjectKind, id: i64) -> i64 {
        let digest = self.digest(&[&[kind as u8], &viewer.0.to_le_bytes(), &id.to_le_bytes()]);
        i64::from_le_bytes(digest[..8].try_into().expect("eight of 32 bytes"))
    }

    /// A file reference of the current epoch.
    pub(crate) fn reference(&self, viewer: UserId, file: i64) -> Vec<u8> {
        self.reference_of(self.epoch.load(Ordering::Acquire), viewer, file)
    }

    /// Checks a file reference.
    pub(crate) fn check_reference(&self, viewer: UserId, file: i64, reference: &[u8]) -> Result<(), RpcError> {
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

    /// Expires all references issued so far. Returns the new epoch.
    pub(crate) fn expire_references(&self) -> u32 {
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

    const ADA: UserId = UserId(1);
    const BRUNO: UserId = UserId(2);

    #[test]
    fn hashes_depend_on_viewer_and_kind() {
        let access = Access::new([7; 32], 1);
        let hash = access.hash(ADA, ObjectKind::File, 42);
        assert_eq!(hash, access.hash(ADA, ObjectKind::File, 42));
        assert_ne!(hash, access.hash(BRUNO, ObjectKind::File, 42));
        assert_ne!(hash, access.hash(ADA, ObjectKind::User, 42));
    }

    #[test]
    fn references_expire_and_depend_on_the_viewer() {
        let access = Access::new([7; 32], 1);
        let reference = access.reference(ADA, 42);
        let refused = |reference: &[u8]| access.check_reference(ADA, 42, reference).map_err(|error| error.name);
        assert_eq!(refused(&reference), Ok(()));
        assert_eq!(refused(&[]), Err("FILE_REFERENCE_EMPTY".to_owned()));
        assert_eq!(refused(b"garbage"), Err("FILE_REFERENCE_INVALID".to_owned()));
        assert_eq!(refused(&access.reference(BRUNO, 42)), Err("FILE_REFERENCE_INVALID".to_owned()));
        access.expire_references();
        assert_eq!(refused(&reference), Err("FILE_REFERENCE_EXPIRED".to_owned()));
        assert_eq!(refused(&access.reference(ADA, 42)), Ok(()));
    }
}
