//! Signing in by QR code: a token is shown, a signed-in client accepts it, and the waiting key is told to look again.
//!
//! The key that shows the code asks `auth.exportLoginToken` again after `updateLoginToken`. If the account that accepted is at home
//! elsewhere, it is sent to that data centre, and gives the token there with `auth.importLoginToken`.

use grammers_tl_types as tl;

use super::authorization::{Authorization, Standing};
use super::phone::{Character, UserId};
use super::refusal::{bad_request, unauthorized};
use super::{Signed, World};
use crate::random;
use crate::rpc::{Caller, Device, KeyId, RpcError};

/// How long a token can be accepted, in seconds; clients show a new one then.
pub const LIFETIME: i32 = 30;

/// A token that was shown.
#[derive(Clone, Debug)]
pub(super) struct Token {
    bytes: [u8; 32],
    key: KeyId,
    expires: i32,
    device: Option<Device>,
    accepted: Option<UserId>,
}

/// Where a sign-in by QR code stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// To be shown until it expires.
    Waiting {
        /// What the code says.
        token: Vec<u8>,
        /// When it stops being accepted.
        expires: i32,
    },
    /// Accepted by an account of another data centre: the token goes there.
    Elsewhere {
        /// That data centre.
        dc: i32,
        /// The same token.
        token: Vec<u8>,
    },
    /// Signed in.
    SignedIn(UserId),
}

impl World {
    /// `auth.exportLoginToken`.
    pub fn export_login_token(&self, caller: &Caller) -> Result<Progress, RpcError> {
        let now = self.clock().now();
        let accepted = {
            let mut state = self.state();
            // An accepted token has done its part once the client asks; it may do so later than the code was shown.
            state.tokens.retain(|token| token.expires + LIFETIME > now);
            state.tokens.iter().find(|token| token.key == caller.key && token.accepted.is_some()).cloned()
        };
        if let Some((token, user)) = accepted.and_then(|token| Some((token.clone(), token.accepted?))) {
            let dc = self.home_of(user);
            if dc != caller.dc {
                return Ok(Progress::Elsewhere { dc, token: token.bytes.to_vec() });
            }
            return self.enter_by_token(caller, token.bytes, user);
        }
        let token = Token {
            bytes: random::bytes(),
            key: caller.key,
            expires: now + LIFETIME,
            device: caller.device.clone(),
            accepted: None,
        };
        let progress = Progress::Waiting { token: token.bytes.to_vec(), expires: token.expires };
        self.state().tokens.push(token);
        Ok(progress)
    }

    /// `auth.importLoginToken`: at the account's home, with a token accepted for another data centre's key.
    pub fn import_login_token(&self, caller: &Caller, bytes: &[u8]) -> Result<Progress, RpcError> {
        let token = self.token(bytes)?;
        let Some(user) = token.accepted else {
            return Err(bad_request("AUTH_TOKEN_INVALID"));
        };
        let dc = self.home_of(user);
        if dc != caller.dc {
            return Ok(Progress::Elsewhere { dc, token: bytes.to_vec() });
        }
        self.enter_by_token(caller, token.bytes, user)
    }

    /// `auth.acceptLoginToken`: says what is going to be signed in, and tells the key that waits.
    pub fn accept_login_token(&self, signed: &Signed, bytes: &[u8]) -> Result<Authorization, RpcError> {
        self.accept(signed.user, bytes)
    }

    pub(super) fn accept(&self, user: UserId, bytes: &[u8]) -> Result<Authorization, RpcError> {
        let token = self.token(bytes)?;
        let now = self.clock().now();
        if token.accepted.is_some() {
            return Err(bad_request("AUTH_TOKEN_ALREADY_ACCEPTED"));
        }
        if token.expires <= now {
            return Err(bad_request("AUTH_TOKEN_EXPIRED"));
        }
        if let Some(token) = self.state().tokens.iter_mut().find(|token| token.bytes == bytes) {
            token.accepted = Some(user);
        }
        let update = tl::types::UpdateShort { update: tl::enums::Update::LoginToken, date: now };
        self.push(&[token.key], None, &update.into());
        Ok(Authorization {
            key: token.key,
            dc: self.home_of(user),
            user,
            standing: Standing::Home,
            hash: random::id(),
            device: token.device.unwrap_or(Device {
                api_id: 0,
                model: "unknown".to_owned(),
                system_version: "unknown".to_owned(),
                app_version: "unknown".to_owned(),
            }),
            created: now,
            active: now,
        })
    }

    fn token(&self, bytes: &[u8]) -> Result<super::qr::Token, RpcError> {
        let token = self.state().tokens.iter().find(|token| token.bytes == bytes).cloned();
        token.ok_or_else(|| bad_request("AUTH_TOKEN_INVALID"))
    }

    fn enter_by_token(&self, caller: &Caller, bytes: [u8; 32], user: UserId) -> Result<Progress, RpcError> {
        let needs_password = self.character(user) == Some(Character::Password);
        let mut state = self.state();
        state.tokens.retain(|token| token.bytes != bytes);
        let standing = if needs_password { Standing::PasswordMissing } else { Standing::Home };
        self.authorize(&mut state, caller, user, standing)?;
        if needs_password { Err(unauthorized("SESSION_PASSWORD_NEEDED")) } else { Ok(Progress::SignedIn(user)) }
    }
}
