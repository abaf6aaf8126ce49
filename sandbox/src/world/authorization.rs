//! Who is signed in: which auth key acts for which account, at home or at another data centre.

use super::World;
use super::phone::UserId;
use super::refusal::{bad_request, elsewhere, unauthorized};
use super::{Signed, State};
use crate::random;
use crate::rpc::{Caller, Device, KeyId, RpcError};
use crate::store::AuthorizationRow;

/// How far a key is signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The code was right, the password is still missing.
    PasswordMissing,
    /// Signed in at the account's home.
    Home,
    /// Imported at another data centre, from the key at home.
    Imported {
        /// That key.
        from: KeyId,
    },
    /// Ended by the account's owner: calls are refused until the key signs in anew.
    Revoked,
}

/// A key's authorization.
#[derive(Clone, Debug)]
pub struct Authorization {
    /// The auth key.
    pub key: KeyId,
    /// Its data centre.
    pub dc: i32,
    /// The account.
    pub user: UserId,
    /// How far.
    pub standing: Standing,
    /// What `account.resetAuthorization` calls it.
    pub hash: i64,
    /// What the client says of itself.
    pub device: Device,
    /// When it signed in.
    pub created: i32,
    /// When it was last used.
    pub active: i32,
}

/// How long an exported authorization can be imported, in seconds.
const EXPORT_LIFETIME: i32 = 60;

/// An authorization on its way to another data centre.
#[derive(Clone, Debug)]
pub(super) struct Export {
    user: UserId,
    from: KeyId,
    to: i32,
    bytes: [u8; 64],
    expires: i32,
}

impl World {
    /// The caller's account, at any data centre: what `upload.*` asks for.
    pub fn signed_in(&self, caller: &Caller) -> Result<Signed, RpcError> {
        let now = self.clock().now();
        let mut state = self.state();
        let authorization =
            state.authorizations.get_mut(&caller.key).ok_or_else(|| unauthorized("AUTH_KEY_UNREGISTERED"))?;
        let home = match authorization.standing {
            Standing::PasswordMissing => return Err(unauthorized("SESSION_PASSWORD_NEEDED")),
            Standing::Revoked => return Err(unauthorized("SESSION_REVOKED")),
            Standing::Home => true,
            Standing::Imported { .. } => false,
        };
        authorization.active = now;
        Ok(Signed { user: authorization.user, key: caller.key, session: caller.session, dc: caller.dc, home })
    }

    /// The caller's account, at its home: what everything else asks for.
    pub fn at_home(&self, caller: &Caller) -> Result<Signed, RpcError> {
        let signed = self.signed_in(caller)?;
        if signed.home { Ok(signed) } else { Err(elsewhere("USER", self.home_of(signed.user))) }
    }

    /// The data centre of an account.
    pub fn home_of(&self, user: UserId) -> i32 {
        self.state().accounts.get(&user).map_or(1, |account| account.phone.dc())
    }

    /// Signs the caller's key in.
    pub(super) fn authorize(
        &self,
        state: &mut State,
        caller: &Caller,
        user: UserId,
        standing: Standing,
    ) -> Result<Authorization, RpcError> {
        let now = self.clock().now();
        let authorization = Authorization {
            key: caller.key,
            dc: caller.dc,
            user,
            standing,
            hash: random::id(),
            device: caller.device.clone().unwrap_or_else(unknown_device),
            created: now,
            active: now,
        };
        self.store().set_authorization(&authorization.to_row())?;
        state.authorizations.insert(caller.key, authorization.clone());
        Ok(authorization)
    }

    /// The account's authorizations at home, the newest first.
    pub fn authorizations(&self, user: UserId) -> Vec<Authorization> {
        let mut all: Vec<_> = self.state().at_home(user).cloned().collect();
        all.sort_by_key(|authorization| std::cmp::Reverse((authorization.active, authorization.created)));
        all
    }

    /// `auth.logOut`: the caller's authorization ends, and what was imported from it.
    pub fn log_out(&self, signed: &Signed) -> Result<(), RpcError> {
        self.end(signed.key, None)
    }

