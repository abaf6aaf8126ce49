//! Auth keys.

use super::state::World;
use crate::rpc::KeyId;

impl World {
    /// The key with this id, if it was made at this data centre.
    pub(crate) fn auth_key(&self, dc: i32, id: KeyId) -> Option<[u8; 256]> {
        self.auth_keys().get(&(dc, id)).copied()
    }

    /// Stores a new key.
    pub(crate) fn keep_auth_key(&self, dc: i32, id: KeyId, key: [u8; 256]) {
        if let Err(error) = self.store().add_auth_key(dc, id, &key) {
            tracing::error!(error = &error as &dyn std::error::Error, "cannot store an auth key");
        }
        self.auth_keys().insert((dc, id), key);
    }

    /// Ends the authorization of a key that is used from two addresses at once. `false` if the key is not signed in.
    pub(crate) fn end_duplicated(&self, id: KeyId) -> bool {
        let is_signed_in = self.state().authorizations.contains_key(&id);
        if is_signed_in && let Err(error) = self.end_authorization(id, None) {
            tracing::error!(%error, "cannot end the authorization of a duplicated auth key");
        }
        is_signed_in
    }

    /// `destroy_auth_key`: removes a key and its authorization. `false` if there is no such key.
    pub(crate) fn destroy_auth_key(&self, dc: i32, id: KeyId) -> bool {
        let is_known = self.auth_keys().remove(&(dc, id)).is_some();
        if is_known {
            if let Err(error) = self.end_authorization(id, None) {
                tracing::error!(%error, "cannot end the authorization of a destroyed auth key");
            }
            if let Err(error) = self.store().remove_auth_key(dc, id) {
                tracing::error!(error = &error as &dyn std::error::Error, "cannot remove an auth key");
            }
        }
        is_known
    }
}
