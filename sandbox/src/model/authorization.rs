//! Authorizations: which account an auth key is signed in to.

use super::phone::UserId;
use crate::rpc::{Device, KeyId};
use crate::store::AuthorizationRow;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AuthorizationState {
    /// The login code was right; the password is missing.
    PasswordNeeded,
    /// Signed in at the account's home data centre.
    Home,
    /// Imported at another data centre from the key `from`.
    Imported { from: KeyId },
    /// Ended by the account's owner: calls fail until the key signs in again.
    Revoked,
}

/// The authorization of an auth key.
#[derive(Clone, Debug)]
pub(crate) struct Authorization {
    pub(crate) key: KeyId,
    pub(crate) dc: i32,
    pub(crate) user: UserId,
    pub(crate) state: AuthorizationState,
    /// Identifies it for `account.resetAuthorization`.
    pub(crate) hash: i64,
    pub(crate) device: Device,
    /// When it signed in.
    pub(crate) created: i32,
    /// When it was last used.
    pub(crate) active: i32,
}

/// An authorization exported to another data centre and not yet imported there.
#[derive(Clone, Debug)]
pub(crate) struct ExportedAuthorization {
    pub(crate) user: UserId,
    pub(crate) from: KeyId,
    /// The data centre.
    pub(crate) dc: i32,
    pub(crate) bytes: [u8; 64],
    pub(crate) expires: i32,
}

impl Authorization {
    pub(crate) fn to_row(&self) -> AuthorizationRow {
        let (state, parent) = match self.state {
            AuthorizationState::PasswordNeeded => (0, None),
            AuthorizationState::Home => (1, None),
            AuthorizationState::Imported { from } => (2, Some(from.0)),
            AuthorizationState::Revoked => (3, None),
        };
        AuthorizationRow {
            key: self.key.0,
            dc: self.dc,
            account: self.user.0,
            state,
            parent,
            hash: self.hash,
            api_id: self.device.api_id,
            model: self.device.model.clone(),
            system_version: self.device.system_version.clone(),
            app_version: self.device.app_version.clone(),
            created: self.created,
            active: self.active,
        }
    }

    pub(crate) fn from_row(row: AuthorizationRow) -> Self {
        let state = match (row.state, row.parent) {
            (0, _) => AuthorizationState::PasswordNeeded,
            (1, _) => AuthorizationState::Home,
            (2, Some(from)) => AuthorizationState::Imported { from: KeyId(from) },
            _ => AuthorizationState::Revoked,
        };
        Self {
            key: KeyId(row.key),
            dc: row.dc,
            user: UserId(row.account),
            state,
            hash: row.hash,
            device: Device {
                api_id: row.api_id,
                model: row.model,
                system_version: row.system_version,
                app_version: row.app_version,
            },
            created: row.created,
            active: row.active,
        }
    }
}

/// For a client that never called `initConnection`.
pub(crate) fn unknown_device() -> Device {
    Device {
        api_id: 0,
        model: "unknown".to_owned(),
        system_version: "unknown".to_owned(),
        app_version: "unknown".to_owned(),
    }
}
