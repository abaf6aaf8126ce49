//! The token of a sign-in by QR code.

use super::phone::UserId;
use crate::rpc::{Device, KeyId};

/// For how many seconds a token can be accepted unless a test sets another time. Clients show a new one then.
pub(crate) const LIFETIME: i32 = 30;

#[derive(Clone, Debug)]
pub(crate) struct LoginToken {
    pub(crate) bytes: [u8; 32],
    /// The key that will be signed in.
    pub(crate) key: KeyId,
    pub(crate) expires: i32,
    pub(crate) device: Option<Device>,
    /// The account that accepted it.
    pub(crate) accepted_by: Option<UserId>,
}
