//! The second factor: Telegram's SRP (core.telegram.org/api/srp), the server's side.
//!
//! The server knows `v = g^x` for the password, sends `B = k·v + g^b`, and gets back `A = g^a` and `M1`, which only someone who knows `x` can
//! work out. A challenge is for one auth key, for one attempt, for ten minutes. Every account with a password has the same: [`PASSWORD`].

use std::sync::LazyLock;

use num_bigint::BigUint;
use sha2::{Digest, Sha256, Sha512};

use super::authorization::Standing;
use super::phone::{Character, UserId};
use super::refusal::{bad_request, unauthorized};
use super::{World, random};
use crate::rpc::{Caller, RpcError};

/// The password of the accounts that have one.
pub const PASSWORD: &str = "sandbox";
/// What `account.password` gives as a reminder.
pub const HINT: &str = "the name of this server";
/// The salts of the password.
pub const SALTS: ([u8; 16], [u8; 16]) = (*b"heliograph-salt1", *b"heliograph-salt2");
/// The generator.
pub const GENERATOR: i32 = 3;
/// Telegram's well-known 2048-bit safe prime, which clients know to be good.
pub const PRIME: &str = concat!(
    "c71caeb9c6b1c9048e6c522f70f13f73980d40238e3e21c14934d037563d930f48198a0aa7c14058229493d22530f4db",
    "fa336f6e0ac925139543aed44cce7c3720fd51f69458705ac68cd4fe6b6b13abdc9746512969328454f18faf8c595f64",
    "2477fe96bb2a941d5bcd1d4ac8cc49880708fa9b378e3c4f3a9060bee67cf9a4a4a695811051907e162753b56b0f6b41",
    "0dba74d8a84b2a14b3144e0ef1284754fd17ed950d5965b4b9dd46582db1178d169c6bc465b0d6ff9ca3928fef5b9ae4",
    "e418fc15e83ebea0f87fa9ff5eed70050ded2849f47bf959d956850ce929851f0d8115f635b105ee2e4e15d04b2454bf",
    "6f4fadf034b10403119cd8e3b92fcc5b"
);

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
        let public = (multiplier() * &*VERIFIER + generator().modpow(&private, &prime())) % prime();
        let challenge = Challenge {
            id: random::id(),
            public: pad(&public).to_vec(),
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
        if public < BigUint::from(2u8) || public >= prime() {
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
        let client_public_bytes = pad(client_public);
        let scramble = BigUint::from_bytes_be(&hash(&[&client_public_bytes, &self.public]));
        let shared = (client_public * VERIFIER.modpow(&scramble, &prime())).modpow(&self.private, &prime());
        let session_key = hash(&[&pad(&shared)]);
        let (of_prime, of_generator) = (hash(&[&pad(&prime())]), hash(&[&pad(&generator())]));
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
    generator().modpow(&exponent, &prime())
});

/// `k`.
fn multiplier() -> BigUint {
    BigUint::from_bytes_be(&hash(&[&pad(&prime()), &pad(&generator())]))
}

fn generator() -> BigUint {
    BigUint::from(GENERATOR.unsigned_abs())
}

/// The prime as a number.
pub fn prime() -> BigUint {
    static NUMBER: LazyLock<BigUint> = LazyLock::new(|| {
        BigUint::parse_bytes(PRIME.as_bytes(), 16).expect("the prime is written in hexadecimal digits")
    });
    NUMBER.clone()
}

fn hash(parts: &[&[u8]]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
    }
    hasher.finalize().into()
}

fn pad(number: &BigUint) -> [u8; 256] {
    let bytes = number.to_bytes_be();
    let mut padded = [0; 256];
    padded[256 - bytes.len()..].copy_from_slice(&bytes);
    padded
}
