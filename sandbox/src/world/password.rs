//! The second factor: Telegram's SRP (core.telegram.org/api/srp), the server's side.
//!
//! The server knows `v = g^x` for the password, sends `B = k·v + g^b`, and gets back `A = g^a` and `M1`, which only someone who knows `x` can
//! work out. A challenge is for one auth key, for one attempt, for ten minutes. Every account with a password has the same: [`PASSWORD`].

use std::sync::LazyLock;

use num_bigint::BigUint;
use sha2::{Digest, Sha256, Sha512};

use super::World;
use super::authorization::Standing;
use super::phone::{Character, UserId};
use super::refusal::{bad_request, unauthorized};
use crate::dh_group::{self, GENERATOR, PRIME, to_array};
use crate::random;
use crate::rpc::{Caller, RpcError};

/// The password of the accounts that have one.
pub const PASSWORD: &str = "sandbox";
/// What `account.password` gives as a reminder.
pub const HINT: &str = "the name of this server";
/// The salts of the password.
pub const SALTS: ([u8; 16], [u8; 16]) = (*b"heliograph-salt1", *b"heliograph-salt2");
/// How long a challenge can be answered, in seconds.
const LIFETIME: i32 = 600;

/// What a client has to answer.
#[derive(Clone)]
pub struct Challenge {
    /// The `srp_id`.
    pub id: i64,
    /// `B`, 256 bytes.
    pub public: Vec<u8>,
    private: BigUint,
    expires: i32,
}

impl World {
    /// `account.getPassword`: a fresh challenge, or `None` for an account without a password. Slow: about a hundred thousand hashes the first time.
    pub fn password_challenge(&self, caller: &Caller) -> Result<Option<Challenge>, RpcError> {
        let user = self.nearly_signed_in(caller)?;
        if self.character(user) != Some(Character::Password) {
            return Ok(None);
        }
        let private = BigUint::from_bytes_be(&random::bytes::<256>());
        let public = (multiplier() * &*VERIFIER + dh_group::power(&private)) % &*PRIME;
        let challenge = Challenge {
            id: random::id(),
            public: to_array(&public).to_vec(),
            private,
            expires: self.clock().now() + LIFETIME,
        };
        self.state().challenges.insert(caller.key, challenge.clone());
        Ok(Some(challenge))
    }

    /// `auth.checkPassword`: signs the key in if the answer is right. A challenge is gone after one attempt.
    pub fn check_password(&self, caller: &Caller, id: i64, public: &[u8], proof: &[u8]) -> Result<UserId, RpcError> {
        let user = self.nearly_signed_in(caller)?;
        if self.character(user) != Some(Character::Password) {
            return Err(bad_request("PASSWORD_HASH_INVALID"));
        }
        let now = self.clock().now();
        let challenge = {
            let mut state = self.state();
            let known = state.challenges.get(&caller.key).is_some_and(|challenge| challenge.id == id);
            let challenge = if known { state.challenges.remove(&caller.key) } else { None };
            challenge.filter(|challenge| challenge.expires > now).ok_or_else(|| bad_request("SRP_ID_INVALID"))?
        };
        let public = BigUint::from_bytes_be(public);
        if public < BigUint::from(2u8) || public >= *PRIME {
            return Err(bad_request("SRP_A_INVALID"));
        }
        if challenge.expected_proof(&public) != *proof {
            return Err(bad_request("PASSWORD_HASH_INVALID"));
        }
        self.authorize(&mut self.state(), caller, user, Standing::Home)?;
        Ok(user)
    }

    /// The account of a key that is signed in, or only lacks the password.
    fn nearly_signed_in(&self, caller: &Caller) -> Result<UserId, RpcError> {
        let state = self.state();
        let authorization = state.authorizations.get(&caller.key);
        match authorization.map(|authorization| (authorization.standing, authorization.user)) {
            Some((Standing::PasswordMissing | Standing::Home, user)) => Ok(user),
            Some((Standing::Revoked, _)) => Err(unauthorized("SESSION_REVOKED")),
            Some((Standing::Imported { .. }, _)) | None => Err(unauthorized("AUTH_KEY_UNREGISTERED")),
        }
    }
}

impl Challenge {
    /// The `M1` of a client that knows the password.
    fn expected_proof(&self, client_public: &BigUint) -> [u8; 32] {
        debug_assert_eq!(self.public.len(), 256);
        let client_public_bytes = to_array(client_public);
        let scramble = BigUint::from_bytes_be(&hash(&[&client_public_bytes, &self.public]));
        let shared = (client_public * VERIFIER.modpow(&scramble, &PRIME)).modpow(&self.private, &PRIME);
        let session_key = hash(&[&to_array(&shared)]);
        let (of_prime, of_generator) = (hash(&[&to_array(&PRIME)]), hash(&[&to_array(&GENERATOR.into())]));
        let mixed: Vec<u8> = of_prime.iter().zip(of_generator).map(|(left, right)| left ^ right).collect();
        let (salt1, salt2) = SALTS;
        hash(&[&mixed, &hash(&[&salt1]), &hash(&[&salt2]), &client_public_bytes, &self.public, &session_key])
    }
}

/// `v`: what the server keeps instead of the password.
static VERIFIER: LazyLock<BigUint> = LazyLock::new(|| {
    let (salt1, salt2) = SALTS;
    let salted = |data: &[u8], salt: &[u8]| hash(&[salt, data, salt]);
    let first = salted(&salted(PASSWORD.as_bytes(), &salt1), &salt2);
    let mut stretched = [0; 64];
    pbkdf2::pbkdf2_hmac::<Sha512>(&first, &salt1, 100_000, &mut stretched);
    let exponent = BigUint::from_bytes_be(&salted(&stretched, &salt2));
    dh_group::power(&exponent)
});

/// `k`.
fn multiplier() -> BigUint {
    BigUint::from_bytes_be(&hash(&[&to_array(&PRIME), &to_array(&GENERATOR.into())]))
}

fn hash(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}
