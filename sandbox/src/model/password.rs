//! The second factor: the server's side of Telegram's SRP (<https://core.telegram.org/api/srp>).
//!
//! The server knows `v = g^x` of the password, sends `B = k·v + g^b`, and receives `A = g^a` and `M1`, which only somebody who knows `x` can
//! compute. All accounts with a password have the same one: [`PASSWORD`].

use std::sync::LazyLock;

use num_bigint::BigUint;
use sha2::{Digest, Sha256, Sha512};

use crate::dh_group::{self, GENERATOR, PRIME, to_array};
use crate::random;

/// The password of all accounts that have one.
pub(crate) const PASSWORD: &str = "sandbox";

/// The hint in `account.password`.
pub(crate) const HINT: &str = "the name of this server";

/// The salts of the password hash.
pub(crate) const SALTS: ([u8; 16], [u8; 16]) = (*b"heliograph-salt1", *b"heliograph-salt2");

/// A challenge for one password check of one auth key.
#[derive(Clone)]
pub(crate) struct Challenge {
    /// `srp_id`.
    pub(crate) id: i64,
    /// `B`.
    pub(crate) public: [u8; dh_group::LENGTH],
    /// `b`.
    private: BigUint,
    pub(crate) expires: i32,
}

impl Challenge {
    /// Slow the first time: about a hundred thousand hashes.
    pub(crate) fn new(expires: i32) -> Self {
        let private = BigUint::from_bytes_be(&random::bytes::<256>());
        let public = (multiplier() * &*VERIFIER + dh_group::power(&private)) % &*PRIME;
        Self { id: random::id(), public: to_array(&public), private, expires }
    }

    /// The `M1` of a client that knows the password, for its `A`.
    pub(crate) fn expected_proof(&self, client_public: &BigUint) -> [u8; 32] {
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

/// `v`: what a server stores instead of the password.
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