    /// `account.resetAuthorization`: another of the account's authorizations ends.
    pub fn reset_authorization(&self, signed: &Signed, hash: i64) -> Result<(), RpcError> {
        let key = self
            .state()
            .at_home(signed.user)
            .find(|authorization| authorization.hash == hash && authorization.key != signed.key)
            .map(|authorization| authorization.key)
            .ok_or_else(|| bad_request("HASH_INVALID"))?;
        self.end(key, None)?;
        self.close(key);
        Ok(())
    }

    /// Ends every authorization of an account, as its owner does by "terminate all sessions": later calls are told so.
    pub(super) fn revoke_all(&self, user: UserId) -> Result<(), RpcError> {
        let keys: Vec<_> = self.state().at_home(user).map(|authorization| authorization.key).collect();
        for key in keys {
            self.end(key, Some(Standing::Revoked))?;
            self.close(key);
        }
        Ok(())
    }

    /// `auth.exportAuthorization`: an id and bytes that another data centre takes once.
    pub fn export_authorization(&self, signed: &Signed, dc: i32) -> Result<(i64, Vec<u8>), RpcError> {
        if !(1..=3).contains(&dc) || dc == signed.dc {
            return Err(bad_request("DC_ID_INVALID"));
        }
        let bytes = random::bytes::<64>();
        let expires = self.clock().now() + EXPORT_LIFETIME;
        let export = Export { user: signed.user, from: signed.key, to: dc, bytes, expires };
        self.state().exports.push(export);
        Ok((signed.user.0, bytes.to_vec()))
    }

    /// `auth.importAuthorization`: signs the caller's key in with what was exported to its data centre.
    pub fn import_authorization(&self, caller: &Caller, id: i64, bytes: &[u8]) -> Result<UserId, RpcError> {
        let now = self.clock().now();
        let mut state = self.state();
        state.exports.retain(|export| export.expires > now);
        let at = state
            .exports
            .iter()
            .position(|export| export.user.0 == id && export.to == caller.dc && export.bytes == bytes)
            .ok_or_else(|| bad_request("AUTH_BYTES_INVALID"))?;
        let export = state.exports.swap_remove(at);
        if !state.authorizations.contains_key(&export.from) {
            return Err(bad_request("AUTH_BYTES_INVALID"));
        }
        self.authorize(&mut state, caller, export.user, Standing::Imported { from: export.from })?;
        Ok(export.user)
    }

    /// Ends a key's authorization and those imported from it; `mark` is what stays in their place.
    pub(super) fn end(&self, key: KeyId, mark: Option<Standing>) -> Result<(), RpcError> {
        let mut imported = Vec::new();
        {
            let mut state = self.state();
            let ended: Vec<_> = state
                .authorizations
                .values()
                .filter(|other| other.key == key || other.standing == Standing::Imported { from: key })
                .cloned()
                .collect();
            for mut authorization in ended {
                if authorization.key != key {
                    imported.push(authorization.key);
                }
                if let Some(mark) = mark {
                    authorization.standing = mark;
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

impl State {
    /// The account's authorizations at home.
    pub(super) fn at_home(&self, user: UserId) -> impl Iterator<Item = &Authorization> {
        self.authorizations
            .values()
            .filter(move |authorization| authorization.user == user && authorization.standing == Standing::Home)
    }
}

impl Authorization {
    fn to_row(&self) -> AuthorizationRow {
        let (standing, parent) = match self.standing {
            Standing::PasswordMissing => (0, None),
            Standing::Home => (1, None),
            Standing::Imported { from } => (2, Some(from.0)),
            Standing::Revoked => (3, None),
        };
        AuthorizationRow {
            key: self.key.0,
            dc: self.dc,
            account: self.user.0,
            standing,
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

    pub(super) fn from_row(row: AuthorizationRow) -> Self {
        let standing = match (row.standing, row.parent) {
            (0, _) => Standing::PasswordMissing,
            (1, _) => Standing::Home,
            (2, Some(from)) => Standing::Imported { from: KeyId(from) },
            _ => Standing::Revoked,
        };
        Self {
            key: KeyId(row.key),
            dc: row.dc,
            user: UserId(row.account),
            standing,
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

fn unknown_device() -> Device {
    Device {
        api_id: 0,
        model: "unknown".to_owned(),
        system_version: "unknown".to_owned(),
        app_version: "unknown".to_owned(),
    }
}
