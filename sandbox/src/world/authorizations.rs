//! Authorizations: signing auth keys in and out, at home and at other data centres.

use super::state::{AuthorizedCaller, State, World};
use crate::model::authorization::{Authorization, AuthorizationState, ExportedAuthorization, unknown_device};
use crate::model::phone::UserId;
use crate::random;
use crate::rpc::{Caller, KeyId, RpcError, bad_request, migrate, unauthorized};

/// For how many seconds an exported authorization can be imported.
const EXPORT_LIFETIME: i32 = 60;

impl World {
    /// The caller, signed in at this or another data centre.
    pub(crate) fn signed_in(&self, caller: &Caller) -> Result<AuthorizedCaller, RpcError> {
        let now = self.clock().now();
        let mut state = self.state();
        let authorization =
            state.authorizations.get_mut(&caller.key).ok_or_else(|| unauthorized("AUTH_KEY_UNREGISTERED"))?;
        let is_home = match authorization.state {
            AuthorizationState::PasswordNeeded => return Err(unauthorized("SESSION_PASSWORD_NEEDED")),
            AuthorizationState::Revoked => return Err(unauthorized("SESSION_REVOKED")),
            AuthorizationState::Home => true,
            AuthorizationState::Imported { .. } => false,
        };
        authorization.active = now;
        Ok(AuthorizedCaller { user: authorization.user, key: caller.key, dc: caller.dc, is_home })
    }

    /// The caller, signed in at this data centre, which must be the account's home.
    pub(crate) fn at_home(&self, caller: &Caller) -> Result<AuthorizedCaller, RpcError> {
        let caller = self.signed_in(caller)?;
        if caller.is_home { Ok(caller) } else { Err(migrate("USER", self.home_of(caller.user))) }
    }

    /// Signs a key in.
    pub(super) fn authorize(
        &self,
        state: &mut State,
        caller: &Caller,
        user: UserId,
        authorization_state: AuthorizationState,
    ) -> Result<Authorization, RpcError> {
        let now = self.clock().now();
        let authorization = Authorization {
            key: caller.key,
            dc: caller.dc,
            user,
            state: authorization_state,
            hash: random::id(),
            device: caller.device.clone().unwrap_or_else(unknown_device),
            created: now,
            active: now,
        };
        self.store().set_authorization(&authorization.to_row())?;
        state.authorizations.insert(caller.key, authorization.clone());
        Ok(authorization)
    }

    /// The account's authorizations at its home data centre, last used first.
    pub(crate) fn authorizations(&self, user: UserId) -> Vec<Authorization> {
        let mut all: Vec<_> = self.state().authorizations_of(user).cloned().collect();
        all.sort_by_key(|authorization| std::cmp::Reverse((authorization.active, authorization.created)));
        all
    }

    /// `auth.logOut`: ends the caller's authorization and those imported from it.
    pub(crate) fn log_out(&self, caller: &AuthorizedCaller) -> Result<(), RpcError> {
        self.end_authorization(caller.key, None)
    }

    /// `account.resetAuthorization`: ends another authorization of the account.
    pub(crate) fn reset_authorization(&self, caller: &AuthorizedCaller, hash: i64) -> Result<(), RpcError> {
        let key = self
            .state()
            .authorizations_of(caller.user)
            .find(|authorization| authorization.hash == hash && authorization.key != caller.key)
            .map(|authorization| authorization.key)
            .ok_or_else(|| bad_request("HASH_INVALID"))?;
        self.end_authorization(key, None)?;
        self.close(key);
        Ok(())
    }

    /// Ends all authorizations of an account: later calls fail with `SESSION_REVOKED`.
    pub(super) fn revoke_all(&self, user: UserId) -> Result<(), RpcError> {
        let keys: Vec<_> = self.state().authorizations_of(user).map(|authorization| authorization.key).collect();
        for key in keys {
            self.end_authorization(key, Some(AuthorizationState::Revoked))?;
            self.close(key);
        }
        Ok(())
    }

    /// `auth.exportAuthorization`: an id and bytes that can be imported once at data centre `dc`.
    pub(crate) fn export_authorization(&self, caller: &AuthorizedCaller, dc: i32) -> Result<(i64, Vec<u8>), RpcError> {
        if !(1..=3).contains(&dc) || dc == caller.dc {
            return Err(bad_request("DC_ID_INVALID"));
        }
        let bytes = random::bytes::<64>();
        let expires = self.clock().now() + EXPORT_LIFETIME;
        let exported = ExportedAuthorization { user: caller.user, from: caller.key, dc, bytes, expires };
        self.state().exported_authorizations.push(exported);
        Ok((caller.user.0, bytes.to_vec()))
    }

    /// `auth.importAuthorization`: signs the caller's key in with an exported authorization.
    pub(crate) fn import_authorization(&self, caller: &Caller, id: i64, bytes: &[u8]) -> Result<UserId, RpcError> {
        let now = self.clock().now();
        let mut state = self.state();
        state.exported_authorizations.retain(|exported| exported.expires > now);
        let position = state
            .exported_authorizations
            .iter()
            .position(|exported| exported.user.0 == id && exported.dc == caller.dc && exported.bytes == bytes)
            .ok_or_else(|| bad_request("AUTH_BYTES_INVALID"))?;
        let exported = state.exported_authorizations.swap_remove(position);
        if !state.authorizations.contains_key(&exported.from) {
            return Err(bad_request("AUTH_BYTES_INVALID"));
        }
        self.authorize(&mut state, caller, exported.user, AuthorizationState::Imported { from: exported.from })?;
        Ok(exported.user)
    }

    /// Ends a key's authorization and those imported from it: sets their state, or removes them.
    pub(super) fn end_authorization(&self, key: KeyId, new_state: Option<AuthorizationState>) -> Result<(), RpcError> {
        let mut imported = Vec::new();
        {
            let mut state = self.state();
            let ended: Vec<_> = state
                .authorizations
                .values()
                .filter(|other| other.key == key || other.state == AuthorizationState::Imported { from: key })
                .cloned()
                .collect();
            for mut authorization in ended {
                if authorization.key != key {
                    imported.push(authorization.key);
                }
                if let Some(new_state) = new_state {
                    authorization.state = new_state;
                    self.store().set_authorization(&authorization.to_row())?;
                    state.authorizations.insert(authorization.key, authorization);
                } else {
                    self.store().remove_authorization(authorization.key.0)?;
                    state.authorizations.remove(&authorization.key);
                }
            }
        }
        imported.into_iter().for_each(|key| self.close(key));
        Ok(())
    }
}
