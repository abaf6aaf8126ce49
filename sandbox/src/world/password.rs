//! The second factor: challenges, and checking the answer.

use num_bigint::BigUint;

use super::state::World;
use crate::dh_group::PRIME;
use crate::model::authorization::AuthorizationState;
use crate::model::password::Challenge;
use crate::model::phone::{AccountKind, UserId};
use crate::rpc::{Caller, RpcError, bad_request, unauthorized};

/// For how many seconds a challenge is valid.
const LIFETIME: i32 = 600;

impl World {
    /// `account.getPassword`: a new challenge, or `None` for an account without a password.
    pub(crate) fn password_challenge(&self, caller: &Caller) -> Result<Option<Challenge>, RpcError> {
        let user = self.user_before_password(caller)?;
        if self.account_kind(user) != Some(AccountKind::Password) {
            return Ok(None);
        }
        let challenge = Challenge::new(self.clock().now() + LIFETIME);
        self.state().challenges.insert(caller.key, challenge.clone());
        Ok(Some(challenge))
    }

    /// `auth.checkPassword`: signs the key in if the answer is right. A challenge is valid for one attempt.
    pub(crate) fn check_password(
        &self,
        caller: &Caller,
        id: i64,
        public: &[u8],
        proof: &[u8],
    ) -> Result<UserId, RpcError> {
        let user = self.user_before_password(caller)?;
        if self.account_kind(user) != Some(AccountKind::Password) {
            return Err(bad_request("PASSWORD_HASH_INVALID"));
        }
        let now = self.clock().now();
        let challenge = {
            let mut state = self.state();
            let is_known = state.challenges.get(&caller.key).is_some_and(|challenge| challenge.id == id);
            let challenge = if is_known { state.challenges.remove(&caller.key) } else { None };
            challenge.filter(|challenge| challenge.expires > now).ok_or_else(|| bad_request("SRP_ID_INVALID"))?
        };
        let public = BigUint::from_bytes_be(public);
        if public < BigUint::from(2_u8) || public >= *PRIME {
            return Err(bad_request("SRP_A_INVALID"));
        }
        if challenge.expected_proof(&public) != *proof {
            return Err(bad_request("PASSWORD_HASH_INVALID"));
        }
        self.authorize(&mut self.state(), caller, user, AuthorizationState::Home)?;
        Ok(user)
    }

    /// The account of a key that is signed in, or lacks only the password.
    fn user_before_password(&self, caller: &Caller) -> Result<UserId, RpcError> {
        let state = self.state();
        let authorization = state.authorizations.get(&caller.key);
        match authorization.map(|authorization| (authorization.state, authorization.user)) {
            Some((AuthorizationState::PasswordNeeded | AuthorizationState::Home, user)) => Ok(user),
            Some((AuthorizationState::Revoked, _)) => Err(unauthorized("SESSION_REVOKED")),
            Some((AuthorizationState::Imported { .. }, _)) | None => Err(unauthorized("AUTH_KEY_UNREGISTERED")),
        }
    }
}
