//! Signing in by QR code (<https://core.telegram.org/api/qr-login>).
//!
//! A client shows a token; another one accepts it; the first gets `updateLoginToken` and calls `auth.exportLoginToken` again. If the
//! account's home is another data centre, the client calls `auth.importLoginToken` there.

use std::sync::atomic::Ordering;

use grammers_tl_types as tl;

use super::state::{AuthorizedCaller, World};
use crate::model::authorization::{Authorization, AuthorizationState, unknown_device};
use crate::model::login_token::{LIFETIME, LoginToken};
use crate::model::phone::{AccountKind, UserId};
use crate::random;
use crate::rpc::{Caller, RpcError, bad_request, unauthorized};

/// The state of a sign-in by QR code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LoginTokenState {
    /// Not accepted yet.
    Waiting {
        token: Vec<u8>,
        expires: i32,
    },
    /// Accepted by an account of another data centre.
    MigrateTo {
        dc: i32,
        token: Vec<u8>,
    },
    SignedIn(UserId),
}

impl World {
    /// Sets for how many seconds tokens can be accepted that are exported from now on.
    pub(crate) fn set_login_token_lifetime(&self, seconds: u16) {
        self.login_token_lifetime.store(seconds.into(), Ordering::Relaxed);
    }

    /// `auth.exportLoginToken`.
    pub(crate) fn export_login_token(&self, caller: &Caller) -> Result<LoginTokenState, RpcError> {
        let now = self.clock().now();
        let accepted = {
            let mut state = self.state();
            // After acceptance the client may take some time to call again.
            state.login_tokens.retain(|token| token.expires + LIFETIME > now);
            state.login_tokens.iter().find(|token| token.key == caller.key && token.accepted_by.is_some()).cloned()
        };
        if let Some((token, user)) = accepted.and_then(|token| Some((token.clone(), token.accepted_by?))) {
            let dc = self.home_of(user);
            if dc != caller.dc {
                return Ok(LoginTokenState::MigrateTo { dc, token: token.bytes.to_vec() });
            }
            return self.sign_in_by_token(caller, token.bytes, user);
        }
        let token = LoginToken {
            bytes: random::bytes(),
            key: caller.key,
            expires: now + self.login_token_lifetime.load(Ordering::Relaxed),
            device: caller.device.clone(),
            accepted_by: None,
        };
        let state = LoginTokenState::Waiting { token: token.bytes.to_vec(), expires: token.expires };
        self.state().login_tokens.push(token);
        Ok(state)
    }

    /// `auth.importLoginToken`: signs in with a token that was exported at another data centre.
    pub(crate) fn import_login_token(&self, caller: &Caller, bytes: &[u8]) -> Result<LoginTokenState, RpcError> {
        let token = self.token(bytes)?;
        let Some(user) = token.accepted_by else {
            return Err(bad_request("AUTH_TOKEN_INVALID"));
        };
        let dc = self.home_of(user);
        if dc != caller.dc {
            return Ok(LoginTokenState::MigrateTo { dc, token: bytes.to_vec() });
        }
        self.sign_in_by_token(caller, token.bytes, user)
    }

    /// `auth.acceptLoginToken`: accepts the token. Returns the authorization that it will have.
    pub(crate) fn accept_login_token(
        &self,
        caller: &AuthorizedCaller,
        bytes: &[u8],
    ) -> Result<Authorization, RpcError> {
        self.accept_token(caller.user, bytes)
    }

    /// Accepts a token for an account.
    pub(super) fn accept_token(&self, user: UserId, bytes: &[u8]) -> Result<Authorization, RpcError> {
        let token = self.token(bytes)?;
        let now = self.clock().now();
        if token.accepted_by.is_some() {
            return Err(bad_request("AUTH_TOKEN_ALREADY_ACCEPTED"));
        }
        if token.expires <= now {
            return Err(bad_request("AUTH_TOKEN_EXPIRED"));
        }
        if let Some(token) = self.state().login_tokens.iter_mut().find(|token| token.bytes == bytes) {
            token.accepted_by = Some(user);
        }
        let update = tl::types::UpdateShort { update: tl::enums::Update::LoginToken, date: now };
        self.push(&[token.key], None, &update.into());
        Ok(Authorization {
            key: token.key,
            dc: self.home_of(user),
            user,
            state: AuthorizationState::Home,
            hash: random::id(),
            device: token.device.unwrap_or_else(unknown_device),
            created: now,
            active: now,
        })
    }

    fn token(&self, bytes: &[u8]) -> Result<LoginToken, RpcError> {
        let token = self.state().login_tokens.iter().find(|token| token.bytes == bytes).cloned();
        token.ok_or_else(|| bad_request("AUTH_TOKEN_INVALID"))
    }

    fn sign_in_by_token(&self, caller: &Caller, bytes: [u8; 32], user: UserId) -> Result<LoginTokenState, RpcError> {
        let needs_password = self.account_kind(user) == Some(AccountKind::Password);
        let mut state = self.state();
        state.login_tokens.retain(|token| token.bytes != bytes);
        let new_state = if needs_password { AuthorizationState::PasswordNeeded } else { AuthorizationState::Home };
        self.authorize(&mut state, caller, user, new_state)?;
        if needs_password { Err(unauthorized("SESSION_PASSWORD_NEEDED")) } else { Ok(LoginTokenState::SignedIn(user)) }
    }
}
