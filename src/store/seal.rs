//! Sealing: XChaCha20-Poly1305 with a random nonce, and the field that a value belongs to as associated data.
//!
//! A sealed value is the 24-byte nonce, then the ciphertext with its tag. Nonces are random: with 192 bits, two alike are not to be
//! expected. The associated data is table, row and key version, so that a value copied into another row does not open.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use super::Error;

const NONCE_BYTES: usize = 24;

/// Which master key a value was sealed with. There is one so far; the column is there so that keys can be changed row by row.
pub(super) const KEY_VERSION: i32 = 1;

/// Separate the uses of the master key from each other. Their words are part of the keys: with others, what was sealed before does not open.
const SEALING: &[u8] = b"heliograph: sealed columns, version 1\0";
const FINGERPRINTS: &[u8] = b"heliograph: fingerprints, version 1\0";
const CLIENT_HELD: &[u8] = b"heliograph: values that callers carry, version 1\0";
const DERIVED_KEYS: &[u8] = b"heliograph: derived keys, version 1\0";

/// The field that a sealed value belongs to.
#[derive(Clone, Copy)]
pub(super) struct SealedField<'a> {
    pub(super) table: &'static str,
    pub(super) row: &'a [u8],
    pub(super) key_version: i32,
}

impl SealedField<'_> {
    fn associated_data(self) -> Vec<u8> {
        let mut data = Vec::with_capacity(self.table.len() + self.row.len() + 16);
        data.extend_from_slice(&(self.table.len() as u64).to_be_bytes());
        data.extend_from_slice(self.table.as_bytes());
        data.extend_from_slice(&self.key_version.to_be_bytes());
        data.extend_from_slice(self.row);
        data
    }
}

/// Seals and unseals columns, and what clients hold.
#[derive(Clone)]
pub(super) struct Sealer {
    cipher: XChaCha20Poly1305,
    fingerprint_key: Zeroizing<[u8; 32]>,
    client_held: XChaCha20Poly1305,
    derivation_key: Zeroizing<[u8; 32]>,
}

impl Sealer {
    pub(super) fn new(master_key: &[u8]) -> Self {
        let key = |purpose: &[u8]| Zeroizing::new(sha256(&[purpose, master_key]));
        let cipher = |purpose| XChaCha20Poly1305::new((&*key(purpose)).into());
        Self {
            cipher: cipher(SEALING),
            fingerprint_key: key(FINGERPRINTS),
            client_held: cipher(CLIENT_HELD),
            derivation_key: key(DERIVED_KEYS),
        }
    }

    /// The same for the same value in the same row, and of no use to whoever does not have the master key: for columns that are looked up
    /// by what nobody should read. (Hashed twice, as HMAC does it, so that nothing can be appended to a value.)
    pub(super) fn fingerprint(&self, row: &[u8; 8], value: &[u8]) -> [u8; 32] {
        sha256(&[&*self.fingerprint_key, &sha256(&[&*self.fingerprint_key, row, value])])
    }

    pub(super) fn seal(&self, field: SealedField<'_>, plain: &[u8]) -> Result<Vec<u8>, Error> {
        seal(&self.cipher, &field.associated_data(), plain)
    }

    pub(super) fn unseal(&self, field: SealedField<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Error> {
        unseal(&self.cipher, &field.associated_data(), sealed).ok_or(Error::Unsealable { table: field.table })
    }

    /// For a value that a client holds and sends back: `kind` says what it is, and it opens as no other kind.
    pub(super) fn seal_for_client(&self, kind: &str, plain: &[u8]) -> Result<Vec<u8>, Error> {
        seal(&self.client_held, kind.as_bytes(), plain)
    }

    /// A key for one purpose: HMAC-SHA256 of its name.
    pub(super) fn derive_key(&self, purpose: &str) -> Zeroizing<[u8; 32]> {
        let mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&*self.derivation_key);
        let mac = mac.expect("HMAC takes keys of any length").chain_update(purpose);
        Zeroizing::new(mac.finalize().into_bytes().into())
    }

    /// `None` for what was not sealed so, with this key.
    pub(super) fn unseal_from_client(&self, kind: &str, sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        unseal(&self.client_held, kind.as_bytes(), sealed)
    }
}

fn seal(cipher: &XChaCha20Poly1305, associated: &[u8], plain: &[u8]) -> Result<Vec<u8>, Error> {
    let mut nonce = [0; NONCE_BYTES];
    getrandom::fill(&mut nonce)?;
    let payload = Payload { msg: plain, aad: associated };
    let sealed = cipher.encrypt(&XNonce::from(nonce), payload).expect("fails above 256 GiB alone");
    Ok([nonce.as_slice(), &sealed].concat())
}

fn unseal(cipher: &XChaCha20Poly1305, associated: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE_BYTES>()?;
    let payload = Payload { msg: sealed, aad: associated };
    cipher.decrypt(&XNonce::from(*nonce), payload).ok().map(Zeroizing::new)
}

fn sha256(parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIELD: SealedField<'static> = SealedField { table: "accounts", row: &[1], key_version: 1 };

    #[test]
    fn a_sealed_value_opens_in_its_field_alone() {
        let sealer = Sealer::new(&[7; 32]);
        let sealed = sealer.seal(FIELD, b"session").unwrap();
        assert_eq!(sealer.unseal(FIELD, &sealed).unwrap().as_slice(), b"session");
        for field in [
            SealedField { row: &[2], ..FIELD },
            SealedField { table: "browsers", ..FIELD },
            SealedField { key_version: 2, ..FIELD },
        ] {
            assert!(sealer.unseal(field, &sealed).is_err());
        }
        assert!(Sealer::new(&[8; 32]).unseal(FIELD, &sealed).is_err());
    }

    #[test]
    fn an_altered_or_cut_value_does_not_open() {
        let sealer = Sealer::new(&[7; 32]);
        let sealed = sealer.seal(FIELD, b"session").unwrap();
        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert!(sealer.unseal(FIELD, &altered).is_err(), "byte {at}");
            assert!(sealer.unseal(FIELD, &sealed[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn what_clients_hold_is_no_column_and_of_one_kind() {
        let sealer = Sealer::new(&[7; 32]);
        let sealed = sealer.seal_for_client("session", b"x").unwrap();
        assert_eq!(sealer.unseal_from_client("session", &sealed).unwrap().as_slice(), b"x");
        assert!(sealer.unseal_from_client("other", &sealed).is_none());
        assert!(Sealer::new(&[8; 32]).unseal_from_client("session", &sealed).is_none());
        assert!(sealer.unseal(FIELD, &sealed).is_err());
        assert!(sealer.unseal_from_client("session", &sealer.seal(FIELD, b"x").unwrap()).is_none());
    }

    #[test]
    fn each_purpose_has_a_key_of_its_own() {
        let (sealer, other) = (Sealer::new(&[7; 32]), Sealer::new(&[8; 32]));
        assert_eq!(sealer.derive_key("a"), Sealer::new(&[7; 32]).derive_key("a"));
        assert_ne!(sealer.derive_key("a"), sealer.derive_key("b"));
        assert_ne!(sealer.derive_key("a"), other.derive_key("a"));
    }

    #[test]
    fn the_same_value_never_looks_the_same_twice() {
        let sealer = Sealer::new(&[7; 32]);
        assert_ne!(sealer.seal(FIELD, b"x").unwrap(), sealer.seal(FIELD, b"x").unwrap());
    }
}
